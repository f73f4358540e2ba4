"""The options for a new need, the best first; or why there is none."""

from collections.abc import Iterator

from rich.table import Column, Table

from matcher.board.names import names_of
from matcher.board.words import PRIORITIES, both, clock, full_day, service
from matcher.cli.terminal import console, printable, say
from matcher.domain import Need, Problem
from matcher.matching import Match, Option

LEGEND = (
    "分：采纳后总分的变化，越低越好，已计入不再缺少这次服务。",
    "Points: by how much the total score rises if taken, lower is better; what serving the need saves is counted.",
)


def show_match(problem: Problem, need: Need, match: Match) -> None:
    """A row per option, or the reasons in both languages."""
    what = f"{need.id}：{both(service(need.service))} · {both(PRIORITIES[need.priority])}"
    if match.options:
        number = len(match.options)
        say(f"{what} · {number}个方案 {number} option{'s' if number > 1 else ''}")
        console().print(_table(problem, match))
        for line in LEGEND:
            say(line)
        return
    say(f"{what} · 无法安排 no option")
    for reason in match.reasons:
        say(f"  – {reason.zh}")
        say(f"    {reason.en}")
    if match.suggestion is not None:
        say(f"  → {match.suggestion.zh}")
        say(f"    {match.suggestion.en}")


def _table(problem: Problem, match: Match) -> Table:
    volunteers = names_of(problem.volunteers)
    table = Table(
        Column("分 Points", justify="right"),
        Column("时间 Time", overflow="fold"),
        Column("志愿者 Volunteers", overflow="fold"),
        Column("影响 Disturbs", overflow="fold"),
        Column("各项规则 By rule", overflow="fold"),
        show_lines=True,
    )
    for option in match.options:
        table.add_row(
            f"{option.points:+d}",
            "\n".join(_time(option)),
            "\n".join(printable(volunteers[one]) for one in option.volunteers),
            "\n".join(_disturbs(option, volunteers)) or "无 nothing",
            "\n".join(f"{printable(rule)} {points:+d}" for rule, points in (option.by_rule or {}).items()),
        )
    return table


def _time(option: Option) -> Iterator[str]:
    day = option.start.date()
    yield both(full_day(day))
    yield f"{clock(option.start, day)}–{clock(option.end, day)}"
    if option.latest_start > option.start:
        yield f"最迟 latest {clock(option.latest_start, day)}"


def _disturbs(option: Option, volunteers: dict[str, str]) -> Iterator[str]:
    for shift in option.shifts:
        day = shift.moved_from.date()
        who = printable("、".join(volunteers[one] for one in shift.volunteers))
        yield f"改时 moved {printable(shift.need)}（{who}）{clock(shift.moved_from, day)}→{clock(shift.moved_to, day)}"
    for visit in option.displaced:
        day = visit.start.date()
        who = printable("、".join(volunteers[one] for one in visit.volunteers))
        yield f"取消 given up {printable(visit.need)}（{who}）{both(full_day(day))} {clock(visit.start, day)}"
