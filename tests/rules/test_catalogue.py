"""No rule escapes its hand examples, and every rule speaks both languages."""

import ast
from pathlib import Path

import pytest

from matcher.rules.catalogue import CATALOGUE
from matcher.rules.rule import HardRule, Rule, SoftRule
from tests.rules.judging import CHINESE

HERE = Path(__file__).parent


def test_each_rule_of_the_catalogue_has_a_file_of_hand_examples_and_each_file_a_rule() -> None:
    files = {path.stem.removeprefix("test_") for path in HERE.glob("test_*.py")} - {"catalogue"}

    assert files == {rule.name for rule in CATALOGUE}


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)
def test_each_rule_has_an_example_that_breaks_it_one_that_does_not_and_one_on_the_boundary(rule: type[Rule]) -> None:
    tree = ast.parse((HERE / f"test_{rule.name}.py").read_text(encoding="utf-8"))

    examples = [part.name for part in tree.body if isinstance(part, ast.FunctionDef) and part.name.startswith("test_")]

    assert len(examples) >= 3


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)
def test_each_rule_says_its_sentence_in_both_languages(rule: type[Rule]) -> None:
    assert rule.statement.en
    assert not CHINESE.search(rule.statement.en)
    assert CHINESE.search(rule.statement.zh)


def test_there_are_fourteen_hard_and_nine_soft_rules() -> None:
    assert sum(issubclass(rule, HardRule) for rule in CATALOGUE) == 14
    assert sum(issubclass(rule, SoftRule) for rule in CATALOGUE) == 9
