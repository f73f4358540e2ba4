"""An ad-hoc match: one new need in a standing roster, its options ranked, or told why there is none."""

from matcher.domain import Need, Problem, Roster
from matcher.matching import Match, MatchIndex
from matcher.policy import Policy


def match(
    problem: Problem,
    roster: Roster,
    need: Need,
    policy: Policy | None = None,
    *,
    top: int | None = 5,
    displace: bool = False,
) -> Match:
    """The best `top` options (all if None) for one visit of the need, counted rule by rule, each with what it disturbs.

    Whoever asks again and again builds a `MatchIndex` once instead. A need of several visits a week is matched visit by
    visit: an option is for one. With `displace` a visit of lower priority may be given up. Raises BadInput where the need
    contradicts itself or the problem, or where the roster breaks a hard rule.
    """
    index = MatchIndex(problem, roster, policy)
    return index.explained(need, index.match(need, top, displace=displace))
