"""Two policies on one week, side by side: what each achieves, what it costs, and in which visits they differ."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session, select

from api.authority import Action
from api.errors import Conflict, Refused
from api.rosters.standing import standing
from api.screens.rules.choices import NOW, choices, layers_chosen, settings_to_try, tried
from api.screens.rules.layers import Jurisdiction, jurisdiction
from api.screens.rules.outcome import figures, points, rules, visits
from api.screens.rules.trial import BEGINNING, SECONDS, Trial, solved
from api.screens.shell.forms import Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.place import Here, Place
from api.settings import Settings
from api.storage import Database
from api.tables.places import Station
from api.tables.rosters import Roster
from api.web.refusing import refusal_of
from api.web.service import Configured, Storage
from api.weeks import Scope, week_problem
from api.weeks.scope import open_stations
from matcher.comparing import compare
from matcher.domain import BadInput, Problem
from matcher.policy import policy_from

router = APIRouter(prefix="/rules/compare", dependencies=opens(Action.PLAN))


@router.get("")
def form(page: Shown, place: Here, storage: Storage) -> Response:
    """What is to be compared."""
    return _page(page, place, storage, {"first": NOW, "second": NOW})


@router.post("")
def run(page: Shown, place: Here, submitted: Submitted, storage: Storage, settings: Configured) -> Response:
    """Nothing is kept: both rosters are made, compared and forgotten."""
    typed = {name: submitted.text(name) for name in ("first", "second", "setting", "value")}
    try:
        with storage.reading() as session:
            here = jurisdiction(session, place)
            first = layers_chosen(session, here, place, typed["first"])
            second = layers_chosen(session, here, place, typed["second"])
            if typed["setting"]:
                second = [*second, tried(typed["setting"], typed["value"])]
            policies = policy_from(first, "1"), policy_from(second, "2")
            problem = _problem(session, settings, place, here)
        if not problem.needs or not problem.volunteers:
            raise Conflict(
                "EMPTY_WEEK",
                zh="这一周没有需求或没有志愿者，无从比较。",
                en="There are no needs or no volunteers in this week: there is nothing to compare.",
            )
        made = solved(Trial(problem=problem, first=first, second=second, beginning=BEGINNING, seconds=SECONDS))
        comparison = compare(problem, (policies[0], made.first), (policies[1], made.second))
    except (Refused, BadInput) as error:
        return _page(page, place, storage, typed, refusal_of(page.request, error))
    with storage.reading() as session:
        differing = visits(session, comparison)
    return _page(
        page,
        place,
        storage,
        typed,
        result={
            "figures": figures(comparison),
            "points": points(comparison),
            "rules": list(rules(comparison)),
            "visits": differing,
            "sides": (comparison.first, comparison.second),
        },
    )


def _problem(session: Session, settings: Settings, place: Place, here: Jurisdiction) -> Problem:
    """The week as it stands: with what is published and pinned where there is a roster of just this place."""
    own = Roster.station_id == place.station.id if place.station is not None else Roster.region_id == here.region.id
    roster = session.exec(select(Roster).where(Roster.week == place.monday, own)).first()
    if roster is not None:
        return standing(session, settings, roster).problem
    stations: tuple[Station, ...]
    if place.station is not None:
        stations = (session.get_one(Station, place.station.id),)
    else:
        stations = tuple(open_stations(session, here.region.id))
    return week_problem(session, settings, Scope(stations, here.chain), place.monday)


def _page(
    page: Page,
    place: Place,
    storage: Database,
    typed: dict[str, str],
    refused: Refused | None = None,
    result: dict[str, Any] | None = None,
) -> Response:
    with storage.reading() as session:
        here = jurisdiction(session, place)
        offered = choices(session, here, place)
    return page.show(
        "rules/compare.html",
        refused=refused,
        place=place,
        where=here,
        choices=offered,
        to_try=settings_to_try(here),
        typed=typed,
        result=result,
        seconds=f"{BEGINNING + SECONDS:g}",
    )
