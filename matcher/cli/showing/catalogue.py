"""The scenarios that come along: name, sizes, story."""

from collections.abc import Mapping

from rich.table import Column, Table

from matcher.cli.terminal import console
from scenarios import Scenario


def show_catalogue(scenarios: Mapping[str, Scenario]) -> None:
    """A row per scenario; the size it has by default stands first."""
    table = Table("名称 Name", "规模 Sizes", Column("情形 Story", overflow="fold"), show_lines=True)
    for name, scenario in scenarios.items():
        others = [size for size in scenario.sizes if size != scenario.default_size]
        table.add_row(name, "\n".join([scenario.default_size, *others]), f"{scenario.story.zh}\n{scenario.story.en}")
    console().print(table)
