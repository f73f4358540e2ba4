"""The score, rule by rule, the dearest first."""

from rich.table import Column, Table

from matcher.cli.terminal import console, printable
from matcher.domain import Score
from matcher.rules.catalogue import CATALOGUE


def show_score(score: Score) -> None:
    """A row per rule that counts points, and their sum."""
    statements = {rule.name: rule.statement for rule in CATALOGUE}
    table = Table(
        "规则 Rule",
        Column("分 Points", justify="right"),
        Column("含义（默认参数） Statement (default parameters)", overflow="fold"),
        title="得分（越低越好） Score (lower is better)",
        title_justify="left",
    )
    for name, points in sorted(score.by_rule.items(), key=lambda item: (-item[1], item[0])):
        if points:
            table.add_row(printable(name), str(points), f"{statements[name].zh}\n{statements[name].en}")
    table.add_section()
    table.add_row("合计 total", str(score.total), "")
    console().print(table)
