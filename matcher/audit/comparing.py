"""What a change of a roster breaks that was not broken before; what was broken already is not held against it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from matcher.audit.report import Report
from matcher.domain import Roster
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.hard.availability import Availability
from matcher.rules.hard.load_limits import LoadLimits
from matcher.rules.hard.one_person_one_place import OnePersonOnePlace
from matcher.rules.hard.travel_between import TravelBetween
from matcher.rules.rule import PairRule, Violation

OF_A_DAY = frozenset(rule.name for rule in (Availability, TravelBetween, LoadLimits, OnePersonOnePlace))
"""Rules that are broken by a volunteer's day as a whole: which of its visits they name is a matter of order."""
OF_A_PAIR = frozenset(rule.name for rule in CATALOGUE if issubclass(rule, PairRule))

Gains = frozenset[str]


def new_violations(before: Roster, was: Report, after: Roster, is_now: Report) -> tuple[Violation, ...]:
    """Violations after the change that are neither told in the same words before it nor the lesser remainder of one.

    A remainder concerns the same volunteer (or need) under the same rule, on the same date where the change brings them a
    visit, and is no larger: so a roster that the data have made unsound can be mended step by step.
    """
    gained = _gained(before, after)
    known = {(one.rule, one.text) for one in was.violations}
    fresh = [one for one in is_now.violations if (one.rule, one.text) not in known]
    told_again = {(one.rule, one.text) for one in is_now.violations}
    remainders: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for one in sorted(was.violations, key=lambda one: one.size):
        if (one.rule, one.text) not in told_again:
            remainders[_concern(one, gained)].append(one.size)
    new = []
    for one in sorted(fresh, key=lambda one: -one.size):
        sizes = remainders[_concern(one, gained)]
        if sizes and one.size <= sizes[-1]:
            sizes.pop()
        else:
            new.append(one)
    return tuple(one for one in fresh if any(one is other for other in new))


def _concern(violation: Violation, gained: Gains) -> tuple[Any, ...]:
    """Whom the violation concerns: people who only lose visits break nothing on another date; a pair is another with others."""
    of_a_day = violation.rule in OF_A_DAY and violation.volunteers
    who = violation.volunteers[0] if of_a_day else violation.need
    kind = "volunteer" if of_a_day else "need"
    when = (violation.start or "")[:10] if f"{kind} {who}" in gained else ""
    return violation.rule, kind, who, when, violation.volunteers if violation.rule in OF_A_PAIR else ()


def _gained(before: Roster, after: Roster) -> Gains:
    """Needs with a visit, and volunteers with a service, that they did not have before."""
    had, has = set(_holdings(before)), set(_holdings(after))
    return frozenset(who for who, _ in has - had)


def _holdings(roster: Roster) -> Iterable[tuple[str, object]]:
    for visit in roster.visits:
        yield f"need {visit.need}", (visit.start, frozenset(visit.volunteers))
        for volunteer in visit.volunteers:
            yield f"volunteer {volunteer}", (visit.need, visit.start)
