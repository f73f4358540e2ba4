"""Stations on pages: where they are, who runs them, when they are open, and which rules they have on file."""

from typing import Any

from fastapi import Request
from pydantic import ValidationError
from sqlmodel import Session, col, select

from api.clock import local_today
from api.exchange.kinds.kind import Terms, Unfit
from api.exchange.kinds.weekly import Weekly
from api.exchange.labels import REGIMES, STATION_STATES
from api.registry.resource import Filters
from api.registry.searching import matching
from api.registry.stations import STATIONS
from api.screens.administration.kept import Kind, Values, fields_of, router_of, typed
from api.screens.shell.forms import Faulty, Form
from api.settings import Settings
from api.tables.places import Region, Staff, Station, StationFields
from api.tables.row import Row
from matcher.domain import Text

HOURS = Weekly(50)
SPARE = 3
"""Empty lines for more staff."""
STAFF_EXPECTED = Text("expected names and duties of at most 200 characters", "姓名、职责各不超过200字")
NAMES, DUTIES, TIMES = "staff_name", "staff_duty", "staff_time"


def _read(form: Form, settings: Settings) -> StationFields:
    try:
        staff = [
            Staff(name=one["name"], duty=one["duty"], full_time=one["full_time"]) for one in _lines(form) if one["name"]
        ]
    except ValidationError:
        raise Faulty({"staff": STAFF_EXPECTED}) from None
    return form.read(StationFields, opening_hours=_hours(form, settings), staff=staff)


def _hours(form: Form, settings: Settings) -> list[Any]:
    text = form.text("hours")
    if not text:
        return []
    try:
        return list(HOURS.read(text, Terms(local_today(settings), None)))
    except Unfit as unfit:
        raise Faulty({"hours": unfit.hint or HOURS.expected}) from None


def _lines(form: Form) -> list[dict[str, Any]]:
    """Lines of staff as typed, those without a name too."""
    columns = (form.data.getlist(name) for name in (NAMES, DUTIES, TIMES))
    lines = zip(*columns, strict=False)
    return [
        {"name": str(name).strip(), "duty": str(duty).strip(), "full_time": time == "full"}
        for name, duty, time in lines
    ]


def _of_row(row: Row) -> Values:
    values = dict(fields_of(row, StationFields.model_fields))
    values["hours"] = HOURS.write(values["opening_hours"])
    values["staff"] = [one.model_dump() for one in values["staff"]] + _spare()
    return values


def _of_form(form: Form) -> Values:
    staff = [one for one in _lines(form) if one["name"]]
    return {**typed(form), "regimes": form.texts("regimes"), "staff": staff + _spare()}


def _spare() -> list[dict[str, Any]]:
    return [{"name": "", "duty": "", "full_time": False} for _ in range(SPARE)]


def _around(session: Session) -> dict[str, Any]:
    regions = session.exec(select(Region).order_by(col(Region.kind), col(Region.pinyin), Region.id)).all()
    return {
        "regions": [(one.id, one.name) for one in regions],
        "states": STATION_STATES,
        "regimes": REGIMES,
        "spare": _spare(),
        "expected_hours": HOURS.expected,
    }


def _found(request: Request) -> Filters:
    words = request.query_params.get("q", "").strip()[:100]
    return [matching(Station, words)] if words else []


router = router_of(
    Kind(
        STATIONS,
        "stations",
        "administration/stations.html",
        "administration/station.html",
        _read,
        _of_row,
        _around,
        of_form=_of_form,
        found=_found,
    )
)
