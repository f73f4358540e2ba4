"""What the README says that code knows better: its tables and its example's output. `python -m tests.readme` writes them."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import scenarios
from matcher.policy import default_policy
from matcher.rules.catalogue import CATALOGUE

README = Path(__file__).parent.parent / "README.md"

MOST_SIZES = 8
"""More sizes than that are told by the first and their number."""


def rules_table() -> str:
    """A row per rule of the catalogue, with the default policy's level and parameters."""
    ours = {rule.name: rule for rule in default_policy().rules}
    rows = ["| rule | level | statement | parameters |", "|---|---|---|---|"]
    for kind in CATALOGUE:
        rule = ours[kind.name]
        fields = sorted(rule, key=lambda field: field[0] == "overridable")
        parameters = ", ".join(f"`{name}` {str(value).lower()}" for name, value in fields if name != "level")
        rows.append(f"| `{rule.name}` | {rule.level} | {_cell(rule.statement.zh, rule.statement.en)} | {parameters} |")
    return "\n" + "\n".join(rows) + "\n\n"


def scenarios_table() -> str:
    """A row per scenario, its default size in bold."""
    rows = ["| scenario | sizes | story |", "|---|---|---|"]
    for name, scenario in scenarios.catalogue().items():
        shown = [f"**{size}**" if size == scenario.default_size else size for size in scenario.sizes]
        sizes = ", ".join(shown) if len(shown) <= MOST_SIZES else f"{shown[0]} and {len(shown) - 1} more"
        rows.append(f"| `{name}` | {sizes} | {_cell(scenario.story.zh, scenario.story.en)} |")
    return "\n" + "\n".join(rows) + "\n\n"


TABLES: dict[str, Callable[[], str]] = {"rules": rules_table, "scenarios": scenarios_table}


def table_in(text: str, name: str) -> str:
    """What stands between the two marks of a table."""
    return _parted(text, name)[1]


def with_tables(text: str) -> str:
    """The text with every table as the catalogues have it."""
    for name, table in TABLES.items():
        before, _, after = _parted(text, name)
        text = before + table() + after
    return text


def output_of(example: str) -> str:
    """What an example prints, in a Python of its own that takes warnings for errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=README.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def with_output(text: str) -> str:
    """The text with what its one example prints now."""
    (example,), (printed,) = blocks(text, "python"), blocks(text, "text")
    return text.replace(f"```text\n{printed}```", f"```text\n{output_of(example)}```")


def blocks(text: str, language: str) -> Iterator[str]:
    """The fenced blocks of a language, in order."""
    for found in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield found[1]


def _parted(text: str, name: str) -> tuple[str, str, str]:
    """The text before, between and after the two marks of a table; the marks stay outside."""
    found = re.search(rf"<!-- {name}: [^\n]*-->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert found is not None, f"README.md has no table of {name}, expected one between its two marks"
    return text[: found.start(1)], found[1], text[found.end(1) :]


def _cell(*lines: str) -> str:
    """Lines of one cell."""
    return "<br>".join(line.replace("|", "\\|") for line in lines)


if __name__ == "__main__":
    README.write_text(with_output(with_tables(README.read_text(encoding="utf-8"))), encoding="utf-8")
