"""Names and phones are looked up when a match is shown, and kept nowhere else."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from api.authority.scope import beyond_scope
from api.matches.advice import advice
from api.matches.contacts import Person, contacts
from api.matches.found import Found, FurtherAway, OtherTime
from api.matches.public import (
    AlternativesPublic,
    Candidate,
    Contact,
    Disturbance,
    FurtherAwayPublic,
    MatchPublic,
    NeighbourPublic,
    OptionPublic,
    OtherTimePublic,
    RefusalPublic,
)
from api.tables.cadres import Cadre
from api.tables.needs import Need
from api.tables.people import Organisation
from api.tables.places import Station
from api.tables.requests import MatchRequest
from api.web.etags import etag
from matcher.board.words import clock, full_day, service
from matcher.domain import Priority, Text
from matcher.matching import Option


def shown(session: Session, match: MatchRequest, found: Found | None = None) -> MatchPublic:
    """With everybody's name, as far as the asker may see it; `found` is the match's answer where it has just been made."""
    found = found or Found.model_validate(match.answer)
    people = contacts(session, _people(found, match))
    options = [_option(session, option, found, people) for option in found.match.options]
    return MatchPublic(
        advice=advice(session, match.need.cadre) if match.need.priority is Priority.EMERGENCY else None,
        id=match.id,
        roster_id=match.roster_id,
        roster_version=match.roster_version,
        if_match=etag(match.roster_etag),
        need=match.need.id,
        options=options,
        reasons=list(found.match.reasons),
        suggestion=found.match.suggestion,
        alternatives=_alternatives(session, found, people),
        in_short=found.in_short,
        refusals=[RefusalPublic(volunteer=people[one.volunteer], reason=one.reason) for one in match.refusals],
        set_aside=len(found.set_aside),
        applied_version=match.applied_version,
        need_id=match.need_id,
    )


def _people(found: Found, match: MatchRequest) -> set[str]:
    """Everybody who is named."""
    ids = {one for option in found.match.options for one in _named(option)}
    ids |= {one.volunteer for one in match.refusals}
    if found.alternatives is not None:
        ids |= {one for time in found.alternatives.other_times for one in time.volunteers}
        ids |= {one for time in found.alternatives.further_away for one in time.volunteers}
    return ids


def _named(option: Option) -> Iterable[str]:
    yield from option.volunteers
    for shift in option.shifts:
        yield from shift.volunteers
    for visit in option.displaced:
        yield from visit.volunteers


def _option(session: Session, option: Option, found: Found, people: Mapping[str, Person]) -> OptionPublic:
    return OptionPublic(
        volunteers=[
            Candidate(
                **people[one].model_dump(),
                way_minutes=way,
                met=found.particulars[one].met,
                visits_this_week=found.particulars[one].visits,
                minutes_this_week=found.particulars[one].minutes,
                most_minutes_a_week=found.particulars[one].most_minutes,
            )
            for one, way in zip(option.volunteers, option.ways or (), strict=True)
        ],
        start=option.start,
        end=option.end,
        latest_start=option.latest_start,
        points=option.points,
        by_rule=option.by_rule or {},
        disturbs=option.disturbs,
        disturbances=list(_disturbances(session, option, people)) if option.disturbs != "nothing" else [],
    )


def _disturbances(session: Session, option: Option, people: Mapping[str, Person]) -> Iterable[Disturbance]:
    whose = _whose(session, [*(one.need for one in option.shifts), *(one.need for one in option.displaced)])
    for shift in option.shifts:
        day = shift.moved_from.date()
        before, after = clock(shift.moved_from, day), clock(shift.moved_to, day)
        what = whose.get(shift.need, Text(shift.need, shift.need))
        yield Disturbance(
            kind="shift",
            need=shift.need,
            volunteers=[people[one] for one in shift.volunteers],
            start=shift.moved_from,
            moved_to=shift.moved_to,
            zh=f"{what.zh}由{full_day(day).zh}{before}改为{after}。",
            en=f"{what.en} on {full_day(day).en} moves from {before} to {after}.",
        )
    for visit in option.displaced:
        day = visit.start.date()
        what = whose.get(visit.need, Text(visit.need, visit.need))
        yield Disturbance(
            kind="displaced",
            need=visit.need,
            volunteers=[people[one] for one in visit.volunteers],
            start=visit.start,
            moved_to=None,
            zh=f"{what.zh}（{full_day(day).zh}{clock(visit.start, day)}）让位取消，须另行安排。",
            en=f"{what.en} on {full_day(day).en} at {clock(visit.start, day)} is given up and has to be arranged anew.",
        )


def _whose(session: Session, needs: Sequence[str]) -> dict[str, Text]:
    """What each need is, for whom."""
    with_cadre = select(Need, Cadre).join(Cadre, col(Cadre.id) == Need.cadre_id).where(col(Need.id).in_(needs))
    return {
        need.id: Text(
            f"The {service(need.service).en} visit to {cadre.name}", f"{cadre.name}的{service(need.service).zh}服务"
        )
        for need, cadre in session.exec(with_cadre).all()
    }


def _alternatives(session: Session, found: Found, people: Mapping[str, Person]) -> AlternativesPublic | None:
    others = found.alternatives
    if others is None:
        return None
    partners = select(Organisation).where(col(Organisation.id).in_(others.partners)).order_by(Organisation.name)
    nearby = select(Station).where(col(Station.id).in_([one.station for one in others.neighbours]))
    with beyond_scope(session):  # what a station is called, and whom to ask there, is no secret
        stations = {one.id: one for one in session.exec(nearby).all()}
    return AlternativesPublic(
        other_times=[OtherTimePublic(**_time(one, people)) for one in others.other_times],
        further_away=[
            FurtherAwayPublic(**_time(one, people), way_minutes=list(one.ways)) for one in others.further_away
        ],
        circle_minutes=others.circle_minutes,
        partners=[
            Contact(id=one.id, name=one.name, contact=one.contact, phone=one.phone)
            for one in session.exec(partners).all()
        ],
        neighbours=[
            NeighbourPublic(
                id=one.station,
                name=stations[one.station].name,
                contact=stations[one.station].leader,
                phone=stations[one.station].phone,
                volunteers=one.volunteers,
                nearest_way_minutes=one.nearest_way,
            )
            for one in others.neighbours
            if one.station in stations
        ],
    )


def _time(one: OtherTime | FurtherAway, people: Mapping[str, Person]) -> dict[str, Any]:
    return {
        "volunteers": [people[who] for who in one.volunteers],
        "start": one.start,
        "end": one.end,
        "points": one.points,
    }
