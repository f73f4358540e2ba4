"""Every cross-field check has a hand example that passes it, just barely, and one that fails it, in words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

import pytest
from pydantic import ValidationError

from matcher.domain import Problem, Week, Window, checks
from tests.building import (
    at,
    cadre,
    knows,
    matrix,
    need,
    place,
    problem,
    published,
    station,
    volunteer,
    window,
)

Fields = dict[str, Any]

SMALLEST: Fields = {field: getattr(problem(), field) for field in Problem.model_fields}
"""One cadre, one volunteer, one need."""


class Example(NamedTuple):
    """Fields that replace those of the smallest problem: which pass a check, which fail it, and what is said then."""

    check: Callable[[Problem], checks.Faults]
    passes: Fields
    fails: Fields
    said: str


def in_berlin(start: tuple[int, int], end: tuple[int, int]) -> Fields:
    """A need on the Sunday on which the clocks of Berlin jump from 02:00 to 03:00."""
    clocks = Window(start=datetime(2026, 3, 29, *start), end=datetime(2026, 3, 29, *end))
    return {
        "week": Week(start=date(2026, 3, 23)),
        "timezone": "Europe/Berlin",
        "needs": [need(windows=[clocks])],
        "volunteers": [],
    }


def by_matrix(points: str, *rows: list[int]) -> Fields:
    """The walkers' ways are looked up."""
    return {"travel": {"walk": matrix(points.split(), rows)}}


EXAMPLES: dict[str, Example] = {
    "the first year that is planned": Example(
        checks.week_in_calendar,
        {"week": Week(start=date(1900, 1, 1)), "needs": [], "volunteers": []},
        {"week": Week(start=date(1899, 12, 31)), "needs": [], "volunteers": []},
        "week.start: 1899-12-31 is out of range",
    ),
    "the last year that is planned": Example(
        checks.week_in_calendar,
        {"week": Week(start=date(9000, 1, 1)), "needs": [], "volunteers": []},
        {"week": Week(start=date(9000, 1, 2)), "needs": [], "volunteers": []},
        "week.start: 9000-01-02 is out of range",
    ),
    "a time zone": Example(
        checks.known_timezone,
        {"timezone": "Asia/Urumqi"},
        {"timezone": "Asia/Liuzhou"},
        "timezone: 'Asia/Liuzhou' is unknown",
    ),
    "a time zone of no name": Example(
        checks.known_timezone, {"timezone": "UTC"}, {"timezone": ""}, "timezone: '' is unknown"
    ),
    "stations of one id": Example(
        checks.unique_ids,
        {"stations": [station("s1"), station("s2")]},
        {"stations": [station("s1"), station("s1")]},
        "stations: id 's1' occurs 2 times",
    ),
    "cadres of one id": Example(
        checks.unique_ids,
        {"cadres": [cadre("c1"), cadre("c2")]},
        {"cadres": [cadre("c1"), cadre("c1")]},
        "cadres: id 'c1' occurs 2 times",
    ),
    "volunteers of one id": Example(
        checks.unique_ids,
        {"volunteers": [volunteer("v1"), volunteer("V1")]},
        {"volunteers": [volunteer("v1"), volunteer("v1"), volunteer("v1")]},
        "volunteers: id 'v1' occurs 3 times",
    ),
    "needs of one id": Example(
        checks.unique_ids,
        {"needs": [need("n1"), need("n2")]},
        {"needs": [need("n1"), need("n1")]},
        "needs: id 'n1' occurs 2 times",
    ),
    "a cadre's station": Example(
        checks.known_references,
        {"cadres": [cadre("c1", station="s1")]},
        {"cadres": [cadre("c1", station="s9")]},
        "Cadre c1: station names 's9'",
    ),
    "a volunteer's station": Example(
        checks.known_references,
        {"volunteers": [volunteer("v1", station="s1")]},
        {"volunteers": [volunteer("v1", station="c1")]},
        "Volunteer v1: station names 'c1'",
    ),
    "a volunteer's cadre": Example(
        checks.known_references,
        {"volunteers": [volunteer("v1", cadre="c1")]},
        {"volunteers": [volunteer("v1", cadre="v1")]},
        "Volunteer v1: cadre names 'v1'",
    ),
    "a volunteer's mode": Example(
        checks.known_references,
        {"volunteers": [volunteer("v1", mode="walk")]},
        {"volunteers": [volunteer("v1", mode="e_bike")]},
        "Volunteer v1: mode is 'e_bike', expected a mode of travel (walk)",
    ),
    "a need's cadre": Example(
        checks.known_references,
        {"needs": [need("n1", of="c1")]},
        {"needs": [need("n1", of="c9")]},
        "Need n1: cadre names 'c9'",
    ),
    "a group's cadres": Example(
        checks.known_references,
        {"needs": [need("n1", also_cadres=["c1"])]},
        {"needs": [need("n1", also_cadres=["c9"])]},
        "Need n1: also_cadres names 'c9'",
    ),
    "who is excluded": Example(
        checks.known_references,
        {"needs": [need("n1", excluded_volunteers=["v1"])]},
        {"needs": [need("n1", excluded_volunteers=["v1", "v9"])]},
        "Need n1: excluded_volunteers names 'v9'",
    ),
    "who is preferred": Example(
        checks.known_references,
        {"needs": [need("n1", preferred_volunteers=["v1"])]},
        {"needs": [need("n1", preferred_volunteers=["v9"])]},
        "Need n1: preferred_volunteers names 'v9'",
    ),
    "who declined": Example(
        checks.known_references,
        {"needs": [need("n1", declined=[{"volunteer": "v1", "date": "2026-11-23"}])]},
        {"needs": [need("n1", declined=[{"volunteer": "v9", "date": "2026-11-23"}])]},
        "Need n1: declined names 'v9'",
    ),
    "a cadre of the history": Example(
        checks.known_references,
        {"history": [knows("v1", "c1")]},
        {"history": [knows("v1", "c1"), knows("v1", "c9")]},
        "history[1]: cadre names 'c9'",
    ),
    "a volunteer of the history": Example(
        checks.known_references,
        {"history": [knows("v1", "c1")]},
        {"history": [knows("v9", "c1")]},
        "history[0]: volunteer names 'v9'",
    ),
    "a published need": Example(
        checks.known_references,
        {"published": [published("n1", "09:00", "v1")]},
        {"published": [published("n9", "09:00", "v1")]},
        "published[0]: need names 'n9'",
    ),
    "a published volunteer": Example(
        checks.known_references,
        {"published": [published("n1", "09:00", "v1")]},
        {"published": [published("n1", "09:00", "v9")]},
        "published[0]: volunteers names 'v9'",
    ),
    "two volunteers and the cadres they are": Example(
        checks.one_cadre_one_volunteer,
        {
            "cadres": [cadre("c1"), cadre("c2")],
            "volunteers": [volunteer("v1", cadre="c1"), volunteer("v2", cadre="c2")],
        },
        {
            "cadres": [cadre("c1"), cadre("c2")],
            "volunteers": [volunteer("v1", cadre="c1"), volunteer("v2", cadre="c1")],
        },
        "Volunteer v2: cadre c1 is already volunteer v1",
    ),
    "a window's end": Example(
        checks.sound_windows,
        {"needs": [need(windows=[window("09:00", "10:00")])]},
        {"needs": [need(windows=[window("09:00", "09:00")])]},
        "Need n1: window ends 2026-11-23T09:00, expected an end after its start",
    ),
    "midnight": Example(
        checks.sound_windows,
        {"volunteers": [volunteer(availability=[window("22:00", "24:00")])]},
        {"volunteers": [volunteer(availability=[Window(start=at("22:00"), end=at("00:01", 1))])]},
        "Volunteer v1: availability 2026-11-23T22:00 to 2026-11-24T00:01 crosses midnight",
    ),
    "the last day of the week": Example(
        checks.sound_windows,
        {"needs": [need(preferred=[window(day=6)])]},
        {"needs": [need(preferred=[window(day=7)])]},
        "Need n1: preferred 2026-11-30T08:00 lies outside the week",
    ),
    "the first day of the week": Example(
        checks.sound_windows,
        {"needs": [need(windows=[window(day=0)])]},
        {"needs": [need(windows=[window(day=-1)])]},
        "Need n1: window 2026-11-22T08:00 lies outside the week",
    ),
    "a start that the clocks skip": Example(
        checks.sound_windows,
        in_berlin((3, 0), (5, 0)),
        in_berlin((2, 59), (5, 0)),
        "names a local time that the clocks of Europe/Berlin skip",
    ),
    "an end that the clocks skip": Example(
        checks.sound_windows,
        in_berlin((0, 0), (1, 59)),
        in_berlin((0, 0), (2, 0)),
        "names a local time that the clocks of Europe/Berlin skip",
    ),
    "availability windows side by side": Example(
        checks.availability_apart,
        {"volunteers": [volunteer(availability=[window("10:00", "12:00"), window("08:00", "10:00")])]},
        {"volunteers": [volunteer(availability=[window("10:00", "12:00"), window("08:00", "10:01")])]},
        "Volunteer v1: availability from 2026-11-23T10:00 begins before the one until 2026-11-23T10:01 ends",
    ),
    "a visit as long as its window": Example(
        checks.visit_fits_a_window,
        {"needs": [need(minutes=60, windows=[window("08:00", "08:30"), window("09:00", "10:00")])]},
        {"needs": [need(minutes=61, windows=[window("08:00", "08:30"), window("09:00", "10:00")])]},
        "Need n1: a visit takes 61 minutes and its longest window is 60",
    ),
    "a square matrix": Example(
        checks.sound_matrices,
        by_matrix("c1 v1", [0, 3], [4, 0]),
        by_matrix("c1 v1", [0, 3]),
        "travel.walk.matrix: 1 rows for 2 points, expected a square matrix",
    ),
    "rows of a matrix": Example(
        checks.sound_matrices,
        by_matrix("v1 c1", [0, 3], [4, 0]),
        by_matrix("v1 c1", [0, 3], [4, 0, 1]),
        "travel.walk.matrix: the row of 'c1' has 3 entries for 2 points",
    ),
    "the diagonal of a matrix": Example(
        checks.sound_matrices,
        by_matrix("c1 v1", [0, 0], [0, 0]),
        by_matrix("c1 v1", [0, 0], [0, 1]),
        "travel.walk.matrix: from 'v1' to itself takes 1 minutes, expected 0",
    ),
    "points of a matrix": Example(
        checks.sound_matrices,
        by_matrix("c1 v1", [0, 0], [0, 0]),
        by_matrix("c1 v1 s1", [0, 0, 0], [0, 0, 0], [0, 0, 0]),
        "travel.walk.matrix: point 's1' names nothing",
    ),
    "a point of a matrix for every place": Example(
        checks.sound_matrices,
        by_matrix("c1 v1", [0, 0], [0, 0]),
        by_matrix("v1", [0]),
        "travel.walk.matrix: point 'c1' is missing",
    ),
    "a point of a matrix once": Example(
        checks.sound_matrices,
        by_matrix("c1 v1", [0, 0], [0, 0]),
        by_matrix("c1 v1 c1", [0, 0, 0], [0, 0, 0], [0, 0, 0]),
        "travel.walk.matrix: point 'c1' occurs 2 times",
    ),
    "a point of a matrix with one meaning": Example(
        checks.sound_matrices,
        {"volunteers": [volunteer("v1")], **by_matrix("c1 v1", [0, 0], [0, 0])},
        {"volunteers": [volunteer("c1")], **by_matrix("c1", [0])},
        "travel.walk.matrix: point 'c1' names more than one of them",
    ),
    "a need's own place in a matrix": Example(
        checks.sound_matrices,
        {"needs": [need(location=place(3))], **by_matrix("n1 v1", [0, 3], [3, 0])},
        {"needs": [need(location=place(3))], **by_matrix("c1 v1", [0, 3], [3, 0])},
        "travel.walk.matrix: point 'n1' is missing",
    ),
    "a published visit in the week": Example(
        checks.sound_published,
        {"published": [published("n1", "09:00", "v1", day=6)]},
        {"published": [published("n1", "09:00", "v1", day=7)]},
        "Published visit of need n1 at 2026-11-30T09:00: lies outside the week",
    ),
    "a published visit on the grid": Example(
        checks.sound_published,
        {"published": [published("n1", "09:05", "v1")]},
        {"published": [published("n1", "09:06", "v1")]},
        "at 2026-11-23T09:06: expected a start that is a multiple of 5 minutes after midnight",
    ),
    "a published visit's volunteers": Example(
        checks.sound_published,
        {"published": [published("n1", "09:00", "v1")]},
        {"published": [published("n1", "09:00", "v1", "v1")]},
        "names a volunteer twice",
    ),
    "a published visit with somebody": Example(
        checks.sound_published,
        {"published": [published("n1", "09:00", "v1")]},
        {"published": [published("n1", "09:00")]},
        "names no volunteer",
    ),
    "a need published once a day": Example(
        checks.sound_published,
        {"published": [published("n1", "09:00", "v1"), published("n1", "09:00", "v1", day=1)]},
        {"published": [published("n1", "09:00", "v1"), published("n1", "11:00", "v1")]},
        "the need has another published visit that day at 09:00",
    ),
    "pinned visits one after the other": Example(
        checks.pinned_visits_agree,
        {
            "needs": [need("n1"), need("n2")],
            "published": [published("n1", "09:00", "v1", pinned=True), published("n2", "10:00", "v1", pinned=True)],
        },
        {
            "needs": [need("n1"), need("n2")],
            "published": [published("n1", "09:00", "v1", pinned=True), published("n2", "09:55", "v1", pinned=True)],
        },
        "Pinned visits of needs n1 and n2 both hold volunteer v1 on 2026-11-23 at 09:55",
    ),
    "a short pinned visit inside a long one": Example(
        checks.pinned_visits_agree,
        {
            "needs": [need("n1", minutes=120), need("n2", minutes=10), need("n3")],
            "published": [
                published("n1", "08:00", "v1", pinned=True),
                published("n2", "08:30", "v1"),
                published("n3", "09:00", "v1"),
            ],
        },
        {
            "needs": [need("n1", minutes=120), need("n2", minutes=10), need("n3")],
            "published": [
                published("n1", "08:00", "v1", pinned=True),
                published("n2", "08:30", "v1"),
                published("n3", "09:00", "v1", pinned=True),
            ],
        },
        "Pinned visits of needs n1 and n3 both hold volunteer v1",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_sound_passes(name: str) -> None:
    accepted = Problem.model_validate(SMALLEST | EXAMPLES[name].passes)

    assert list(checks.faults(accepted)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_not_sound_is_refused_by_its_check_in_words(name: str) -> None:
    _, _, fails, said = EXAMPLES[name]
    unchecked = Problem.model_construct(**SMALLEST | fails)

    found = list(EXAMPLES[name].check(unchecked))

    assert said in found[0]
    with pytest.raises(ValidationError) as refused:
        Problem.model_validate(SMALLEST | fails)
    assert found[0] in refused.value.errors()[0]["msg"]


def test_every_check_has_an_example() -> None:
    assert {example.check for example in EXAMPLES.values()} == set(checks.CHECKS)


def test_the_faults_of_the_first_check_that_finds_any_are_told() -> None:
    unchecked = Problem.model_construct(
        **SMALLEST | {"needs": [need("n1", of="c9"), need("n1")], "volunteers": [volunteer("v1"), volunteer("v1")]}
    )

    found = list(checks.faults(unchecked))

    # unique_ids comes before known_references: nothing is said of c9 yet
    assert found == [
        "volunteers: id 'v1' occurs 2 times, expected once",
        "needs: id 'n1' occurs 2 times, expected once",
    ]


def test_further_faults_are_counted() -> None:
    with pytest.raises(ValidationError, match=r"expected once \(and 1 more faults\)"):
        Problem.model_validate(
            SMALLEST | {"needs": [need("n1"), need("n1")], "volunteers": [volunteer("v1"), volunteer("v1")]}
        )
