"""Shorter ways to ask for reasons, to make rosters by hand, and to carry a suggestion out."""

import re

from matcher.audit import audit
from matcher.domain import Problem, Reason, Roster, Saying, Unmet, Visit
from matcher.explain import unmet
from matcher.explain.findings import Investigation
from matcher.explain.misses import Misses
from matcher.explain.suggestion import Suggestion, suggestion
from matcher.policy import Policy, default_policy
from scenarios.generation.placement import placed_by_hand
from tests.building import roster

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def by_hand(week: Problem) -> Roster:
    """The roster of a careful coordinator; it breaks no rule."""
    minutes = {need.id: need.minutes for need in week.needs}
    pinned = {(visit.need, visit.start): visit for visit in week.published if visit.pinned}
    visits = [
        Visit(
            need=visit.need,
            start=visit.start,
            end=week.moment(week.minute(visit.start) + minutes[visit.need]),
            volunteers=visit.volunteers,
            pinned=(visit.need, visit.start) in pinned,
        )
        for visit in placed_by_hand(week)
    ]
    return Roster(visits=tuple(visits))


def reasons(week: Problem, *visits: Visit, policy: Policy | None = None) -> dict[str, list[Reason]]:
    """Reasons by the id of the need; what is said is said in both languages."""
    found = unmet(week, roster(*visits), policy or default_policy())
    for one in found:
        in_both_languages(one)
    return {one.need: list(one.reasons) for one in found}


def codes(week: Problem, *visits: Visit, policy: Policy | None = None) -> dict[str, list[tuple[str, int | None]]]:
    """Codes with numbers of volunteers, by the id of the need; without the nearest miss."""
    found = reasons(week, *visits, policy=policy)
    return {
        need: [(one.code, one.volunteers) for one in told if one.code != "NEAREST_MISS"] for need, told in found.items()
    }


def suggested(week: Problem, standing: Roster, need: str, policy: Policy | None = None) -> Suggestion | None:
    """The suggestion for a need as it was tried."""
    prospects = Investigation.of(week, standing, policy or default_policy()).prospects(week.need_by_id[need])
    return suggestion(prospects, Misses(prospects))


def carried_out(
    week: Problem, standing: Roster, need: str, chosen: Suggestion, policy: Policy | None = None
) -> list[str]:
    """The rules that the standing roster and the suggested visit break once the relaxation holds."""
    relaxed, rules = chosen.relaxation.applied(week, policy or default_policy())
    added = Visit(
        need=need,
        start=week.moment(chosen.start),
        end=week.moment(chosen.start + week.need_by_id[need].minutes),
        volunteers=tuple(volunteer.id for volunteer in chosen.crew),
    )
    report = audit(relaxed, roster(*standing.visits, added), rules)
    return [violation.rule for violation in report.violations]


def in_both_languages(one: Unmet) -> None:
    """Every sentence has Chinese in Chinese and none in English, and ends as a sentence does."""
    assert one.reasons
    sayings: list[Saying] = [*one.reasons, *([one.suggestion] if one.suggestion is not None else [])]
    for saying in sayings:
        assert CHINESE.search(saying.zh), saying.zh
        assert saying.zh[-1] in "。）", saying.zh
        assert not CHINESE.search(saying.en), saying.en
        assert saying.en[0].isupper() or saying.en[0].isdigit(), saying.en
        assert saying.en[-1] in ".)", saying.en
