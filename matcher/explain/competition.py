"""Competition: a visit that could be had if standing visits were given up, which ones they are, and what that would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.domain import Volunteer
from matcher.explain.attempts import Attempt
from matcher.explain.prospects import Prospects
from matcher.explain.rulebook import Rulebook, Scope
from matcher.explain.scene import Scene, score
from matcher.explain.standing import Excerpt, Standing
from matcher.timetable import Stop

MOST_EXCHANGES = 8
"""Exchanges looked at per need, those that displace least first; the cheapest of them is told."""


@dataclass(frozen=True)
class Exchange:
    """A visit by a crew, the standing visits that would have to make room for it, and the points by rule."""

    start: int
    crew: tuple[Volunteer, ...]
    displaced: tuple[Stop, ...]
    firm: bool
    """Some of the displaced may not be given up: they are pinned, or stand by an override."""
    points: dict[str, int]

    @property
    def total(self) -> int:
        """Points that the exchange adds; negative if it is worth while."""
        return sum(self.points.values())


class Losses:
    """What giving up a standing visit costs, and whether it may be given up at all; asked once per visit."""

    def __init__(self, standing: Standing, rulebook: Rulebook) -> None:
        self._standing = standing
        self._rulebook = rulebook
        self._known: dict[int, tuple[int, bool]] = {}

    def points(self, stop: Stop) -> int:
        """Points that the roster without the visit has more."""
        return self._of(stop)[0]

    def firm(self, stop: Stop) -> bool:
        """Some rule forbids to give it up, or somebody lets it stand though it breaks a rule."""
        return bool(self._standing.timetable.overrides(stop)) or self._of(stop)[1]

    def _of(self, stop: Stop) -> tuple[int, bool]:
        if id(stop) not in self._known:
            around = self._standing.around((stop.need,), stop.volunteers)
            before = self._standing.excerpt(around, [one.need for one in around], ())
            after = before.altered(removed=(stop,))
            points = sum(score(after, self._rulebook.soft).values()) - sum(score(before, self._rulebook.soft).values())
            self._known[id(stop)] = points, self._forbidden(before, after)
        return self._known[id(stop)]

    def _forbidden(self, before: Excerpt, after: Excerpt) -> bool:
        for rule in self._rulebook.joint:
            broken = set(rule.audit(after))
            if broken and broken - set(rule.audit(before)):
                return True
        return False


def best_exchange(prospects: Prospects, losses: Losses) -> Exchange | None:
    """The exchange that costs least, one without firm visits first; None if the need could not be served even so."""
    best: Exchange | None = None
    for bound, start, crew in sorted(_ideas(prospects, losses), key=_by_bound)[:MOST_EXCHANGES]:
        if best is not None and not best.firm and sum(map(losses.points, best.displaced)) <= bound:
            break
        prospects.deadline.check()
        displaced = _displaced(prospects, losses, start, crew)
        if displaced:
            exchange = Exchange(
                start, crew, displaced, any(map(losses.firm, displaced)), _points(prospects, start, crew, displaced)
            )
            best = exchange if best is None else min(best, exchange, key=lambda one: (one.firm, one.total))
    return best


Idea = tuple[int, int, tuple[Volunteer, ...]]
"""The least that must be lost, a start, a crew."""


def _by_bound(idea: Idea) -> tuple[int, int, tuple[str, ...]]:
    return idea[0], idea[1], tuple(volunteer.id for volunteer in idea[2])


def _ideas(prospects: Prospects, losses: Losses) -> Iterator[Idea]:
    """By start: each volunteer for whom only other visits stand in the way, or the crew that would lose least.

    Of those who would lose as little, those who get furthest come first.
    """
    crew = prospects.need.crew
    by_start: dict[int, list[tuple[int, int, int, Volunteer]]] = {}
    for place, volunteer in enumerate(prospects.eligible):
        for attempt in filter(hindered_by_others, prospects.attempts[volunteer.id]):
            loss = _least_loss(prospects, losses, attempt)
            by_start.setdefault(attempt.start, []).append((loss, -attempt.depth, place, volunteer))
    for start, pool in by_start.items():
        if crew == 1:
            yield from ((loss, start, (volunteer,)) for loss, *_, volunteer in pool)
        elif len(pool) >= crew:
            chosen = sorted(pool, key=lambda one: one[:3])[:crew]
            yield sum(loss for loss, *_ in chosen), start, tuple(volunteer for *_, volunteer in chosen)


def hindered_by_others(attempt: Attempt) -> bool:
    """Clean or stopped by what stands, other than the need's own visits."""
    if attempt.scope is Scope.NEED:
        return attempt.breaches[0].rule not in ("weekly_frequency", "visit_window")
    return attempt.scope is not Scope.ALONE


def _least_loss(prospects: Prospects, losses: Losses, attempt: Attempt) -> int:
    """Visits at the very time of the attempt can't stand beside it."""
    end = attempt.start + prospects.need.minutes
    own = prospects.standing.timetable.stops_of_volunteer[attempt.volunteer.id]
    return sum(max(0, losses.points(stop)) for stop in own if stop.start < end and attempt.start < stop.end)


def _displaced(prospects: Prospects, losses: Losses, start: int, crew: tuple[Volunteer, ...]) -> tuple[Stop, ...]:
    """The fewest visits that must go: all others are put back one by one, those that cost most to lose first.

    Empty if the visit cannot be had though all others go.
    """
    around = prospects.trials.around(*crew)

    def stand(stops: Sequence[Stop]) -> bool:
        scene = Scene(prospects.standing, prospects.rulebook, prospects.need, crew, stops)
        return not scene.first_breaches(start)

    kept = [stop for stop in around if stop.need.id == prospects.need.id]
    if not stand(kept):
        return ()
    others = [stop for stop in around if stop.need.id != prospects.need.id]
    day = [stop for stop in others if start <= stop.end and stop.start <= start + prospects.need.minutes]
    far = [stop for stop in others if not any(stop is one for one in day)]
    if stand([*kept, *far]):
        kept, others = [*kept, *far], day
    displaced = []
    for stop in sorted(others, key=lambda one: (not losses.firm(one), -losses.points(one), one.start)):
        if stand([*kept, stop]):
            kept.append(stop)
        else:
            displaced.append(stop)
    return tuple(sorted(displaced, key=lambda one: one.start))


def _points(prospects: Prospects, start: int, crew: tuple[Volunteer, ...], displaced: Iterable[Stop]) -> dict[str, int]:
    needs = [prospects.need, *(stop.need for stop in displaced)]
    people = [*crew, *(volunteer for stop in displaced for volunteer in stop.volunteers)]
    around = prospects.standing.around(needs, people)
    return Scene(prospects.standing, prospects.rulebook, prospects.need, crew, around).points(start, tuple(displaced))
