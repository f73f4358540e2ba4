"""The suggestion: of all single relaxations tried the one of least effort under which the need's next visit breaks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from matcher.domain import Text, Volunteer
from matcher.domain.clock import MINUTES_PER_DAY
from matcher.explain import wording
from matcher.explain.attempts import Attempt, Trials, objections
from matcher.explain.loosening import A_NEW_WINDOW, Stuck, guesses, least_effort
from matcher.explain.misses import Miss, Misses
from matcher.explain.other_times import at_other_times, with_a_smaller_gap
from matcher.explain.prospects import Prospects
from matcher.explain.relaxation import Idea, Relaxation, Source
from matcher.rules.rule import PairRule

MOST_LOOKED_AT = 12
"""Attempts of eligible volunteers that are looked at closely; those of least effort first."""

ONE_FEWER = 100


@dataclass(frozen=True)
class Suggestion:
    """A relaxation and the visit it was tried with."""

    relaxation: Relaxation
    start: int
    crew: tuple[Volunteer, ...]

    def text(self, prospects: Prospects) -> Text:
        """If volunteer v7 …, they could come on 11-24 09:00."""
        when, clause = wording.clock(prospects.standing.problem, self.start), self.relaxation.clause
        loosened = self.relaxation.volunteer
        if loosened is not None and [one.id for one in self.crew] == [loosened.id]:
            return Text(f"If {clause.en}, they could come on {when}.", f"若{clause.zh}，即可于{when}服务。")
        who = wording.who(self.crew)
        return Text(f"If {clause.en}, {who.en} could come on {when}.", f"若{clause.zh}，{who.zh}即可于{when}服务。")


def suggestion(prospects: Prospects, misses: Misses) -> Suggestion | None:
    """The smallest relaxation found, by effort; None if none of those tried serves the need. Raises OutOfTime."""
    best: Suggestion | None = None
    for least, ideas in _sources(prospects, misses):
        if best is not None and best.relaxation.effort <= least:
            continue
        for relaxation, start, people in ideas:
            if best is None or relaxation.effort < best.relaxation.effort:
                prospects.deadline.check()
                crew = _served(prospects, relaxation, start, people)
                if crew:
                    best = Suggestion(relaxation, start, crew)
    return best


def _sources(prospects: Prospects, misses: Misses) -> Iterator[Source]:
    """Roughly in order of effort."""
    yield from _about_eligible(prospects)
    yield from at_other_times(prospects)
    yield from with_a_smaller_gap(prospects)
    yield ONE_FEWER, _smaller_crew(prospects)
    for least, _, rule in sorted(
        (least_effort(rule.name, 1) or 0, place, rule) for place, rule in enumerate(prospects.rulebook.pair)
    ):
        yield least, _about_pair(prospects, misses, rule)


def _about_eligible(prospects: Prospects) -> Iterator[Source]:
    """Attempts of volunteers whom no rule about pairs stops: of each on each date the one that seems to take least."""
    least: dict[tuple[str, int], tuple[int, int, Volunteer]] = {}
    for volunteer in prospects.eligible:
        for attempt in prospects.attempts[volunteer.id]:
            if not attempt.clean and (effort := _least_effort_of_attempt(prospects, attempt)) is not None:
                idea, key = (effort, attempt.start, volunteer), (volunteer.id, attempt.day)
                least[key] = min(least.get(key, idea), idea, key=lambda one: one[:2])
    for effort, start, volunteer in sorted(least.values(), key=lambda one: one[:2])[:MOST_LOOKED_AT]:
        yield effort, _about_attempt(prospects, volunteer, start)


def _least_effort_of_attempt(prospects: Prospects, attempt: Attempt) -> int | None:
    """No guess takes less; where the volunteer is not available at all, it takes a new window."""
    rule = attempt.breaches[0].rule
    if rule == "availability" and attempt.size >= prospects.need.minutes:
        return A_NEW_WINDOW + attempt.size
    return least_effort(rule, attempt.size)


def _about_attempt(prospects: Prospects, volunteer: Volunteer, start: int) -> Iterator[Idea]:
    prospects.deadline.check()
    yield from _loosened(prospects, Miss(volunteer, start, prospects.trials.everything(volunteer, start)))


def _about_pair(prospects: Prospects, misses: Misses, rule: PairRule) -> Iterator[Idea]:
    """Visits that a single rule about pairs stands against."""
    for miss in misses.stopped_only_by(rule):
        yield from _loosened(prospects, miss)


def _loosened(prospects: Prospects, miss: Miss) -> Iterator[Idea]:
    if len(miss.rules) == 1:
        (name,) = miss.rules
        rule = next(one for one in (*prospects.rulebook.pair, *prospects.rulebook.joint) if one.name == name)
        stuck = Stuck(prospects.standing, prospects.need, miss.volunteer, miss.start, rule, miss.size(name))
        others = [one for one in prospects.able.get(miss.start, ()) if one.id != miss.volunteer.id]
        for relaxation in guesses(stuck):
            yield relaxation, miss.start, (relaxation.volunteer or miss.volunteer, *others)


def _smaller_crew(prospects: Prospects) -> Iterator[Idea]:
    """One volunteer fewer, while no visit of the need stands."""
    need = prospects.need
    if need.crew > 1 and not prospects.standing.timetable.stops_of_need[need.id]:
        fewer = need.crew - 1
        clause = Text(
            f"{wording.counted(fewer, 'volunteer')} {'was' if fewer == 1 else 'were'} enough instead of {need.crew}",
            f"所需人数由{need.crew}人减为{fewer}人",
        )
        relaxation = Relaxation(ONE_FEWER, clause, need=need.model_copy(update={"crew": fewer}))
        for start, able in prospects.able.items():
            if len(able) >= fewer:
                yield relaxation, start, able


def _served(
    prospects: Prospects, relaxation: Relaxation, start: int, people: tuple[Volunteer, ...]
) -> tuple[Volunteer, ...]:
    """The first of these people, as many as the crew, if their visit breaks nothing once the relaxation holds."""
    standing = prospects.standing
    rulebook, need = relaxation.rulebook(prospects.rulebook), relaxation.need or prospects.need
    date = standing.problem.week.start + timedelta(days=start // MINUTES_PER_DAY)
    crew = people[: need.crew]
    if len(crew) < need.crew:
        return ()
    for one in crew:
        if any(True for _ in objections(standing, rulebook.pair, need, one, date)):
            return ()
    return () if Trials(standing, rulebook, need).together(crew, start) else crew
