"""Which station or region, and which week, a page is about: as asked now, else as chosen before, else the widest there is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlmodel import Session, col, select

from api.clock import local_today
from api.screens.shell.cookies import remember, remembered
from api.tables.places import Region, Station
from api.web.service import Configured, Storage
from api.weeks.scope import OPEN

PLACE, WEEK = "place", "week"
SECONDS_OF_A_WEEK_CHOSEN = 12 * 3600
"""A week that was looked at is forgotten over night: who comes back sees the present one."""


@dataclass(frozen=True)
class Place:
    """A station, or a region with the open stations below it; and the Monday of a week.

    `stations` and `regions` are what the asker may choose from, by pinyin.
    """

    station: Station | None
    region: Region | None
    monday: date
    stations: tuple[Station, ...]
    regions: tuple[Region, ...]

    @property
    def key(self) -> str:
        """As it stands in an address: `station:…` or `region:…`."""
        if self.station is not None:
            return f"station:{self.station.id}"
        return f"region:{self.region.id}" if self.region is not None else ""

    @property
    def name(self) -> str:
        """Of the station or region."""
        here = self.station or self.region
        return here.name if here is not None else ""

    @property
    def dates(self) -> tuple[date, ...]:
        """The seven days of the week."""
        return tuple(self.monday + timedelta(days=day) for day in range(7))

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.monday + timedelta(days=7)


def place_asked(request: Request, session: Session, today: date) -> Place:
    """By `?place=` and `?week=`; what does not exist for the asker, or is no date, is passed over."""
    key = request.query_params.get(PLACE) or remembered(request, PLACE)
    stations = tuple(
        session.exec(
            select(Station).where(col(Station.state).in_(OPEN)).order_by(col(Station.pinyin), Station.id)
        ).all()
    )
    theirs = request.state.asker.regions
    limited = request.state.asker.actor.stations is not None
    regions = tuple(
        one
        for one in session.exec(select(Region).order_by(col(Region.kind), col(Region.pinyin), Region.id)).all()
        if not limited or one.id in theirs
    )
    kind, _, wanted = key.partition(":")
    station = next((one for one in stations if kind == "station" and one.id == wanted), None)
    region = next((one for one in regions if kind == "region" and one.id == wanted), None)
    if station is None and region is None:
        region = next((one for one in regions if one.parent_id not in {other.id for other in regions}), None)
        station = stations[0] if region is None and stations else None
    return Place(station, region, _monday(request, today), stations, regions)


def _monday(request: Request, today: date) -> date:
    for asked in (request.query_params.get(WEEK, ""), remembered(request, WEEK)):
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            continue
        if 2000 <= day.year <= 2200:
            return day - timedelta(days=day.weekday())
    return today - timedelta(days=today.weekday())


def _place(request: Request, storage: Storage, settings: Configured) -> Place:
    with storage.reading() as session:
        return place_asked(request, session, local_today(settings))


Here = Annotated[Place, Depends(_place)]


def keep_choice(request: Request, response: Response) -> None:
    """Remembers what was asked for, for the pages that follow."""
    if place := request.query_params.get(PLACE):
        remember(response, PLACE, place[:80])
    if week := request.query_params.get(WEEK):
        remember(response, WEEK, week[:10], SECONDS_OF_A_WEEK_CHOSEN)
