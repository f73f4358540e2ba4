"""Undo and redo, as in an editor: which earlier content would come back, and what is not undone because others rely on it.

A version made by undo or redo has the content of the version that it names; all others have a content of their own, made
from that of the version before them. Undo goes to the content from which the present one was made, and can be repeated;
redo takes undos back, until something else is done.

Not undone are: the creation; a publication, as people hold it in their hands (what came after it is undone down to it);
and what was agreed with people one by one (a match, a replacement, a cancellation). Those are changed by another edit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session, col, select

from api.errors import Conflict
from api.tables.rosters import Cause, Roster, RosterVersion

AGREED = (Cause.MATCHED, Cause.REPLACED, Cause.CANCELLED)


class Entry(NamedTuple):
    """One version, without its document."""

    number: int
    cause: Cause
    undone_to: int | None


@dataclass(frozen=True)
class History:
    """Numbers of versions with a content of their own: the present one, what it came from, and what undos left behind."""

    present: int
    cause: Cause
    origin: int | None
    undone: tuple[int, ...]
    published: int | None

    def undo_target(self) -> int:
        """The version whose content an undo brings back; raises Conflict where there is none."""
        if self.origin is None:
            raise Conflict("NOTHING_TO_UNDO", zh="没有可撤销的操作。", en="There is nothing to undo.")
        if self.present == self.published:
            raise Conflict(
                "PUBLISHED",
                zh="这一版已发布，志愿者手中即此版，不能撤销；请修改后再次发布。",
                en="This has been published and people hold it in their hands, it is not undone; "
                "edit it and publish it again.",
            )
        if self.cause in AGREED:
            raise Conflict(
                "AGREED",
                zh="这一步已与当事人逐一约定（临时匹配、替换或取消），不能撤销；请另行修改。",
                en="This was agreed with people one by one (a match, a replacement or a cancellation), it is not undone; "
                "change it by another edit.",
            )
        return self.origin

    def redo_target(self) -> int:
        """The version whose content a redo brings back; raises Conflict where there is none."""
        if not self.undone:
            raise Conflict("NOTHING_TO_REDO", zh="没有可恢复的操作。", en="There is nothing to redo.")
        return self.undone[-1]

    @property
    def undo_to(self) -> int | None:
        """For buttons: the target, None where there is none."""
        try:
            return self.undo_target()
        except Conflict:
            return None

    @property
    def redo_to(self) -> int | None:
        """For buttons: the target, None where there is none."""
        return self.undone[-1] if self.undone else None


def history(session: Session, roster: Roster) -> History:
    """Of a roster, from its versions."""
    query = (
        select(RosterVersion.number, RosterVersion.cause, RosterVersion.undone_to)
        .where(RosterVersion.roster_id == roster.id)
        .order_by(col(RosterVersion.number))
    )
    return replayed([Entry(*row) for row in session.exec(query).all()], roster.published_version)


def replayed(entries: Sequence[Entry], published_version: int | None = None) -> History:
    """What all versions in their order come to; there is at least one."""
    content: dict[int, Entry] = {}
    origin: dict[int, int | None] = {}
    present, undone = None, list[int]()
    for entry in entries:
        if entry.undone_to is None:
            content[entry.number], origin[entry.number] = entry, present
            present, undone = entry.number, []
            continue
        if entry.cause is Cause.UNDONE and present is not None:
            undone.append(present)
        elif undone:
            undone.pop()
        present = entry.undone_to
    assert present is not None, "a roster has a first version"
    return History(
        present=present,
        cause=content[present].cause,
        origin=origin[present],
        undone=tuple(undone),
        published=_content_of(published_version, entries),
    )


def _content_of(number: int | None, entries: Iterable[Entry]) -> int | None:
    return next((entry.undone_to or entry.number for entry in entries if entry.number == number), None)
