"""How a visit ended: done only with all four elements (时间、地点、人员、内容), not done only with a reason."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sqlmodel import Field, Session, col, select

from api.authority.scope import beyond_scope
from api.authority.seeing import HIDDEN
from api.errors import Unacceptable
from api.tables.cadres import Cadre
from api.tables.current_entries import SERVED
from api.tables.moments import Moment
from api.tables.people import Volunteer
from api.tables.row import Fields, Key, Line, Paragraph
from api.tables.visits import VisitState
from matcher.domain import Text

Ending = Literal[VisitState.DONE, VisitState.PARTIAL, VisitState.NOT_HOME, VisitState.NO_SHOW, VisitState.CANCELLED]

LONGEST = timedelta(days=1)


class OutcomeFields(Fields):
    """How it ended; `done` and `partial` need every field, the others need the reason as `content`."""

    outcome: Ending
    started_at: Moment | None = Field(default=None, description="时间. Local, as it really was.")
    ended_at: Moment | None = Field(default=None, description="时间. Local, as it really was.")
    place: Line = Field(default="", description="地点")
    volunteers: list[Key] = Field(default=[], max_length=100, description="人员: who really came.")
    cadres: list[Key] = Field(default=[], max_length=500, description="人员: who really was served.")
    content: Paragraph = Field(default="", description="内容: what was done, or why not.")
    by: Line = Field(default="", description="Who enters this.")


class Element(NamedTuple):
    """One of the four elements, and the fields that make it."""

    name: str
    text: Text
    fields: tuple[str, ...]


ELEMENTS = (
    Element("time", Text("time", "时间"), ("started_at", "ended_at")),
    Element("place", Text("place", "地点"), ("place",)),
    Element("people", Text("people", "人员"), ("volunteers", "cadres")),
    Element("content", Text("content", "内容"), ("content",)),
)


def check_outcome(session: Session, fields: OutcomeFields, now: datetime) -> None:
    """Raises Unacceptable where an element or the reason is missing, or what is there cannot be."""
    _check_complete(fields)
    _check_times(fields, now)
    _check_people(session, fields)


def _check_complete(fields: OutcomeFields) -> None:
    if fields.outcome not in SERVED:
        if not fields.content.strip():
            raise Unacceptable(
                "REASON_MISSING",
                zh="未完成的服务须在内容（content）中写明原因。",
                en="A visit that was not carried out needs its reason as content.",
            )
        return
    missing = [(element, lacking) for element in ELEMENTS if (lacking := _lacking(fields, element))]
    if missing:
        zh = "、".join(f"{element.text.zh}（{'、'.join(lacking)}）" for element, lacking in missing)
        en = ", ".join(f"{element.text.en} ({', '.join(lacking)})" for element, lacking in missing)
        raise Unacceptable(
            "ELEMENTS_MISSING",
            zh=f"台账四要素不全，缺：{zh}。",
            en=f"Of the ledger's four elements these are missing: {en}.",
            missing=[
                {"element": element.name, "zh": element.text.zh, "en": element.text.en, "fields": lacking}
                for element, lacking in missing
            ],
        )


def _lacking(fields: OutcomeFields, element: Element) -> list[str]:
    """What is hidden from somebody is nothing that they can tell."""

    def empty(name: str) -> bool:
        value = getattr(fields, name)
        return value == HIDDEN or not (value.strip() if isinstance(value, str) else value)

    return [name for name in element.fields if empty(name)]


def _check_times(fields: OutcomeFields, now: datetime) -> None:
    start, end = fields.started_at, fields.ended_at
    if start is None and end is None:
        return
    if start is None or end is None or not start < end or end - start > LONGEST:
        raise Unacceptable(
            "TIMES_UNSOUND",
            zh="起止时间不合理：结束须晚于开始，且不超过24小时。",
            en="The times cannot be: expected an end after the start, at most 24 hours later.",
        )
    if end > now:
        raise Unacceptable(
            "NOT_YET_ENDED",
            zh="结束时间在将来，服务结束后才能登记。",
            en="It ends in the future: what has not ended cannot be recorded.",
        )


def _check_people(session: Session, fields: OutcomeFields) -> None:
    """A volunteer may serve beyond their station, so whoever records need not otherwise know of them."""
    for name, kind, ids in (("volunteers", Volunteer, fields.volunteers), ("cadres", Cadre, fields.cadres)):
        with beyond_scope(session):
            query = select(kind.id).where(col(kind.id).in_(ids), col(kind.erased_at).is_(None))
            known = set(session.exec(query).all())
        if len(set(ids)) < len(ids) or known != set(ids):
            raise Unacceptable(
                "PEOPLE_UNSOUND",
                zh=f"人员（{name}）中有重复的或不存在的编号。",
                en=f"{name}: an id stands there twice, or names nobody.",
                field=name,
            )
