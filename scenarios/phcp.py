"""Weekly palliative home care: the 19 instances published by Cappanera and Scutellà, said in the terms of the contract.

What is said. Five days from a Monday on; visits of 30 minutes; a need per patient and skill (skill 2 as a qualification,
so that an operator of skill 2 may do visits of skill 1); operators are there `hours_per_day` from 08:00 on each day, and
those hours, travel included, are the day. Travel is the matrix of the municipalities: a way inside a municipality takes
its diagonal entry, from a patient to the same patient 0. The weekly patterns that fit a patient (as many days of skill 1
and 2 as the patient needs) become the windows (days that occur in one of them) and `min_gap_days` (the least difference
of two days of that skill in one of them).

What cannot be said. Of several patterns that fit, a mixture of days may be chosen that is no pattern itself (Monday and
Thursday, where Monday and Friday, or Thursday and Friday are meant). A patient with needs of both skills may be visited for both
on one day where the patterns allow both skills that day. The bound `max_nurses` on the operators of a patient is soft
(rule `many_faces`). The published model balances the operators' loads to the most loaded one; `load_balance` is not that.

What is chosen. The files do not say in which municipality the depot (the node that is no patient) lies: here it is the first
one, number 0. Coordinates are made up, since the matrix decides; distances on a map mean nothing.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from random import Random

from matcher.domain import (
    BadInput,
    Cadre,
    Matrix,
    Need,
    Point,
    Problem,
    Qualification,
    Station,
    Text,
    TravelMode,
    Volunteer,
)
from scenarios.generation.calendar import Calendar, Slot
from scenarios.registry import scenario

FOLDER_VARIABLE = "FOUR_NEARBY_PHCP"
BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[2] / "shared" / "data" / "phcp"
DEPOT_MUNICIPALITY = 0
VISIT_MINUTES = 30
DAYS = 5
DAY_BEGINS = 8 * 60
SKILL_2 = "skill_2"

INSTANCES = (
    *(f"0106-{municipalities}-40-4-{draw}" for municipalities in (5, 8) for draw in range(3)),
    *(f"0106-{municipalities}-60-5-{draw}" for municipalities in (5, 8) for draw in range(3)),
    *(f"0407-5-50-5-{draw}" for draw in range(3)),
    *(f"0407-5-80-6-{draw}" for draw in range(3)),
    "0106-10-128-11-0",
)
"""The names of the published files, the smallest first: municipalities, patients, operators and the draw."""


@dataclass(frozen=True)
class Patient:
    """A line of the file."""

    id: int
    max_nurses: int
    visits_skill1: int
    visits_skill2: int
    municipality: int


@dataclass(frozen=True)
class Operator:
    """A line of the file."""

    id: int
    skill: int
    hours_per_day: int


@dataclass(frozen=True)
class Instance:
    """A published file as it stands."""

    patients: tuple[Patient, ...]
    operators: tuple[Operator, ...]
    minutes: tuple[tuple[int, ...], ...]
    patterns: tuple[tuple[int, ...], ...]

    def fitting(self, patient: Patient) -> tuple[tuple[int, ...], ...]:
        """The weekly patterns with as many days of each skill as the patient needs."""
        wanted = (patient.visits_skill1, patient.visits_skill2)
        return tuple(pattern for pattern in self.patterns if (pattern.count(1), pattern.count(2)) == wanted)


@scenario(
    story=Text(
        en="Palliative home care of one week, as published by Cappanera and Scutellà: operators who drive all day between the "
        "patients of several municipalities. The sizes are the names of the 19 published files.",
        zh="Cappanera与Scutellà公布的一周居家安宁疗护算例：专业护理人员全天在多个市镇的患者之间往返。规模即19个公开算例的文件名。",
    ),
    sizes={name: name for name in INSTANCES},
    default=INSTANCES[0],
    policy="phcp.toml",
)
def phcp(name: str, _dice: Random) -> Problem:
    """A published instance; no seed changes it."""
    return problem_of(read_instance(name))


def read_instance(name: str, folder: Path | None = None) -> Instance:
    """The instance of this name from the folder (else the one that FOUR_NEARBY_PHCP names, else beside the checkout)."""
    where = folder or Path(os.environ.get(FOLDER_VARIABLE) or BESIDE_THE_CHECKOUT)
    path = where / f"{name}.txt"
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            f"Scenario phcp: {path} cannot be read, expected a published instance there "
            f"(the variable {FOLDER_VARIABLE} may name another folder)"
        ) from None
    try:
        return _parsed([[int(word) for word in line.split()] for line in text.splitlines() if line.strip()])
    except (ValueError, TypeError, IndexError):
        raise BadInput(
            f"Scenario phcp: {path} is no instance, expected the published format of whole numbers"
        ) from None


def _parsed(lines: list[list[int]]) -> Instance:
    nodes, operators, municipalities, patterns = lines[0]
    rest = iter(lines[1:])
    instance = Instance(
        patients=tuple(Patient(*line) for line in _next(rest, nodes - 1)),
        operators=tuple(Operator(*line) for line in _next(rest, operators)),
        minutes=tuple(tuple(line) for line in _next(rest, municipalities)),
        patterns=tuple(tuple(line) for line in _next(rest, patterns)),
    )
    within = all(0 <= one.municipality < municipalities for one in instance.patients)
    square = all(len(row) == municipalities for row in instance.minutes)
    if list(rest) or not within or not square or any(len(pattern) != DAYS for pattern in instance.patterns):
        raise ValueError("the counts of the first line are not those of the file")
    return instance


def _next(lines: Iterator[list[int]], count: int) -> list[list[int]]:
    taken = list(islice(lines, count))
    if len(taken) != count:
        raise ValueError("the file ends early")
    return taken


def problem_of(instance: Instance) -> Problem:
    """The instance as a problem of the exchange contract."""
    calendar = Calendar(days=DAYS)
    operators = tuple(_operator(one, calendar) for one in instance.operators)
    cadres = tuple(
        Cadre(id=f"p{one.id}", name=f"Patient {one.id}", station="depot", location=_somewhere(one.municipality))
        for one in instance.patients
    )
    return Problem(
        week=calendar.week,
        timezone="Europe/Rome",
        travel={"car": TravelMode(matrix=_matrix(instance))},
        stations=(Station(id="depot", name="Depot", location=_somewhere(DEPOT_MUNICIPALITY)),),
        cadres=cadres,
        volunteers=operators,
        needs=tuple(need for one in instance.patients for need in _needs(one, instance, calendar)),
    )


def _operator(operator: Operator, calendar: Calendar) -> Volunteer:
    minutes = 60 * operator.hours_per_day
    return Volunteer(
        id=f"o{operator.id}",
        name=f"Operator {operator.id}",
        station="depot",
        location=_somewhere(DEPOT_MUNICIPALITY),
        services=("medical",),
        qualifications=(Qualification(name=SKILL_2),) if operator.skill >= 2 else (),
        mode="car",
        availability=[calendar.window(Slot(day, DAY_BEGINS, DAY_BEGINS + minutes)) for day in range(DAYS)],
        max_visits_per_day=minutes // VISIT_MINUTES,
        max_minutes_per_day=minutes,
        max_minutes_per_week=DAYS * minutes,
    )


def _needs(patient: Patient, instance: Instance, calendar: Calendar) -> Iterator[Need]:
    """One need per skill that the patient asks for."""
    day_ends = DAY_BEGINS + 60 * max(one.hours_per_day for one in instance.operators)
    for skill, visits in ((1, patient.visits_skill1), (2, patient.visits_skill2)):
        if not visits:
            continue
        patterns = [_days_of(skill, pattern) for pattern in instance.fitting(patient)] or [tuple(range(DAYS))]
        days = sorted({day for pattern in patterns for day in pattern})
        yield Need(
            id=f"p{patient.id}-skill{skill}",
            cadre=f"p{patient.id}",
            service="medical",
            minutes=VISIT_MINUTES,
            visits=visits,
            min_gap_days=_least_gap(patterns),
            windows=[calendar.window(Slot(day, DAY_BEGINS, day_ends)) for day in days],
            qualifications=(SKILL_2,) if skill == 2 else (),
        )


def _days_of(skill: int, pattern: Sequence[int]) -> tuple[int, ...]:
    return tuple(day for day, flag in enumerate(pattern) if flag == skill)


def _least_gap(patterns: Sequence[tuple[int, ...]]) -> int:
    return min((later - earlier for days in patterns for earlier, later in pairwise(days)), default=1)


def _matrix(instance: Instance) -> Matrix:
    municipality = {f"o{one.id}": DEPOT_MUNICIPALITY for one in instance.operators}
    municipality |= {f"p{one.id}": one.municipality for one in instance.patients}
    return Matrix(
        points=tuple(municipality),
        minutes=tuple(
            tuple(0 if a == b else instance.minutes[municipality[a]][municipality[b]] for b in municipality)
            for a in municipality
        ),
    )


def _somewhere(municipality: int) -> Point:
    """A made-up point per municipality."""
    return Point(lat=43.0 + municipality / 20, lon=12.0)
