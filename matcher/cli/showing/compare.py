"""Two policies side by side: their rules, points, figures, and the visits in which their rosters differ."""

from typing import Any

from rich.table import Column, Table

from matcher.board.words import both
from matcher.cli.showing.differences import table_of_differences
from matcher.cli.showing.summary import summary
from matcher.cli.terminal import console, printable
from matcher.comparing import FIGURES, Comparison, Side
from matcher.domain import Problem, Text
from matcher.replanning.differences import Kind

KINDS = {
    Kind.REMOVED: Text("only A", "仅A有"),
    Kind.MOVED: Text("other time", "时间不同"),
    Kind.REASSIGNED: Text("other volunteers", "人员不同"),
    Kind.NEW: Text("only B", "仅B有"),
}
OFF = "关 off"


def show_comparison(problem: Problem, comparison: Comparison) -> None:
    """What differs comes in tables; what each roster is in two lines, last."""
    out = console()
    out.print(printable(f"A = {comparison.first.policy.name}    B = {comparison.second.policy.name}"))
    if comparison.rules:
        out.print(_rules(comparison))
    else:
        out.print("两套规则相同。 Both policies have the same rules.")
    out.print(_points(comparison))
    out.print(_figures(comparison))
    if comparison.differences:
        headings = "不同 Difference", "A", "B"
        title = f"不同的服务 Visits that differ: {len(comparison.differences)}"
        out.print(table_of_differences(problem, comparison.differences, title, headings, KINDS))
    else:
        out.print("两份排班相同。 Both rosters are the same.")
    for letter, other, side in (("A", "B", comparison.first), ("B", "A", comparison.second)):
        out.print(printable(f"{letter} = {side.policy.name}"))
        for line in (*summary(problem, side.roster), *_under_other(side, other)):
            out.print(printable(f"  {line}"))


def _under_other(side: Side, other: str) -> tuple[str, str]:
    broken = side.broken_under_other
    points = side.under_other.score.total
    if not broken:
        return (
            f"按{other}的规则：不违反任何规则，{points}分。",
            f"Under {other}'s rules: breaks none, {points} points.",
        )
    rules = ", ".join(f"{rule} {times}" for rule, times in broken.items())
    return (
        f"按{other}的规则：违反{sum(broken.values())}处（{rules}），{points}分。",
        f"Under {other}'s rules: {sum(broken.values())} violations ({rules}), {points} points.",
    )


def _rules(comparison: Comparison) -> Table:
    table = Table("规则 Rule", Column("A", overflow="fold"), Column("B", overflow="fold"), title_justify="left")
    table.title = "不同的规则 Rules that differ"
    for one in comparison.rules:
        table.add_row(one.rule, _fields(one.first, one.fields), _fields(one.second, one.fields))
    return table


def _fields(rule: dict[str, Any] | None, fields: tuple[str, ...]) -> str:
    return OFF if rule is None else "\n".join(f"{name} = {rule[name]}" for name in fields)


def _points(comparison: Comparison) -> Table:
    table = _numbers("得分（各按自己的规则，越低越好） Points (each by its own policy, lower is better)", "规则 Rule")
    for rule, (first, second) in comparison.points.items():
        if first or second:
            table.add_row(rule, *_both_and_difference(first, second))
    table.add_section()
    totals = comparison.first.report.score.total, comparison.second.report.score.total
    table.add_row("合计 total", *_both_and_difference(*totals))
    return table


def _figures(comparison: Comparison) -> Table:
    table = _numbers("指标 Figures", "")
    for figure in FIGURES:
        first, second = comparison.first.figures[figure.name], comparison.second.figures[figure.name]
        table.add_row(both(figure.text), *_both_and_difference(first, second))
    return table


def _numbers(title: str, heading: str) -> Table:
    right = [Column(name, justify="right") for name in ("A", "B", "B − A")]
    return Table(heading, *right, title=title, title_justify="left")


def _both_and_difference(first: int | None, second: int | None) -> tuple[str, str, str]:
    if first is None or second is None:
        return _number(first), _number(second), ""
    return _number(first), _number(second), f"{second - first:+d}" if second != first else "0"


def _number(points: int | None) -> str:
    return OFF if points is None else str(points)
