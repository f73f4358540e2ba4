"""`matcher explain` says why a need is unmet, or why these volunteers, in both languages."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize("need", ["n1", "n3"], ids=["served", "unmet"])
def test_a_need_is_explained_chinese_first(need: str, problem_file: Path, roster_file: Path, command: Command) -> None:
    ending = command("explain", problem_file, roster_file, need)

    assert ending.code == 0, ending.err
    first, *_, last = ending.out.splitlines()
    assert re.search(r"[\u4e00-\u9fff]", first)
    assert not re.search(r"[\u4e00-\u9fff]", last)
    assert need in ending.out


def test_an_unmet_need_has_the_rule_that_stands_in_its_way(
    problem_file: Path, roster_file: Path, command: Command
) -> None:
    ending = command("explain", problem_file, roster_file, "n3", "--json")

    # nobody offers legal aid
    assert "service_match" in json.dumps(json.loads(ending.out))


def test_an_unknown_need_is_bad_input(problem_file: Path, roster_file: Path, command: Command) -> None:
    ending = command("explain", problem_file, roster_file, "n9")

    assert ending.code == 2
    assert "n9" in ending.err
    assert ending.out == ""
    assert len(ending.err.splitlines()) == 1
