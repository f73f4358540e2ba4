"""志愿服务时长证明 What a certificate of hours says: who gave how much, of what, in which period; no cadre is named."""

from collections import Counter
from datetime import date

from pydantic import BaseModel
from sqlmodel import Session

from api.authority.scope import beyond_scope
from api.errors import no_such
from api.reports.asking import Question
from api.reports.services import Service, services
from api.tables.people import Organisation, Volunteer
from api.tables.places import Station
from matcher.board.words import service as name_of
from matcher.domain.roster import Saying


class Turn(BaseModel):
    """One service of theirs."""

    day: date
    service: str
    name: Saying
    minutes: int


class Sum(BaseModel):
    """All of one service."""

    service: str
    name: Saying
    turns: int
    minutes: int


class Certificate(BaseModel):
    """Everything that stands on the page; `text` is its sentence."""

    volunteer_id: str
    volunteer: str
    organisation: str | None
    station: str
    from_day: date
    until_day: date
    turns: int
    minutes: int
    services: list[Sum]
    rows: list[Turn]
    text: Saying
    issued_on: date


def certificate(session: Session, question: Question, volunteer_id: str) -> Certificate:
    """Raises NotFound."""
    volunteer = session.get(Volunteer, volunteer_id)
    if volunteer is None:
        raise no_such("志愿者", "volunteer")
    organisation = (
        session.get_one(Organisation, volunteer.organisation_id) if volunteer.organisation_id is not None else None
    )
    with beyond_scope(session):
        done = services(session, question.from_day, question.until_day)
    mine = [one for one in done if volunteer_id in one.volunteers]
    minutes = sum(one.minutes for one in mine)
    station = session.get_one(Station, volunteer.station_id).name
    return Certificate(
        volunteer_id=volunteer.id,
        volunteer=volunteer.name,
        organisation=organisation.name if organisation is not None else None,
        station=station,
        from_day=question.from_day,
        until_day=question.until_day,
        turns=len(mine),
        minutes=minutes,
        services=_sums(mine),
        rows=[Turn(day=one.day, service=one.service, name=_name(one.service), minutes=one.minutes) for one in mine],
        text=_sentence(volunteer.name, station, question, len(mine), minutes),
        issued_on=question.now.date(),
    )


def _sums(mine: list[Service]) -> list[Sum]:
    turns: Counter[str] = Counter(one.service for one in mine)
    spent: Counter[str] = Counter()
    for one in mine:
        spent[one.service] += one.minutes
    return [Sum(service=word, name=_name(word), turns=turns[word], minutes=spent[word]) for word in sorted(turns)]


def _name(word: str) -> Saying:
    name = name_of(word)
    return Saying(en=name.en, zh=name.zh)


def _sentence(name: str, station: str, question: Question, turns: int, minutes: int) -> Saying:
    first, last = question.from_day, question.until_day
    whole, rest = divmod(minutes, 60)
    return Saying(
        zh=f"兹证明{name}于{first:%Y年%m月%d日}至{last:%Y年%m月%d日}在{station}参加离退休干部志愿服务{turns}次，"
        f"共计{whole}小时{rest}分钟。",
        en=f"This is to certify that {name} of {station} served retired cadres {turns} times from {first} to {last}, "
        f"{whole} hours and {rest} minutes in all.",
    )
