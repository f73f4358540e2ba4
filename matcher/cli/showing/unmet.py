"""What could not be served, why, and what would help."""

from matcher.board.week import Board
from matcher.board.words import PRIORITIES, service
from matcher.cli.showing.roster import in_both_languages, names
from matcher.cli.terminal import say


def show_unmet(board: Board) -> None:
    """A paragraph per need, its reasons in both languages."""
    once = {one.need: one for station in board.stations for one in station.shortfalls}
    missing = sum(one.missing for one in once.values())
    say(f"未满足 {missing} 次服务（{len(once)}项需求） Unmet: {missing} visits of {len(once)} needs")
    for one in once.values():
        say()
        say(
            f"{one.need}：{names(one.cadres)} · {in_both_languages(service(one.service))} · "
            f"{in_both_languages(PRIORITIES[one.priority])} · 缺 missing {one.missing}/{one.wanted}"
        )
        for reason in one.reasons:
            say(f"  – {reason.zh}")
            say(f"    {reason.en}")
        if one.suggestion is not None:
            say(f"  → {one.suggestion.zh}")
            say(f"    {one.suggestion.en}")
