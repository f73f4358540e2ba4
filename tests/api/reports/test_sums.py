"""Whatever the ledger holds: a station's figures add up to those of its district, and these to the city's."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from api.reports.asking import Asked, question
from api.reports.catalogue import REPORTS, Kind
from api.reports.fairness import gini
from api.reports.tally import Unit
from api.reports.telling import ReportPublic, told
from api.settings import Settings
from api.storage import Database
from api.tables.cadres import Cadre
from api.tables.needs import Pillar
from api.tables.visits import LedgerEntry, VisitState

NOW = datetime(2026, 11, 28, 12)
CADRES = ["a1", "a2", "b1", "b2", "c1", "c2", "c3"]
VOLUNTEERS = ["v1", "v2", "v3", "v4", "v5"]

Service = tuple[int, int, VisitState, Pillar, list[str], list[str]]

services: st.SearchStrategy[list[Service]] = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.integers(1, 600),
        st.sampled_from([VisitState.DONE, VisitState.PARTIAL, VisitState.NO_SHOW]),
        st.sampled_from(list(Pillar)),
        st.lists(st.sampled_from(CADRES), min_size=1, max_size=3, unique=True),
        st.lists(st.sampled_from(VOLUNTEERS), min_size=1, max_size=3, unique=True),
    ),
    max_size=12,
)


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(done=services)
def test_stations_add_up_to_districts_and_districts_to_the_city(town: TestClient, done: list[Service]) -> None:
    database: Database = town.app.state.database  # type: ignore[attr-defined]
    own: Settings = town.app.state.settings  # type: ignore[attr-defined]
    with Session(database.engine) as session:
        home = dict(session.exec(select(Cadre.id, Cadre.station_id)).all())
        session.add_all(_entry(home, *one) for one in done)
        session.flush()
        seen = {kind: _everywhere(session, own, kind) for kind in Kind}
        session.rollback()

    for kind, reports in seen.items():
        for document in reports:
            _check_sums(kind, document)


def _entry(
    home: dict[str, str],
    day: int,
    minutes: int,
    outcome: VisitState,
    pillar: Pillar,
    cadres: list[str],
    volunteers: list[str],
) -> LedgerEntry:
    start = datetime(2026, 11, 21, 9) + timedelta(days=day)
    return LedgerEntry(
        station_id=home[cadres[0]],
        outcome=outcome,
        pillar=pillar,
        service="household",
        day=start.date(),
        started_at=start,
        ended_at=start + timedelta(minutes=minutes),
        cadres=cadres,
        volunteers=volunteers,
    )


def _everywhere(session: Session, own: Settings, kind: Kind) -> Sequence[ReportPublic]:
    """The report of everything, of the city, and of a district with a community and a station."""

    def of(region: str | None) -> ReportPublic:
        asked = Asked(region_id=region, from_day=date(2026, 11, 23), until_day=date(2026, 11, 29))
        wanted = question(session, own, asked, NOW)
        return told(kind, wanted, REPORTS[kind].find(session, wanted))

    return [of(region) for region in (None, "city", "north")]


def _check_sums(kind: Kind, document: ReportPublic) -> None:
    for figure in document.figures:
        if figure.unit is Unit.COUNT or figure.key in ADDED:
            parts = sum(row.values[figure.key] or 0 for row in document.rows)
            assert parts == document.total.values[figure.key], (kind, document.total.id, figure.key)


ADDED = {"minutes", "limit", *(f"{pillar}_minutes" for pillar in Pillar)}
"""Sums of minutes; medians are minutes as well, and do not add up."""


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.integers(1, 9))
def test_the_gini_index_lies_between_equal_and_all_from_one(values: list[int], times: int) -> None:
    index = gini(values)

    # Its greatest value of n people is (n − 1) / n, where one gives all; it does not depend on the unit nor on the order.
    assert 0 <= index <= round((len(values) - 1) / len(values), 4)
    assert gini([times * value for value in reversed(values)]) == index
    assert gini([values[0]] * len(values)) == 0
