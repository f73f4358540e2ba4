"""Every table that tells of people: which of its rows are about somebody, and what becomes of each column when they are erased.

A test reads all tables and columns there are, and fails for one that is not decided on here.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import SQLModel, col, select

from api.rights.whose import Whose
from api.storage.lists import holds
from api.tables.cadres import Cadre, Consent, Mobility
from api.tables.needs import Group, Need, NeedWeek
from api.tables.people import AvailabilityException, Volunteer
from api.tables.requests import Feed, MatchRequest
from api.tables.rights import ConsentChange
from api.tables.visits import Feedback, LedgerEntry, Offer, PriorVisits, Visit
from matcher.domain import Need as NeedDocument
from matcher.matching import Match

NOBODY = "已删除"
"""In place of a name, and of a fact of the dossier that was known."""
LONG_AGO = date(1900, 1, 1)
"""In place of a date of birth that was known."""
NOBODYS = "小组"
"""In place of a group's name that named one of its members."""


@dataclass(frozen=True, eq=False)
class Kind:
    """A table with rows about people, each of which goes (where `removed` says so), or stays as figures.

    Of rows that stay, columns in `emptied` get the value beside them (or what it makes of the row); of lists in `left` the
    person's ids are taken out; words in `signed` say who entered something, and go where that is the person; `kept` tells of
    nobody. Some tell of one side only: `of_served` of the cadre, `of_server` of the volunteer. They are not handed out to the
    other side, and when the other side is erased they go only where they name them. `hidden` is handed out to nobody.
    """

    table: type[SQLModel]
    about: Callable[[Whose], ColumnElement[bool]]
    removed: Callable[[Any], bool] = lambda _row: False
    emptied: Mapping[str, Any] = field(default_factory=dict)
    left: Collection[str] = ()
    signed: Collection[str] = ()
    kept: Collection[str] = ()
    of_served: Collection[str] = ()
    of_server: Collection[str] = ()
    hidden: Collection[str] = ()

    @property
    def name(self) -> str:
        """As the database calls it."""
        return str(self.table.__tablename__)

    def is_theirs(self, column: str, row: Any, whose: Whose) -> bool:
        """What stands in this column is about them, and not about the other side."""
        return (column not in self.of_served or is_served(row, whose)) and (
            column not in self.of_server or is_server(row, whose)
        )

    def goes(self, row: Any, whose: Whose) -> bool:
        """The row itself goes."""
        return self.removed(row) and (not self.of_served or is_served(row, whose))


def is_served(row: Any, whose: Whose) -> bool:
    """The row is about a service to them, or about a need of theirs."""
    if isinstance(row, MatchRequest):
        return row.need.cadre in whose.cadres
    served = {getattr(row, "cadre_id", None), *getattr(row, "cadres", ())}
    own = row.id if isinstance(row, Need) else getattr(row, "need_id", None)
    return bool(served & set(whose.cadres)) or own in whose.needs


def is_server(row: Any, whose: Whose) -> bool:
    """They are among the volunteers of the row."""
    servers = {getattr(row, "volunteer_id", None), *getattr(row, "volunteers", ())}
    return bool(servers & set(whose.volunteers))


def _one_of(column: Any, ids: Collection[str]) -> ColumnElement[bool]:
    return or_(false(), *(holds(column, one) for one in ids))


def _visit(whose: Whose) -> ColumnElement[bool]:
    return col(Visit.cadre_id).in_(whose.cadres) | _one_of(Visit.volunteers, whose.volunteers)


def _entry(whose: Whose) -> ColumnElement[bool]:
    return (
        _one_of(LedgerEntry.cadres, whose.cadres)
        | _one_of(LedgerEntry.volunteers, whose.volunteers)
        | col(LedgerEntry.need_id).in_(whose.needs)
    )


def _offer(whose: Whose) -> ColumnElement[bool]:
    visited = select(Visit.id).where(col(Visit.cadre_id).in_(whose.cadres))
    return col(Offer.volunteer_id).in_(whose.volunteers) | col(Offer.visit_id).in_(visited)


def _feedback(whose: Whose) -> ColumnElement[bool]:
    return (
        col(Feedback.cadre_id).in_(whose.cadres)
        | col(Feedback.volunteer_id).in_(whose.volunteers)
        | col(Feedback.ledger_entry_id).in_(select(LedgerEntry.id).where(_entry(whose)))
    )


def _match(whose: Whose) -> ColumnElement[bool]:
    everybody = (*whose.cadres, *whose.volunteers)
    return (
        _one_of(MatchRequest.need, everybody)
        | _one_of(MatchRequest.answer, everybody)
        | _one_of(MatchRequest.refusals, everybody)
    )


def _blotted(fact: str) -> Callable[[Any], str]:
    """Of a fact that was known remains that it was: reports count needs that lead back to one."""
    return lambda row: NOBODY if getattr(row, fact) else ""


def _always(_row: Any) -> bool:
    return True


def _of_cadre(table: Any) -> Callable[[Whose], ColumnElement[bool]]:
    return lambda whose: col(table.cadre_id).in_(whose.cadres)


def _of_volunteer(table: Any) -> Callable[[Whose], ColumnElement[bool]]:
    return lambda whose: col(table.volunteer_id).in_(whose.volunteers)


def _need(whose: Whose) -> ColumnElement[bool]:
    return (
        col(Need.cadre_id).in_(whose.cadres)
        | _one_of(Need.excluded_volunteers, whose.volunteers)
        | _one_of(Need.preferred_volunteers, whose.volunteers)
    )


DERIVED = ("pinyin", "initials", "phone_tail")
"""What follows from name and phone, and goes with them."""

KINDS = (
    Kind(AvailabilityException, _of_volunteer(AvailabilityException), removed=_always),
    Kind(Consent, _of_cadre(Consent), removed=_always),
    Kind(PriorVisits, lambda whose: _of_cadre(PriorVisits)(whose) | _of_volunteer(PriorVisits)(whose), removed=_always),
    Kind(Feed, _of_volunteer(Feed), removed=_always, hidden=("token_hash",)),
    Kind(
        MatchRequest,
        _match,
        removed=lambda row: row.need_id is None,
        emptied={
            "need": lambda row: NeedDocument(id=row.need.id, cadre=row.need.cadre, service=row.need.service, minutes=row.need.minutes),
            "answer": lambda row: {"match": Match(need=row.need.id, options=()).model_dump(mode="json")},
            "fields": {},
            "refusals": [],
        },
        signed=("made_by",),
        of_served=("need", "fields", "answer", "refusals", "need_id"),
    ),
    Kind(
        ConsentChange,
        _of_cadre(ConsentChange),
        signed=("by",),
        kept=("given_on", "withdrawn_on"),
    ),
    Kind(NeedWeek, lambda whose: col(NeedWeek.need_id).in_(whose.needs), emptied={"reason": ""}, kept=("week", "windows")),
    Kind(
        Need,
        _need,
        left=("excluded_volunteers", "preferred_volunteers"),
        kept=("service", "windows", "preferred", "qualifications", "from_day", "until_day"),
        emptied={
            "content": "",
            "code": None,
            "latitude": None,
            "longitude": None,
            "gender": None,
            "languages": [],
            "active": False,
        },
        of_served=(
            "content", "code", "latitude", "longitude", "gender", "languages", "active", "windows", "preferred", "qualifications",
        ),
    ),
    Kind(
        Group,
        lambda whose: _one_of(Group.members, whose.cadres),
        left=("members",),
        emptied={"name": NOBODYS, "note": ""},
        of_served=("name", "note"),
        kept=("pinyin", "initials", "latitude", "longitude"),
        hidden=("members", "pinyin", "initials"),
    ),
    Kind(
        Offer,
        _offer,
        emptied={"reason": ""},
        signed=("answered_by",),
        kept=("token_hash",),
        of_server=("reason",),
        hidden=("token_hash",),
    ),
    Kind(
        Feedback,
        _feedback,
        emptied={"words": "", "follow_up": "", "channel": ""},
        signed=("recorded_by", "followed_up_by"),
        kept=("followed_up_on",),
        of_served=("words", "follow_up", "channel"),
    ),
    Kind(
        LedgerEntry,
        _entry,
        emptied={"place": "", "content": "", "correction_reason": ""},
        signed=("recorded_by",),
        kept=("service", "day", "volunteers", "cadres"),
        of_served=("place", "content", "correction_reason"),
    ),
    Kind(
        Visit,
        _visit,
        emptied={"reason": ""},
        signed=("cancelled_by",),
        kept=("day", "volunteers"),
        of_served=("reason",),
    ),
    Kind(
        Volunteer,
        lambda whose: col(Volunteer.id).in_(whose.volunteers),
        emptied={
            "name": NOBODY,
            "code": None,
            "phone": "",
            "address": "",
            "gender": None,
            "languages": [],
            "services": [],
            "qualifications": [],
            "availability": [],
            "active": False,
            "note": "",
        },
        kept=("mode", "latitude", "longitude", *DERIVED),
        hidden=DERIVED,
    ),
    Kind(
        Cadre,
        lambda whose: col(Cadre.id).in_(whose.cadres),
        emptied={
            "name": NOBODY,
            "code": None,
            "gender": None,
            "phone": "",
            "born_on": lambda row: LONG_AGO if row.born_on is not None else None,
            "address": _blotted("address"),
            "family": _blotted("family"),
            "health": _blotted("health"),
            "former_unit": _blotted("former_unit"),
            "party_branch": _blotted("party_branch"),
            "strengths": _blotted("strengths"),
            "service_needs": _blotted("service_needs"),
            "verified_on": None,
            "hardships": [],
            "mobility": Mobility.FULL,
            "family_contact": "",
            "family_phone": "",
            "unit_contact": "",
            "grid": "",
            "active": False,
        },
        kept=("latitude", "longitude", *DERIVED),
        hidden=DERIVED,
    ),
)  # fmt: skip
"""Parts before what they are parts of. A place becomes that of the station, and what is derived follows from the name."""

NOT_ABOUT_THEM = {
    "answered_call": "answers told once more within a day: those that name the person are removed by `leftovers.py`",
    "api_key": "machines",
    "calendar_day": "dates",
    "data_key": "keys",
    "data_version": "a number",
    "erasure": "that somebody was erased, by an id that leads nowhere any more",
    "import": "files of a day at most: `leftovers.py` forgets those that wait",
    "job": "ids and numbers",
    "job_event": "ids and numbers",
    "job_work": "ids and numbers",
    "login_failure": "hashes",
    "organisation": "organisations, and whom they name to answer for them",
    "person": "users: who administers them puts them out",
    "policy_version": "rules",
    "record_end": "a number and a seal",
    "record_entry": "what users did, by ids: purposes that name the person are forgotten by `record/forgetting.py`",
    "region": "places",
    "roster": "weeks",
    "roster_version": "ids only; notes that name the person are emptied by `leftovers.py`",
    "sign_in_attempt": "hashes",
    "station": "places, and who works there",
    "user_session": "users",
}
"""All other tables, and why."""
