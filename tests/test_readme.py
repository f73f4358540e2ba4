"""The README is true: its example prints what it says, its tables are the catalogues', its commands and files exist."""

import re
import shlex

import pytest

from matcher.cli.application import app
from tests.readme import README, TABLES, blocks, output_of, table_in, with_tables

TOP = README.parent
TEXT = README.read_text(encoding="utf-8")

INSTALL = "python3 -m venv .venv && .venv/bin/pip install -qc .ci/constraints.txt -e"


def test_the_example_prints_what_the_readme_says() -> None:
    (example,), (printed,) = blocks(TEXT, "python"), blocks(TEXT, "text")

    assert output_of(example) == printed, "python -m tests.readme writes it"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_catalogue_s(name: str) -> None:
    assert table_in(TEXT, name) == TABLES[name](), "python -m tests.readme writes it"


def test_writing_the_tables_again_changes_nothing() -> None:
    assert with_tables(with_tables(TEXT)) == with_tables(TEXT)


def test_a_table_that_has_grown_old_is_replaced_and_nothing_else() -> None:
    old = TEXT.replace(table_in(TEXT, "rules"), "| old |\n")

    assert old != TEXT
    assert with_tables(old) == with_tables(TEXT)


def test_one_command_does_the_main_job_and_one_passes_the_tests() -> None:
    main_job, tests = (block.strip() for block in blocks(TEXT, "sh") if "venv" in block)

    assert main_job == f"{INSTALL} . && .venv/bin/matcher demo"
    assert tests == f"{INSTALL} '.[tests]' && .venv/bin/pytest -n auto --dist loadfile"


def test_ci_runs_the_readme_s_own_test_command() -> None:
    script = (TOP / ".ci" / "run").read_text(encoding="utf-8")
    found = re.search(r"grep -m 1 -E '(.*)' README\.md", script)
    assert found is not None

    lines = [line for line in TEXT.splitlines() if re.search(found[1], line)]

    assert lines
    assert lines[0] == f"{INSTALL} '.[tests]' && .venv/bin/pytest -n auto --dist loadfile"


def test_every_command_of_the_readme_exists_with_its_options() -> None:
    import typer

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    typed = [line for block in blocks(TEXT, "sh") for line in block.splitlines() if line.startswith("matcher ")]
    typed += re.findall(r"`(matcher [^`]+)`", TEXT)

    assert typed
    for line in typed:
        _, name, *rest = shlex.split(line)
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert {word for word in rest if word.startswith("-")} <= known, line


@pytest.mark.parametrize("target", sorted({link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in link}))
def test_every_file_that_the_readme_links_exists(target: str) -> None:
    assert (TOP / target).is_file()


@pytest.mark.parametrize("folder", sorted(set(re.findall(r"`([a-z_/]+/)`", TEXT))))
def test_every_folder_that_the_readme_names_exists(folder: str) -> None:
    assert (TOP / folder).is_dir()
