"""A rule that explanations have never heard of is told all the same: by its own name, statement and objection."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from matcher.domain import Need, Text, Unmet, Volunteer
from matcher.explain import unmet
from matcher.policy import Policy, default_policy
from matcher.rules.rule import HardRule, PairRule, Violation
from matcher.timetable import Timetable
from tests.building import need, problem, roster, visit, volunteer, window
from tests.explain.asking import in_both_languages


class LongNames(PairRule):
    """A volunteer's id is no longer than the need's."""

    name = "long_names"
    title = Text("long names", "编号过长")
    statement = Text(en="Ids of volunteers are short.", zh="志愿者编号要短。")

    def objection(self, timetable: Timetable, need: Need, volunteer: Volunteer, day: date) -> tuple[int, Text] | None:
        """As many letters as there are too many."""
        more = len(volunteer.id) - len(need.id)
        return (more, Text(f"Volunteer {volunteer.id} is too long.", "编号太长。")) if more > 0 else None


class NoonBell(HardRule):
    """No visit is under way at 09:40."""

    name = "noon_bell"
    title = Text("noon bell", "响铃")
    statement = Text(en="Nobody works at 09:40.", zh="09:40时不安排服务。")

    def audit(self, timetable: Timetable) -> Iterator[Violation]:
        """Every visit that is."""
        for stop in timetable.stops:
            if stop.start <= stop.day * 1440 + 580 < stop.end:
                yield self.violation(1, Text("The bell rings at 09:40.", "09:40响铃。"), stop)


def with_rule(rule: HardRule) -> Policy:
    """The default policy and one rule more."""
    return replace(default_policy(), rules=(*default_policy().rules, rule))


def only(*needs: Need, policy: Policy, **more: Any) -> Unmet:
    """The one need that is unmet."""
    (told,) = unmet(problem(list(needs), **more), roster(), policy)
    in_both_languages(told)
    return told


def test_a_new_rule_about_pairs_is_counted_quoted_and_dropped_on_trial() -> None:
    told = only(need("n1"), policy=with_rule(LongNames()), volunteers=[volunteer("far_too_long")])

    first, nearest = told.reasons
    assert (first.code, first.rule, first.volunteers) == ("LONG_NAMES", "long_names", 1)
    assert "Ids of volunteers are short." in first.en
    assert "志愿者编号要短" in first.zh
    assert "Volunteer far_too_long is too long." in nearest.en
    assert told.suggestion is not None
    assert told.suggestion.en.startswith("If the rule long_names (Ids of volunteers are short.) did not hold")


def test_a_new_rule_about_rosters_is_counted_and_every_start_is_tried() -> None:
    # an hour from 09:00 or 09:30: the bell rings in either
    told = only(need("n1", windows=[window("09:00", "10:30")]), policy=with_rule(NoonBell()))

    assert (told.reasons[0].code, told.reasons[0].rule) == ("NOON_BELL", "noon_bell")


def test_a_start_that_only_a_new_rule_makes_special_is_found() -> None:
    hours = [window("08:10", "10:20")]
    week = problem(
        [need("n1", minutes=35, windows=hours), need("n2", of="c2", minutes=60, windows=hours)],
        [volunteer(availability=hours)],
    )
    standing = roster(visit("n2", "08:30", "v1"))

    (told,) = unmet(week, standing, with_rule(NoonBell()))

    # 08:30 to 09:30 is taken; from 09:30 on the bell leaves 09:45, which no window and no visit points at
    assert told.need == "n1"
    assert told.reasons[0].code == "TIME_LIMIT"
    assert "11-23 09:45" in told.reasons[0].en
