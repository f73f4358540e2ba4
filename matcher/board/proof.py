"""What the proven bound tells people: how much better any roster could be at most."""

from matcher.board.week import Board
from matcher.domain import Text
from matcher.policy import default_policy
from matcher.rules.soft.unmet_visit import UnmetVisit


def proof(board: Board) -> tuple[Text, ...]:
    """Sentences that follow from total and bound; none where the roster claims no bound, or one above its total."""
    per_mille = gap_per_mille(board)
    if board.score is None or per_mille is None:
        return ()
    total, bound = board.score.total, board.bound
    if per_mille == 0:
        return (
            Text(
                f"Proved: by these rules no roster scores less than this one's {total} points.",
                f"已证明：按现行规则，没有任何排班低于本排班的{total}分（分数越低越好）。",
            ),
        )
    gap = in_per_cent(per_mille)
    points = Text(
        f"Proved: by these rules no roster scores less than {bound} points; this one has {total}, "
        f"and the best possible is at most {gap} lower.",
        f"已证明：按现行规则，任何排班都不低于{bound}分；本排班{total}分，最好的排班至多再低{gap}（分数越低越好）。",
    )
    further = further_visits(board)
    return (points,) if further is None else (points, _in_visits(further))


def gap_per_mille(board: Board) -> int | None:
    """⌈1000 (total − bound) / max(total, 1)⌉, rounded up since it is told as "at most"; None without a bound to speak of."""
    if board.score is None or board.bound is None or board.bound > board.score.total:
        return None
    total, bound = board.score.total, board.bound
    return -(-1000 * (total - bound) // max(total, 1))


def in_per_cent(per_mille: int) -> str:
    """With one decimal."""
    return f"{per_mille // 10}.{per_mille % 10}%"


def further_visits(board: Board) -> int | None:
    """⌊(total − bound) / points of a missing ordinary visit⌋; None where no visit is missing or the points are not known.

    A roster that serves k further ordinary visits and is nowhere else worse has at most total − k · points, and no
    roster has less than the bound.
    """
    points = _points_of_an_ordinary_visit(board.policy)
    if board.score is None or board.bound is None or not points or not board.tally.visits_missing:
        return None
    return (board.score.total - board.bound) // points


def _in_visits(further: int) -> Text:
    if further == 0:
        return Text(
            "No roster can serve even one further ordinary visit without being worse elsewhere.",
            "在其他方面不变差的前提下，任何排班都无法再多完成哪怕一次普通服务。",
        )
    visits = "visit" if further == 1 else "visits"
    return Text(
        f"No roster can serve more than {further} further ordinary {visits} without being worse elsewhere.",
        f"在其他方面不变差的前提下，任何排班都至多再多完成{further}次普通服务。",
    )


def _points_of_an_ordinary_visit(policy: str) -> int | None:
    """Known for the default policy only: a roster names its policy but does not carry it."""
    ours = default_policy()
    if policy != ours.name:
        return None
    return next((rule.normal for rule in ours.soft if isinstance(rule, UnmetVisit)), None)
