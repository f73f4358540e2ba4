"""How each rule could be loosened so that a certain visit keeps it: guesses, which are then tried.

A guess changes one field of one document or one parameter of one rule. A rule that is not known here is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.domain import Need, Problem, Qualification, Text, Volunteer, Window
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.explain import wording
from matcher.explain.relaxation import Relaxation
from matcher.explain.standing import Standing
from matcher.rules.rule import HardRule
from matcher.travel import base_of, place_of

ROUND = 5
"""Minutes that people are asked for are rounded up to a multiple of this."""
MOST_BEYOND_THE_CIRCLE = 10
A_NEW_WINDOW = 60
ONE_VISIT_MORE = 30
PER_MINUTE_OF_CIRCLE = 3
ANY_LANGUAGE = 150
ANY_GENDER = 150
A_CERTIFICATE_RENEWED = 160
A_CERTIFICATE_MORE = 220
A_SERVICE_MORE = 240
AN_EXCLUSION_LESS = 300
A_RULE_LESS = 400


@dataclass(frozen=True)
class Stuck:
    """A visit by one volunteer that only one rule stands against, by so much in all."""

    standing: Standing
    need: Need
    volunteer: Volunteer
    start: int
    rule: HardRule
    size: int

    @property
    def problem(self) -> Problem:
        """Where it happens."""
        return self.standing.problem

    @property
    def day(self) -> date:
        """The date of the visit."""
        return self.problem.week.start + timedelta(days=self.start // MINUTES_PER_DAY)


def guesses(stuck: Stuck) -> Iterator[Relaxation]:
    """What might help; nothing for a rule that no single change loosens."""
    yield from _GUESSES.get(stuck.rule.name, _without_the_rule)(stuck)


def least_effort(rule: str, size: int) -> int | None:
    """No guess takes less effort; None where there is no guess."""
    if rule in _GUESSES and _GUESSES[rule] is _nothing:
        return None
    return {
        "availability": size,
        "load_limits": 1,
        "service_circle": PER_MINUTE_OF_CIRCLE * ROUND,
        "language_and_gender": min(ANY_LANGUAGE, ANY_GENDER),
        "qualification_valid": A_CERTIFICATE_RENEWED,
        "service_match": A_SERVICE_MORE,
        "excluded_pair": AN_EXCLUSION_LESS,
    }.get(rule, A_RULE_LESS)


def _longer_availability(stuck: Stuck) -> Iterator[Relaxation]:
    """The window in which the visit starts, longer at one end or both; else the nearest of the date, or a new one."""
    who, minute = stuck.volunteer, stuck.problem.minute
    base, place = base_of(who), place_of(stuck.need, stuck.problem)
    leave = _floor(stuck.start - stuck.standing.timetable.way(who, base, place))
    back = _ceil(stuck.start + stuck.need.minutes + stuck.standing.timetable.way(who, place, base))
    more = _ceil(stuck.size)
    for window in who.availability:
        opens, closes = minute(window.start), minute(window.end)
        if window.start.date() == stuck.day:
            for begin, end in dict.fromkeys(
                (
                    (min(opens, leave), max(closes, back)),
                    (opens - more, closes),
                    (opens, closes + more),
                )
            ):
                yield from _available(stuck, window, begin, end)
    yield from _available(stuck, None, leave, back)


def _available(stuck: Stuck, window: Window | None, begin: int, end: int) -> Iterator[Relaxation]:
    who, problem = stuck.volunteer, stuck.problem
    midnight = stuck.start // MINUTES_PER_DAY * MINUTES_PER_DAY
    others = [one for one in who.availability if one is not window]
    wanted = Window.model_construct(start=problem.moment(begin), end=problem.moment(end))
    if begin < midnight or end > midnight + MINUTES_PER_DAY:
        return
    if any(one.start < wanted.end and wanted.start < one.end for one in others):
        return
    hours = f"{wanted.start:%m-%d %H:%M}–{wanted.end:%H:%M}"
    relaxed = who.model_copy(update={"availability": tuple(sorted([*others, wanted], key=lambda one: one.start))})
    if window is None:
        clause = Text(f"volunteer {who.id} were free on {hours} too", f"志愿者{who.id}在{hours}也可服务")
        yield Relaxation(A_NEW_WINDOW + wanted.minutes, clause, volunteer=relaxed)
        return
    more = wanted.minutes - window.minutes
    if more > 0:
        clause = Text(
            f"volunteer {who.id} were free on {hours} ({more} minutes longer)",
            f"志愿者{who.id}的可服务时段延长为{hours}（多{more}分钟）",
        )
        yield Relaxation(more, clause, volunteer=relaxed)


def _higher_limit(stuck: Stuck) -> Iterator[Relaxation]:
    """One of the three limits, by no more than the visit needs."""
    who, minutes = stuck.volunteer, stuck.need.minutes
    for field, default, unit, zh, steps, effort in (
        ("max_minutes_per_week", "minutes_per_week", ("minute", "a week"), "每周服务分钟数", (stuck.size, minutes), 1),
        ("max_minutes_per_day", "minutes_per_day", ("minute", "a day"), "每日服务分钟数", (stuck.size, minutes), 1),
        ("max_visits_per_day", "visits_per_day", ("visit", "a day"), "每日服务次数", (1,), ONE_VISIT_MORE),
    ):
        own = getattr(who, field)
        limit = getattr(stuck.rule, default, 0) if own is None else own
        for more in sorted(set(steps)):
            most = wording.counted(limit + more, unit[0])
            clause = Text(
                f"volunteer {who.id} might serve {most} {unit[1]} instead of {limit}",
                f"志愿者{who.id}的{zh}上限由{limit}提高到{limit + more}",
            )
            yield Relaxation(effort * more, clause, volunteer=who.model_copy(update={field: limit + more}))


def _wider_circle(stuck: Stuck) -> Iterator[Relaxation]:
    more, minutes = _ceil(stuck.size), getattr(stuck.rule, "minutes", None)
    if minutes is not None and more <= MOST_BEYOND_THE_CIRCLE:
        clause = Text(
            f"the circle were {minutes + more} instead of {minutes} minutes",
            f"服务圈由{minutes}分钟放宽到{minutes + more}分钟",
        )
        wider = stuck.rule.model_copy(update={"minutes": minutes + more})
        yield Relaxation(PER_MINUTE_OF_CIRCLE * more, clause, rule=wider)


def _any_language_or_gender(stuck: Stuck) -> Iterator[Relaxation]:
    need = stuck.need
    if need.languages:
        clause = Text(
            f"a volunteer who does not speak {wording.languages(need).en} were accepted",
            f"不要求会{wording.languages(need).zh}",
        )
        yield Relaxation(ANY_LANGUAGE, clause, need=need.model_copy(update={"languages": ()}))
    if need.gender is not None:
        asked = wording.gender(need.gender)
        clause = Text(f"a volunteer who is not {asked.en} were accepted", f"不要求志愿者性别为{asked.zh}")
        yield Relaxation(ANY_GENDER, clause, need=need.model_copy(update={"gender": None}))


def _certificates(stuck: Stuck) -> Iterator[Relaxation]:
    who, asked = stuck.volunteer, dict.fromkeys(stuck.need.qualifications)
    held = {one.name for one in who.qualifications}
    kept = [one for one in who.qualifications if one.name not in asked]
    valid = [*kept, *(Qualification.model_construct(name=name, valid_until=None) for name in asked)]
    relaxed = who.model_copy(update={"qualifications": tuple(valid)})
    names = wording.certificates(stuck.need)
    if held.issuperset(asked):
        clause = Text(
            f"volunteer {who.id} had the certificate {names.en} renewed", f"志愿者{who.id}的资质（{names.zh}）续期"
        )
        yield Relaxation(A_CERTIFICATE_RENEWED, clause, volunteer=relaxed)
    else:
        clause = Text(f"volunteer {who.id} held the certificate {names.en}", f"志愿者{who.id}取得资质（{names.zh}）")
        yield Relaxation(A_CERTIFICATE_MORE, clause, volunteer=relaxed)


def _one_service_more(stuck: Stuck) -> Iterator[Relaxation]:
    who, asked = stuck.volunteer, wording.service(stuck.need.service)
    clause = Text(f"volunteer {who.id} offered {asked.en} too", f"志愿者{who.id}也提供{asked.zh}服务")
    services = (*who.services, stuck.need.service)
    yield Relaxation(A_SERVICE_MORE, clause, volunteer=who.model_copy(update={"services": services}))


def _no_exclusion(stuck: Stuck) -> Iterator[Relaxation]:
    """Of a volunteer who said no themselves nothing is guessed."""
    who = stuck.volunteer.id
    if who not in stuck.need.excluded_volunteers:
        return
    excluded = tuple(one for one in stuck.need.excluded_volunteers if one != who)
    clause = Text(f"the need no longer excluded volunteer {who}", f"该需求不再排除志愿者{who}")
    yield Relaxation(AN_EXCLUSION_LESS, clause, need=stuck.need.model_copy(update={"excluded_volunteers": excluded}))


def _without_the_rule(stuck: Stuck) -> Iterator[Relaxation]:
    if "off" in stuck.rule.levels:
        name, said = stuck.rule.name, stuck.rule.statement
        clause = Text(f"the rule {name} ({said.en}) did not hold", f"不执行规则{name}（{said.zh}）")
        yield Relaxation(A_RULE_LESS, clause, dropped=name)


def _nothing(stuck: Stuck) -> Iterator[Relaxation]:
    return iter(())


_GUESSES: dict[str, Callable[[Stuck], Iterator[Relaxation]]] = {
    "availability": _longer_availability,
    "load_limits": _higher_limit,
    "service_circle": _wider_circle,
    "language_and_gender": _any_language_or_gender,
    "qualification_valid": _certificates,
    "service_match": _one_service_more,
    "excluded_pair": _no_exclusion,
    "visit_window": _nothing,
    "weekly_frequency": _nothing,
    "travel_between": _nothing,
    "crew_together": _nothing,
    "one_visit_at_a_time": _nothing,
    "one_person_one_place": _nothing,
    "pinned": _nothing,
}
"""Where nothing is guessed, other times or fewer volunteers are tried instead."""


def _ceil(minutes: int) -> int:
    return -(-minutes // ROUND) * ROUND


def _floor(minutes: int) -> int:
    return minutes // ROUND * ROUND
