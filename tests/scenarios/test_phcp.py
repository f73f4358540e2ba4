"""The 19 published instances of weekly home care are read as they stand."""

import os
from pathlib import Path

import pytest

from matcher.domain import BadInput
from scenarios.phcp import BESIDE_THE_CHECKOUT, FOLDER_VARIABLE, INSTANCES, SKILL_2, problem_of, read_instance

FOLDER = Path(os.environ.get(FOLDER_VARIABLE) or BESIDE_THE_CHECKOUT)

published = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the published instances are not here ({FOLDER_VARIABLE} may name their folder)"
)

TINY = """3 2 2 3
1 2 1 1 0
2 1 2 0 1
1 1 6
2 2 8
0 7
9 3
1 0 2 0 0
1 0 0 1 0
0 1 0 0 1
"""
"""Two patients (one visit of each skill; two of skill 1), two operators, two municipalities, three patterns."""


def written(folder: Path, text: str, name: str = INSTANCES[0]) -> Path:
    """A folder with one instance of this text."""
    (folder / f"{name}.txt").write_text(text, encoding="ascii")
    return folder


def test_there_are_nineteen() -> None:
    assert len(set(INSTANCES)) == 19


@published
@pytest.mark.parametrize("name", INSTANCES)
def test_a_published_instance_has_the_counts_of_its_first_line(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="ascii")
    nodes, operators, municipalities, patterns = map(int, text.split()[:4])

    instance = read_instance(name)
    problem = problem_of(instance)

    assert len(problem.cadres) == len(instance.patients) == nodes - 1
    assert len(problem.volunteers) == operators
    assert (len(instance.minutes), len(instance.patterns)) == (municipalities, patterns)
    assert sum(need.visits for need in problem.needs) == sum(
        patient.visits_skill1 + patient.visits_skill2 for patient in instance.patients
    )


def test_every_column_of_the_format_arrives_where_it_belongs(tmp_path: Path) -> None:
    problem = problem_of(read_instance(INSTANCES[0], written(tmp_path, TINY)))

    assert [(need.id, need.visits, need.qualifications) for need in problem.needs] == [
        ("p1-skill1", 1, ()),
        ("p1-skill2", 1, (SKILL_2,)),
        ("p2-skill1", 2, ()),
    ]
    assert [(one.id, one.max_minutes_per_day, len(one.qualifications)) for one in problem.volunteers] == [
        ("o1", 360, 0),
        ("o2", 480, 1),
    ]
    assert problem.travel["car"].matrix is not None
    # operators start in municipality 0, where patient 1 lives; patient 2 lives in municipality 1
    assert problem.travel["car"].matrix.points == ("o1", "o2", "p1", "p2")
    assert problem.travel["car"].matrix.minutes == ((0, 0, 0, 7), (0, 0, 0, 7), (0, 0, 0, 7), (9, 9, 9, 0))


def test_patterns_become_windows_and_gaps(tmp_path: Path) -> None:
    first, second, third = problem_of(read_instance(INSTANCES[0], written(tmp_path, TINY))).needs

    # only the pattern "1 0 2 0 0" fits patient 1: skill 1 on Monday, skill 2 on Wednesday
    assert [window.start.isoweekday() for window in first.windows] == [1]
    assert [window.start.isoweekday() for window in second.windows] == [3]
    # Monday and Thursday, or Tuesday and Friday: three days apart in both
    assert [window.start.isoweekday() for window in third.windows] == [1, 2, 4, 5]
    assert third.min_gap_days == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "roster, please",
        TINY.replace("3 2 2 3", "4 2 2 3"),
        TINY + "1 1 1 1 1\n",
        TINY.replace("2 0 1\n", "2 0 5\n"),
    ],
    ids=["nothing", "no numbers", "a patient too few", "a pattern too many", "a municipality nobody knows"],
)
def test_a_file_of_another_format_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is no instance, expected the published format"):
        read_instance(INSTANCES[0], written(tmp_path, text))


def test_a_folder_without_instances_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=FOLDER_VARIABLE):
        read_instance(INSTANCES[0], tmp_path)
