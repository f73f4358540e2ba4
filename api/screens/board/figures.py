"""What a roster comes to in one line: visits, what is missing, points, how much better any other could be, rules broken."""

from dataclasses import dataclass

from api.rosters.standing import Standing
from api.tables.rosters import RosterState
from matcher.board.proof import proof
from matcher.board.reading import board_of
from matcher.domain import Text
from matcher.rules.rule import Violation

STATES = {
    RosterState.DRAFT: Text("draft", "草稿"),
    RosterState.PUBLISHED: Text("published", "已发布"),
    RosterState.CHANGED: Text("changed since it was published", "发布后有改动"),
}
MARKS = {RosterState.DRAFT: "warn", RosterState.PUBLISHED: "good", RosterState.CHANGED: "warn"}
UNPROVED = Text(
    "How good it could be at best is not known for the data of today; let it be solved again to learn that.",
    "按目前数据尚不知最好能到什么程度，重新排班后即可得知。",
)


@dataclass(frozen=True)
class Figures:
    """Counted in the data of today."""

    visits: int
    missing: int
    points: int
    proof: Text
    state: Text
    mark: str
    number: int
    broken: tuple[Violation, ...]
    lost: int


def figures_of(stands: Standing) -> Figures:
    """Of the whole roster, whatever part of it is shown."""
    score = stands.report.score
    sentences = proof(board_of(stands.problem, stands.document.revised(score=score, bound=stands.bound)))
    return Figures(
        visits=len(stands.document.visits),
        missing=stands.missing,
        points=score.total,
        proof=sentences[-1] if sentences else UNPROVED,
        state=STATES[stands.roster.state],
        mark=MARKS[stands.roster.state],
        number=stands.version.number,
        broken=stands.report.violations,
        lost=len(stands.lost),
    )
