"""Every roster of a tiny week on a coarse clock: whatever visits, starts and crews there can be, sound or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, combinations, combinations_with_replacement, product

from matcher.domain import Need, Problem, Visit
from tests.building import at

Crew = tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """What is tried: clocks on every date, crews for every need, and how many visits of a need on one date."""

    clocks: Sequence[str]
    crews: Sequence[Crew]
    a_day: int = 1

    def rosters(self, week: Problem) -> Iterator[tuple[Visit, ...]]:
        """All combinations of what each need may get on each date."""
        days = [self._of_day(need, day) for need in week.needs for day in range(week.week.days)]
        return (tuple(chain.from_iterable(parts)) for parts in product(*days))

    def _of_day(self, need: Need, day: int) -> list[tuple[Visit, ...]]:
        visits = [self._visit(need, clock, day, crew) for clock in self.clocks for crew in self.crews]
        return [some for number in range(self.a_day + 1) for some in combinations_with_replacement(visits, number)]

    def _visit(self, need: Need, clock: str, day: int, crew: Crew) -> Visit:
        start = at(clock, day)
        return Visit(need=need.id, start=start, end=start + timedelta(minutes=need.minutes), volunteers=crew)


def subsets(*volunteers: str) -> list[Crew]:
    """Every crew of at least one of them."""
    return [crew for size in range(1, len(volunteers) + 1) for crew in combinations(volunteers, size)]
