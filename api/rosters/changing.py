"""The one gate through which people change a roster: judged first, and stored only where it breaks nothing."""

from collections.abc import Sequence
from enum import StrEnum

from sqlmodel import Session

from api.errors import Conflict
from api.rosters.closed import check_open
from api.rosters.describing import described
from api.rosters.editing import edited
from api.rosters.history import history
from api.rosters.judging import Change, judged
from api.rosters.standing import Standing, standing
from api.rosters.steps import AnyStep
from api.rosters.telling import retold, store
from api.rosters.versions import append, version
from api.settings import Settings
from api.tables.rosters import Cause, Roster, RosterState, RosterVersion
from matcher.domain import Override


class Back(StrEnum):
    """The two ways along a roster's history."""

    UNDO = "undo"
    REDO = "redo"


def change_by(before: Standing, steps: Sequence[AnyStep], overrides: Sequence[Override] = ()) -> Change:
    """What these steps would change."""
    after = edited(before, steps)
    return judged(before, after.visits, after.held, after.touched, overrides)


def change_back(session: Session, settings: Settings, roster: Roster, way: Back) -> Change:
    """What an undo or redo would change, in the data of today; raises Conflict where there is nothing of the kind."""
    past = history(session, roster)
    target = past.undo_target() if way is Back.UNDO else past.redo_target()
    before = standing(session, settings, roster)
    return Change(before, before.at_version(session, target))


def keep(session: Session, change: Change, *, by: str = "", note: str = "") -> RosterVersion:
    """The change as the next version; raises Conflict where it breaks a rule or touches what the ledger has closed."""
    check_sound(session, change)
    return store(session, change.before, change.after.document.visits, cause=Cause.EDITED, by=by, note=note)


def keep_back(session: Session, change: Change, way: Back, *, by: str = "") -> RosterVersion:
    """The earlier content as the next version: word for word where the data are what they were, else told anew."""
    check_sound(session, change)
    roster, target = change.before.roster, change.after
    same = target.version.problem_hash == target.problem_hash or target.version.document.score is None
    added = append(
        session,
        roster,
        target.version.document if same and not target.lost else retold(target),
        cause=Cause.UNDONE if way is Back.UNDO else Cause.REDONE,
        by=by,
        baseline=target.version.baseline,
        problem_hash=target.problem_hash,
        undone_to=target.version.number,
    )
    if roster.published_version is not None:
        published = version(session, roster, roster.published_version).document
        if published.visits == added.document.visits:
            roster.state = RosterState.PUBLISHED
            session.flush()
    return added


def check_sound(session: Session, change: Change) -> None:
    """The change may be stored."""
    check_open(session, change.before.roster, change.differences)
    if change.broken:
        first = change.broken[0]
        more = len(change.broken) - 1
        raise Conflict(
            "RULE_BROKEN",
            zh=f"这样修改会违反规则：{first.text.zh}" + (f"（另有{more}处）" if more else ""),
            en=f"This would break a rule: {first.text.en}" + (f" ({more} more)" if more else ""),
            **described(change).model_dump(mode="json"),
        )
