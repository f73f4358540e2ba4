"""What a repair changed: a row per visit that differs, and the figures before and after."""

from typing import Any

from rich.table import Column, Table

from matcher.cli.showing.differences import table_of_differences
from matcher.cli.showing.summary import summary
from matcher.cli.terminal import console, printable
from matcher.domain import Text, Visit
from matcher.policy import Policy
from matcher.replan import Replan
from matcher.replanning.differences import Kind

KINDS = {
    Kind.REMOVED: Text("removed", "取消"),
    Kind.MOVED: Text("moved", "改时间"),
    Kind.REASSIGNED: Text("other volunteers", "换人"),
    Kind.NEW: Text("new", "新增"),
}

HEADINGS = "改动 Change", "原 Before", "现 Now"


def show_replan(result: Replan, policy: Policy, *, err: bool = False) -> None:
    """Tables, then the new roster in two lines; on standard error where the roster itself goes to standard output."""
    out = console(err=err)
    if result.differences:
        problem = result.after.timetable.problem
        out.print(table_of_differences(problem, result.differences, "改动 Changes", HEADINGS, KINDS))
    out.print(_table_of_figures(result, policy))
    count, inevitable = len(result.differences), len(result.after.fallen)
    if count:
        out.print(f"改动{count}次服务，其中{inevitable}次因变更本身不可避免。")
        out.print(f"{count} visits differ, {inevitable} of them inevitably, by the change itself.")
    else:
        out.print("排班无需改动。")
        out.print("The roster stays as it is.")
    for line in summary(result.problem, result.roster):
        out.print(printable(line))


def replan_as_json(result: Replan, policy: Policy) -> dict[str, Any]:
    """The same for machines."""
    before, left, repaired = result.figures(policy)
    return {
        "status": result.roster.status,
        "seconds": result.roster.seconds,
        "figures": {"before": before._asdict(), "unrepaired": left._asdict(), "repaired": repaired._asdict()},
        "visits_changed": len(result.differences),
        "visits_fallen": len(result.after.fallen),
        "differences": [
            {"kind": one.kind.value, "need": one.need, "before": _bare(one.before), "after": _bare(one.after)}
            for one in result.differences
        ],
    }


def _bare(visit: Visit | None) -> dict[str, Any] | None:
    return None if visit is None else visit.model_dump(mode="json", include={"start", "volunteers"})


def _table_of_figures(result: Replan, policy: Policy) -> Table:
    before, left, repaired = result.figures(policy)
    table = Table(
        "",
        Column("变更前\nBefore", justify="right"),
        Column("变更后未修复\nUnrepaired", justify="right"),
        Column("修复后\nRepaired", justify="right"),
        title="比较 Compared",
        title_justify="left",
    )
    rows = (before, left, repaired)
    table.add_row("未满足服务次数 Visits missing", *(str(one.visits_missing) for one in rows))
    table.add_row("得分（不计改动） Points, changes apart", *(str(one.points) for one in rows))
    table.add_row("改动扣分 Points of changes", *(str(one.points_of_changes) for one in rows))
    return table
