"""Every kind of bad input gets one clear sentence and exit code 2, or a sound roster; never a traceback."""

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.cli import main

Json = dict[str, Any]
Change = Callable[[Json], object]

MONDAY = "2026-11-23"


def window(start: str, end: str, day: str = MONDAY) -> Json:
    return {"start": f"{day}T{start}", "end": f"{day}T{end}"}


def small_problem() -> Json:
    """Two volunteers, two cadres, two needs; all of it can be served."""
    here = {"lat": 24.35, "lon": 109.40}
    return {
        "version": 1,
        "week": {"start": MONDAY, "days": 7},
        "timezone": "Asia/Shanghai",
        "grid_minutes": 5,
        "travel": {"walk": {"metres_per_minute": 75, "detour": 1.3, "fixed_minutes": 0}},
        "stations": [{"id": "s", "name": "柳星", "district": "柳北区", "location": here}],
        "cadres": [
            {"id": "c1", "name": "甲", "station": "s", "location": {"lat": 24.351, "lon": 109.40}},
            {"id": "c2", "name": "乙", "station": "s", "location": {"lat": 24.352, "lon": 109.40}},
        ],
        "volunteers": [
            {
                "id": volunteer,
                "name": volunteer,
                "station": "s",
                "location": here,
                "services": ["household"],
                "mode": "walk",
                "availability": [window("08:00", "11:30")],
            }
            for volunteer in ("v1", "v2")
        ],
        "needs": [
            {"id": "n1", "cadre": "c1", "service": "household", "minutes": 60, "windows": [window("08:00", "11:30")]},
            {"id": "n2", "cadre": "c2", "service": "household", "minutes": 60, "windows": [window("08:00", "11:30")]},
        ],
        "history": [{"cadre": "c1", "volunteer": "v1", "visits": 7}],
        "published": [],
    }


def at(*path: int | str, to: Any) -> Change:
    """Set what stands at a path."""

    def change(problem: Json) -> None:
        part: Any = problem
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = to

    return change


def without(*path: int | str) -> Change:
    """Remove what stands at a path."""

    def change(problem: Json) -> None:
        part: Any = problem
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]

    return change


def pinned(need: str, start: str, *volunteers: str) -> Json:
    return {"need": need, "start": f"{MONDAY}T{start}", "volunteers": list(volunteers), "pinned": True}


def matrix(points: list[str], minutes: list[list[Any]]) -> Json:
    return {"walk": {"matrix": {"points": points, "minutes": minutes}}}


ALL_POINTS = ["c1", "c2", "v1", "v2"]
ZERO = [[0] * 4 for _ in range(4)]

REFUSED: dict[str, tuple[Change, str]] = {
    # types and numbers
    "a list for an object": (at("week", to=[]), "week"),
    "a string for a list": (at("needs", to="all"), "needs"),
    "null for a list": (at("volunteers", to=None), "volunteers"),
    "a missing field": (without("needs", 0, "service"), "needs[0].service"),
    "another version": (at("version", to=2), "version"),
    "minutes as text": (at("needs", 0, "minutes", to="60"), "needs[0].minutes"),
    "minutes as a fraction": (at("needs", 0, "minutes", to=60.5), "needs[0].minutes"),
    "minutes with a decimal point": (at("needs", 0, "minutes", to=1e300), "needs[0].minutes"),
    "minutes as a truth value": (at("needs", 0, "minutes", to=True), "needs[0].minutes"),
    "no minutes": (at("needs", 0, "minutes", to=0), "needs[0].minutes"),
    "negative minutes": (at("needs", 0, "minutes", to=-5), "needs[0].minutes"),
    "minutes beyond a day": (at("needs", 0, "minutes", to=1441), "needs[0].minutes"),
    "minutes beyond all integers": (at("needs", 0, "minutes", to=10**400), "needs[0].minutes"),
    "no visits": (at("needs", 0, "visits", to=0), "needs[0].visits"),
    "a crew of nobody": (at("needs", 0, "crew", to=0), "needs[0].crew"),
    "a negative gap": (at("needs", 0, "min_gap_days", to=-1), "needs[0].min_gap_days"),
    "a negative limit": (at("volunteers", 0, "max_minutes_per_day", to=-1), "volunteers[0].max_minutes_per_day"),
    "a priority nobody knows": (at("needs", 0, "priority", to="urgent"), "needs[0].priority"),
    "no days": (at("week", "days", to=0), "week.days"),
    "eight days": (at("week", "days", to=8), "week.days"),
    "a grid of nothing": (at("grid_minutes", to=0), "grid_minutes"),
    "north of the pole": (at("cadres", 0, "location", "lat", to=90.01), "cadres[0].location.lat"),
    "a longitude that is no number": (at("cadres", 0, "location", "lon", to="NaN"), "cadres[0].location.lon"),
    "an infinite latitude": (at("cadres", 0, "location", "lat", to=float("inf")), "cadres[0].location.lat"),
    "half a place": (without("stations", 0, "location", "lon"), "stations[0].location.lon"),
    "standing still": (at("travel", "walk", "metres_per_minute", to=0), "travel.walk.metres_per_minute"),
    "a detour that shortens": (at("travel", "walk", "detour", to=0.5), "travel.walk.detour"),
    "speed and matrix at once": (at("travel", "walk", "matrix", to={"points": [], "minutes": []}), "travel.walk"),
    "neither speed nor matrix": (at("travel", "walk", to={}), "travel.walk"),
    # strings
    "an empty id": (at("needs", 0, "id", to=""), "needs[0].id"),
    "an id with a line break": (at("needs", 0, "id", to="n\n1"), "needs[0].id"),
    "an id with a terminal escape": (at("volunteers", 0, "id", to="v\u001b[31m"), "volunteers[0].id"),
    "an endless id": (at("cadres", 0, "id", to="c" * 300), "cadres[0].id"),
    "an id that turns the line around": (at("needs", 1, "id", to="n\u202e1"), "needs[1].id"),
    "an endless name": (at("cadres", 0, "name", to="名" * 1000), "cadres[0].name"),
    "a service in capitals": (at("needs", 0, "service", to="Household"), "needs[0].service"),
    "a misspelt field": (at("needs", 0, "langauges", to=["zh"]), "languages"),
    # times
    "a time with an offset": (at("needs", 0, "windows", 0, "start", to=f"{MONDAY}T08:00+08:00"), "windows[0].start"),
    "a time with seconds": (at("needs", 0, "windows", 0, "start", to=f"{MONDAY}T08:00:30"), "windows[0].start"),
    "a time beyond midnight": (at("needs", 0, "windows", 0, "end", to=f"{MONDAY}T24:00"), "windows[0].end"),
    "a date for a time": (at("needs", 0, "windows", 0, "start", to=MONDAY), "windows[0].start"),
    "a time for a date": (at("week", "start", to=f"{MONDAY}T00:00"), "week.start"),
    "a time as a number": (at("needs", 0, "windows", 0, "start", to=1764000000), "windows[0].start"),
    "a date that is none": (at("week", "start", to="2026-02-30"), "week.start"),
    "a week in another age": (at("week", "start", to="0001-01-01"), "week.start"),
    "a week at the end of time": (at("week", "start", to="9999-12-30"), "week.start"),
    "a time zone nobody knows": (at("timezone", to="Asia/Liuzhou"), "Asia/Liuzhou"),
    "a time zone that climbs folders": (at("timezone", to="../../etc/passwd"), "timezone"),
    "a time that daylight saving skips": (
        lambda problem: problem.update(
            timezone="Europe/Berlin",
            week={"start": "2026-03-23", "days": 7},
            volunteers=[],
            needs=[problem["needs"][0] | {"windows": [window("02:30", "04:00", "2026-03-29")]}],
            history=[],
        ),
        "skip",
    ),
    # cross-field checks
    "two needs of one id": (at("needs", 1, "id", to="n1"), "'n1' occurs 2 times"),
    "two volunteers of one id": (at("volunteers", 1, "id", to="v1"), "'v1' occurs 2 times"),
    "two cadres of one id": (at("cadres", 1, "id", to="c1"), "'c1' occurs 2 times"),
    "a cadre of no station": (at("cadres", 0, "station", to="x"), "Cadre c1: station names 'x'"),
    "a volunteer of no station": (at("volunteers", 0, "station", to="x"), "Volunteer v1: station names 'x'"),
    "a need of no cadre": (at("needs", 0, "cadre", to="x"), "Need n1: cadre names 'x'"),
    "a group with a stranger": (at("needs", 0, "also_cadres", to=["x"]), "Need n1: also_cadres names 'x'"),
    "excluding nobody": (at("needs", 0, "excluded_volunteers", to=["x"]), "excluded_volunteers names 'x'"),
    "preferring nobody": (at("needs", 0, "preferred_volunteers", to=["x"]), "preferred_volunteers names 'x'"),
    "a volunteer who is no cadre": (at("volunteers", 0, "cadre", to="x"), "Volunteer v1: cadre names 'x'"),
    "two volunteers who are one cadre": (
        lambda problem: [volunteer.update(cadre="c1") for volunteer in problem["volunteers"]],
        "already volunteer v1",
    ),
    "a mode nobody has": (at("volunteers", 0, "mode", to="rocket"), "mode is 'rocket'"),
    "two stations of one id": (
        lambda problem: problem["stations"].append(problem["stations"][0]),
        "'s' occurs 2 times",
    ),
    "history with a stranger": (at("history", 0, "cadre", to="x"), "history[0]: cadre names 'x'"),
    "history of a stranger": (at("history", 0, "volunteer", to="x"), "history[0]: volunteer names 'x'"),
    "a window that ends before it starts": (
        at("needs", 0, "windows", 0, to=window("09:00", "08:00")),
        "after its start",
    ),
    "a window of no length": (at("needs", 0, "windows", 0, to=window("09:00", "09:00")), "after its start"),
    "availability over midnight": (
        at("volunteers", 0, "availability", 0, to={"start": f"{MONDAY}T22:00", "end": "2026-11-24T02:00"}),
        "crosses midnight",
    ),
    "a window next week": (at("needs", 0, "windows", 0, to=window("08:00", "11:30", "2026-11-30")), "outside the week"),
    "availability that overlaps": (
        at("volunteers", 0, "availability", to=[window("08:00", "10:00"), window("09:30", "11:00")]),
        "do not overlap",
    ),
    "a visit longer than its windows": (at("needs", 0, "minutes", to=240), "longest window is 210"),
    "a matrix that is not square": (at("travel", to=matrix(ALL_POINTS, ZERO[:3])), "square"),
    "a matrix with a short row": (at("travel", to=matrix(ALL_POINTS, [*ZERO[:3], [0]])), "row of 'v2'"),
    "a matrix with a point twice": (at("travel", to=matrix([*ALL_POINTS[:3], "c1"], ZERO)), "'c1' occurs 2 times"),
    "a matrix with a stranger": (at("travel", to=matrix([*ALL_POINTS[:3], "x"], ZERO)), "'x' names nothing"),
    "a matrix that lacks a volunteer": (at("travel", to=matrix(["c1", "c2", "v1"], [[0] * 3] * 3)), "'v2' is missing"),
    "a matrix with a way to itself": (at("travel", to=matrix(ALL_POINTS, [[1] * 4] * 4)), "to itself takes 1"),
    "a matrix with a negative way": (at("travel", to=matrix(ALL_POINTS, [[-1] * 4] * 4)), "minutes[0][0]"),
    "a published visit of no need": (at("published", to=[pinned("x", "08:30", "v1")]), "need names 'x'"),
    "a published visit by a stranger": (at("published", to=[pinned("n1", "08:30", "x")]), "volunteers names 'x'"),
    "a published visit by nobody": (at("published", to=[pinned("n1", "08:30")]), "names no volunteer"),
    "a published visit off the grid": (at("published", to=[pinned("n1", "08:33", "v1")]), "multiple of 5"),
    "a published visit by one person twice": (at("published", to=[pinned("n1", "08:30", "v1", "v1")]), "twice"),
    "two published visits of a need on a date": (
        at("published", to=[pinned("n1", "08:30", "v1"), pinned("n1", "10:00", "v2")]),
        "one a day",
    ),
    "one person pinned to two visits at a time": (
        at("published", to=[pinned("n1", "08:30", "v1"), pinned("n2", "09:00", "v1")]),
        "n1 and n2 both hold volunteer v1",
    ),
    "a published visit next week": (
        at("published", to=[{"need": "n1", "start": "2026-11-30T08:30", "volunteers": ["v1"]}]),
        "outside the week",
    ),
    "a pinned visit outside its window": (at("published", to=[pinned("n1", "14:00", "v1")]), "n1"),
    "pinned visits with no time for the way": (
        at("published", to=[pinned("n1", "08:30", "v1"), pinned("n2", "09:30", "v1")]),
        "v1",
    ),
    "a pinned visit by somebody of another service": (
        lambda problem: (
            problem["volunteers"][0].update(services=["legal"]),
            problem.update(published=[pinned("n1", "08:30", "v1")]),
        ),
        "v1",
    ),
}

SOUND: dict[str, Change] = {
    "an empty week": at("needs", to=[]),
    "no volunteers": lambda problem: problem.update(volunteers=[], history=[]),
    "nobody at all": lambda problem: problem.update(
        volunteers=[], cadres=[], needs=[], history=[], stations=[], travel={}
    ),
    "a week across New Year": lambda problem: problem.update(
        week={"start": "2026-12-28", "days": 7},
        needs=[need | {"windows": [window("08:00", "11:30", "2027-01-01")]} for need in problem["needs"]],
        volunteers=[v | {"availability": [window("08:00", "11:30", "2027-01-01")]} for v in problem["volunteers"]],
    ),
    "a week of 29 February": lambda problem: problem.update(
        week={"start": "2028-02-28", "days": 2},
        needs=[need | {"windows": [window("08:00", "11:30", "2028-02-29")]} for need in problem["needs"]],
        volunteers=[v | {"availability": [window("08:00", "11:30", "2028-02-29")]} for v in problem["volunteers"]],
    ),
    "a week in which the clocks change": lambda problem: problem.update(
        timezone="Europe/Berlin",
        week={"start": "2026-03-23", "days": 7},
        needs=[need | {"windows": [window("00:00", "12:00", "2026-03-29")]} for need in problem["needs"]],
        volunteers=[v | {"availability": [window("00:00", "12:00", "2026-03-29")]} for v in problem["volunteers"]],
    ),
    "a week in which an hour comes twice": lambda problem: problem.update(
        timezone="Europe/Berlin",
        week={"start": "2026-10-19", "days": 7},
        needs=[need | {"windows": [window("01:30", "05:00", "2026-10-25")]} for need in problem["needs"]],
        volunteers=[v | {"availability": [window("01:30", "05:00", "2026-10-25")]} for v in problem["volunteers"]],
    ),
    "a day that is all one visit": lambda problem: problem.update(
        needs=[
            problem["needs"][0]
            | {"minutes": 1440, "windows": [{"start": f"{MONDAY}T00:00", "end": "2026-11-24T00:00"}]}
        ],
        volunteers=[
            v
            | {
                "availability": [{"start": f"{MONDAY}T00:00", "end": "2026-11-24T00:00"}],
                "location": problem["cadres"][0]["location"],
                "max_minutes_per_day": 1440,
                "max_minutes_per_week": 1440,
            }
            for v in problem["volunteers"]
        ],
    ),
    "windows that end at midnight": lambda problem: problem.update(
        needs=[
            need | {"windows": [{"start": f"{MONDAY}T20:00", "end": "2026-11-24T00:00"}]} for need in problem["needs"]
        ],
        volunteers=[
            v | {"availability": [{"start": f"{MONDAY}T20:00", "end": "2026-11-24T00:00"}]}
            for v in problem["volunteers"]
        ],
    ),
    "needs without windows": lambda problem: [need.update(windows=[]) for need in problem["needs"]],
    "volunteers without availability": lambda problem: [v.update(availability=[]) for v in problem["volunteers"]],
    "limits of zero": lambda problem: [v.update(max_visits_per_day=0) for v in problem["volunteers"]],
    "limits beyond all weeks": lambda problem: [
        v.update(max_minutes_per_week=1_000_000) for v in problem["volunteers"]
    ],
    "more visits than days": at("needs", 0, "visits", to=1000),
    "a crew of a hundred": at("needs", 0, "crew", to=100),
    "a gap longer than the week": lambda problem: problem["needs"][0].update(visits=2, min_gap_days=1000),
    "everybody excluded": at("needs", 0, "excluded_volunteers", to=["v1", "v2"]),
    "one place for everybody": lambda problem: [
        person.update(location={"lat": 24.35, "lon": 109.40}) for person in problem["cadres"]
    ],
    "the other side of the Earth": at("cadres", 0, "location", to={"lat": -24.35, "lon": -70.6}),
    "the pole and the date line": at("cadres", 0, "location", to={"lat": 90, "lon": 180}),
    "a grid of a whole day": at("grid_minutes", to=1440),
    "a grid that divides no day": at("grid_minutes", to=7),
    "a grid of one minute": at("grid_minutes", to=1),
    "hostile names": lambda problem: problem["cadres"][0].update(
        name='<script>alert(1)</script> =HYPERLINK("x") [red]\\u202e'
    ),
    "hostile ids": lambda problem: (
        problem["needs"][0].update(id="=1+1;DROP TABLE [bold]<b>'\"&%s{}"),
        problem["cadres"].append(problem["cadres"][0] | {"id": "../../c"}),
    ),
    "names of all the world": at("cadres", 0, "name", to="Ωmega 👩‍👩‍👧 ‏שלום‎ \U00020000"),
    "a name of line breaks": at("cadres", 0, "name", to="a\nb\r\n\tc"),
    "fields from the future": at("needs", 0, "notes_for_2030", to={"any": ["thing"]}),
    "a cadre who volunteers for themselves": lambda problem: (
        problem["volunteers"][0].update(cadre="c1"),
        problem["volunteers"].pop(),
    ),
    "a matrix": at("travel", to=matrix(ALL_POINTS, [[0, 5, 5, 5], [9, 0, 5, 5], [1, 1, 0, 1], [30, 9, 1, 0]])),
    "a matrix of endless ways": at(
        "travel", to=matrix(ALL_POINTS, [[0 if a == b else 10**6 for a in range(4)] for b in range(4)])
    ),
}

UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"roster, please",
    "half a document": b'{"version": 1, "week": {',
    "bytes that are no text": b"\xff\xfe\x00\x01\x80",
    "text in UTF-16": '{"version": 1}'.encode("utf-16"),
    "a list": b"[]",
    "null": b"null",
    "a number": b"42",
    "NaN": b'{"version": NaN}',
    "a nest too deep": b"[" * 100_000,
    "JSON and a tail": b"{} {}",
    "half of a character": b'{"version": "\\ud800"}',
    "a number of many digits": b'{"version": ' + b"9" * 100_000 + b"}",
}

POLICIES: dict[str, tuple[bytes, str]] = {
    "no TOML": (b"[rules", "is no TOML"),
    "no text": (b"\xff\xfe", "is no TOML"),
    "a nest too deep": (b"x = " + b"[" * 100_000, "is no TOML"),
    "a rule nobody knows": (b"[rules.service_circel]", "did you mean 'service_circle'?"),
    "a parameter nobody knows": (b"[rules.service_circle]\nminute = 5", "did you mean 'minutes'?"),
    "a level nobody knows": (b'[rules.travel]\nlevel = "sfot"', "expected soft or off"),
    "a level of the other kind": (b'[rules.travel]\nlevel = "hard"', "expected soft or off"),
    "a weight that is no number": (b'[rules.travel]\npoints = "many"', "rules.travel.points"),
    "a weight below nothing": (b"[rules.travel]\npoints = -1", "rules.travel.points"),
    "two weekly limits": (b"[rules.load_limits]\nminutes_per_week = 60", "expected the same weekly limit"),
    "an heir of itself": (b'inherits = "mine.toml"', "inherits from itself"),
    "an heir of nobody": (b'inherits = "nowhere.toml"', "nowhere.toml: cannot be read"),
    "a name for the terminal": (b'name = "\\u001b[2J"', "printable"),
}


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the command line."""
    monkeypatch.setattr(sys, "argv", ["matcher", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    code = exit_.value.code
    return code if isinstance(code, int) else 0


def one_clear_sentence(stderr: str) -> bool:
    return bool(stderr.strip()) and "Traceback" not in stderr and len(stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("kind", REFUSED)
def test_a_faulty_problem_is_refused_in_one_sentence_and_nothing_is_written(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, expected = REFUSED[kind]
    document = copy.deepcopy(small_problem())
    change(document)
    problem, roster = tmp_path / "problem.json", tmp_path / "roster.json"
    problem.write_text(json.dumps(document), encoding="utf-8")

    code = run(monkeypatch, "solve", str(problem), "--seconds", "1", "-o", str(roster))

    stderr = capsys.readouterr().err
    assert code == 2, stderr
    assert one_clear_sentence(stderr)
    assert expected in stderr
    assert not roster.exists()


@pytest.mark.parametrize("kind", UNREADABLE)
@pytest.mark.parametrize("command", ["solve", "audit", "explain"])
def test_an_unreadable_file_is_refused_in_one_sentence(
    kind: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = tmp_path / "problem.json"
    problem.write_bytes(UNREADABLE[kind])

    more = {"solve": [], "audit": [str(problem)], "explain": [str(problem), "n1"]}
    code = run(monkeypatch, command, str(problem), *more[command])

    captured = capsys.readouterr()
    assert code == 2
    assert one_clear_sentence(captured.err)
    assert captured.out == ""


@pytest.mark.parametrize("kind", SOUND)
def test_an_odd_problem_gets_a_sound_roster(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = copy.deepcopy(small_problem())
    SOUND[kind](document)
    problem, roster = tmp_path / "problem.json", tmp_path / "roster.json"
    problem.write_text(json.dumps(document), encoding="utf-8")

    solved = run(
        monkeypatch, "solve", str(problem), "--moves", "2000", "--workers", "1", "--seconds", "5", "-o", str(roster)
    )
    audited = run(monkeypatch, "audit", str(problem), str(roster))

    assert (solved, audited) == (0, 0), capsys.readouterr()
    answer = json.loads(roster.read_text(encoding="utf-8"))
    wanted = {need["id"]: need.get("visits", 1) for need in document["needs"]}
    for visit in answer["visits"]:
        wanted[visit["need"]] -= 1
    assert {need: missing for need, missing in wanted.items() if missing} == {
        unmet["need"]: unmet["missing"] for unmet in answer["unmet"]
    }
    assert all(unmet["reasons"] for unmet in answer["unmet"])


@pytest.mark.parametrize("kind", POLICIES)
def test_a_faulty_policy_is_refused_in_one_sentence_and_nothing_is_written(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, expected = POLICIES[kind]
    problem, policy, roster = tmp_path / "problem.json", tmp_path / "mine.toml", tmp_path / "roster.json"
    problem.write_text(json.dumps(small_problem()), encoding="utf-8")
    policy.write_bytes(content)

    code = run(monkeypatch, "solve", str(problem), "--policy", str(policy), "-o", str(roster))

    stderr = capsys.readouterr().err
    assert code == 2, stderr
    assert one_clear_sentence(stderr)
    assert expected in stderr
    assert not roster.exists()


def test_there_are_many_kinds_of_bad_input() -> None:
    assert len(REFUSED) + len(UNREADABLE) + len(POLICIES) >= 60


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "solve", str(tmp_path / "nowhere.json")) == 2
    assert "nowhere.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--seconds", "0"],
        ["--seconds", "-1"],
        ["--seconds", "nan"],
        ["--seconds", "soon"],
        ["--workers", "0"],
        ["--workers", "1000"],
        ["--seed", "-1"],
        ["--moves", "0"],
        ["--colour"],
        ["--policy", "nowhere.toml"],
    ],
    ids=" ".join,
)
def test_an_option_out_of_range_is_refused_in_one_sentence(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(small_problem()), encoding="utf-8")

    code = run(monkeypatch, "solve", str(problem), *arguments)

    assert code == 2
    assert one_clear_sentence(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("visit", "code"),
    [
        ({"need": "n1", "start": f"{MONDAY}T08:30", "end": f"{MONDAY}T09:30", "volunteers": ["v1"]}, 0),
        ({"need": "n1", "start": f"{MONDAY}T08:30", "end": f"{MONDAY}T09:30", "volunteers": ["x"]}, 2),
        ({"need": "x", "start": f"{MONDAY}T08:30", "end": f"{MONDAY}T09:30", "volunteers": ["v1"]}, 2),
        ({"need": "n1", "start": f"{MONDAY}T08:31", "end": f"{MONDAY}T09:31", "volunteers": ["v1"]}, 1),
        ({"need": "n1", "start": f"{MONDAY}T08:30", "end": f"{MONDAY}T09:00", "volunteers": ["v1"]}, 1),
        ({"need": "n1", "start": f"{MONDAY}T08:30", "end": f"{MONDAY}T09:30", "volunteers": []}, 1),
        ({"need": "n1", "start": f"{MONDAY}T08:30", "end": f"{MONDAY}T09:30", "volunteers": ["v1", "v1"]}, 1),
        ({"need": "n1", "start": "2027-11-23T08:30", "end": "2027-11-23T09:30", "volunteers": ["v1"]}, 1),
        ({"need": "n1", "start": "soon", "end": "later", "volunteers": ["v1"]}, 2),
    ],
)
def test_a_hand_made_roster_is_judged_or_called_unreadable(
    visit: Json, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, roster = tmp_path / "problem.json", tmp_path / "roster.json"
    problem.write_text(json.dumps(small_problem()), encoding="utf-8")
    roster.write_text(json.dumps({"version": 1, "visits": [visit]}), encoding="utf-8")

    assert run(monkeypatch, "audit", str(problem), str(roster)) == code, capsys.readouterr()
