"""A roster in two lines: what it serves, what it counts, and how far from the best it is at most."""

from typing import Any

from matcher.domain import Problem, Roster, Text

ENDINGS = {
    "optimal": Text("proved optimal", "已证明最优"),
    "feasible": Text("feasible", "可行"),
    "cancelled": Text("stopped early, the best so far", "提前停止，目前最好"),
}


def summary(problem: Problem, roster: Roster) -> tuple[str, str]:
    """One line in Chinese, one in English."""
    wanted, ending = visits_wanted(problem), ENDINGS[roster.status]
    zh = f"{ending.zh}：完成{len(roster.visits)}/{wanted}次服务"
    en = f"{ending.en.capitalize()}: {len(roster.visits)} of {wanted} visits"
    if roster.score is not None:
        zh += f"，{roster.score.total}分"
        en += f", {roster.score.total} points"
    if roster.bound is not None and roster.gap is not None:
        zh += f"；任何排班都不低于{roster.bound}分，差距至多{100 * roster.gap:.2f}%"
        en += f"; no roster scores below {roster.bound}, a gap of at most {100 * roster.gap:.2f} %"
    return f"{zh}。", f"{en}."


def summary_as_json(problem: Problem, roster: Roster) -> dict[str, Any]:
    """The same for machines."""
    figures = roster.model_dump(mode="json", include={"status", "policy", "seed", "seconds", "score", "bound", "gap"})
    return figures | {
        "visits": len(roster.visits),
        "visits_wanted": visits_wanted(problem),
        "visits_missing": sum(unmet.missing for unmet in roster.unmet or ()),
    }


def visits_wanted(problem: Problem) -> int:
    """Of all needs."""
    return sum(need.visits for need in problem.needs)
