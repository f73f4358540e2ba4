"""Starting is cheap, and the help says everything in both languages."""

import re
import subprocess
import sys

import pytest
import typer

from matcher.cli.application import app
from tests.cli.conftest import Command

HEAVY = {"numba", "numpy", "scipy", "ortools", "highspy", "fastapi", "scenarios", "jinja2", "xlsxwriter"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2}")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], HEAVY | {"pydantic"}),
        ([], HEAVY),  # typer itself reads options by pydantic
        (["solve", "--help"], HEAVY),
        (["demo", "--help"], HEAVY),
        (["serve", "--help"], HEAVY),
    ],
    ids=["matcher --help", "matcher", "matcher solve --help", "matcher demo --help", "matcher serve --help"],
)
def test_help_loads_neither_solvers_nor_models(arguments: list[str], heavy: set[str]) -> None:
    script = (
        "import sys; from matcher.cli import main\n"
        f"sys.argv = ['matcher', *{arguments!r}]\n"
        "try: main()\n"
        "finally: print('\\nLOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert "typer" in loaded
    assert not heavy & loaded


def test_the_commands_are_those_of_the_contract_and_those_of_who_operates_the_service() -> None:
    assert set(COMMANDS) == {
        "demo", "scenario", "solve", "audit", "match", "replan", "explain", "compare", "schema", "serve",
        "administrator", "backup", "restore", "rotate-keys", "verify-log", "sweep", "erasures",
    }  # fmt: skip


def test_without_a_command_matcher_says_which_there_are(command: Command) -> None:
    ending = command()

    assert ending.code == 0
    assert all(name in ending.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_speaks_chinese_first_and_english(name: str) -> None:
    texts = [COMMANDS[name].help, *(parameter.help for parameter in COMMANDS[name].params)]

    for text in texts:
        chinese, english = CHINESE.search(text), ENGLISH.search(text.partition("。")[2])
        assert chinese, text
        assert english, text


def test_the_version_is_the_package_s(command: Command) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", command("--version").out)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["slove"], "Did you mean 'solve'"),
        (["solve"], "PROBLEM"),
        (["audit", "problem.json"], "ROSTER"),
        (["solve", "problem.json", "extra"], "extra"),
        (["--colour"], "--colour"),
        (["schema", "need"], "'problem'"),
        (["scenario"], "--list"),
        (["solve", "problem.json", "--seconds", "inf"], "more than 0"),
        (["demo", "--seconds", "1e9"], "more than 0"),
        (["scenario", "phcp", "--seed", str(2**31)], "--seed"),
        (["solve\x1b[31m"], "solve\\x1b[31m"),
    ],
    ids=lambda part: " ".join(part).replace("\x1b", "ESC") if isinstance(part, list) else None,
)
def test_a_slip_of_the_keyboard_is_answered_in_one_plain_line(typed: list[str], said: str, command: Command) -> None:
    ending = command(*typed)

    assert ending.code == 2
    assert ending.out == ""
    assert said in ending.err
    assert len(ending.err.splitlines()) == 1
    assert ending.err.removesuffix("\n").isprintable()
    assert not re.search(r"[╭│╰]", ending.err)
