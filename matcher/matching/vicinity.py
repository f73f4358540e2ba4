"""Who is near enough to a place to serve there, as far as the rules narrow it down: found without looking at every rule."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Point, Problem
from matcher.policy import Policy
from matcher.travel import travel_times
from matcher.travel.by_speed import EARTH_RADIUS_METRES
from matcher.waist.candidates import Candidates
from matcher.waist.instance import Ints


class Narrowed(Candidates):
    """What the rules of a policy say about pairs before there are any."""

    def __init__(self, problem: Problem, policy: Policy) -> None:
        super().__init__(problem)
        for rule in policy.rules:
            rule.narrow(self)

    def word(self) -> str:
        """What the first need asks for, as volunteers offer it."""
        return self._asks[0] if self._asks else ""

    @property
    def offers(self) -> Sequence[frozenset[str]]:
        """Words that each volunteer offers; empty where no rule asks."""
        return self._offers

    @property
    def minutes(self) -> int | None:
        """The longest way from the base, where a rule limits it."""
        return self._minutes


class Vicinity:
    """Volunteers by what they offer and how they travel, with their bases on the unit sphere."""

    def __init__(self, problem: Problem, policy: Policy) -> None:
        narrowed = Narrowed(problem, policy)
        groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for position, volunteer in enumerate(problem.volunteers):
            for word in narrowed.offers[position] if narrowed.offers else ("",):
                groups[word][volunteer.mode].append(position)
        bases = _on_the_sphere([volunteer.location for volunteer in problem.volunteers])
        self._groups = {
            word: {mode: (np.array(who, dtype=np.int32), bases[who]) for mode, who in by_mode.items()}
            for word, by_mode in groups.items()
        }
        self._radius = {
            mode: travel.furthest_metres(narrowed.minutes) if narrowed.minutes is not None else np.inf
            for mode, travel in travel_times(problem).items()
        }

    def near(self, word: str, place: Point) -> Ints:
        """Positions of everybody who offers the word and might, by the minutes allowed, reach the place."""
        here = _on_the_sphere([place])[0]
        found = [np.empty(0, dtype=np.int32)]
        for mode, (who, bases) in self._groups.get(word, {}).items():
            angle = min(self._radius[mode] / EARTH_RADIUS_METRES, np.pi)
            chord = 2 * np.sin(angle / 2) * (1 + 1e-9) + 1e-9
            found.append(who[((bases - here) ** 2).sum(axis=1) <= chord**2])
        return np.concatenate(found)


def _on_the_sphere(points: Sequence[Point]) -> NDArray[np.float64]:
    degrees = np.radians(np.array([(point.lat, point.lon) for point in points], dtype=np.float64).reshape(-1, 2))
    lat, lon = degrees[:, 0], degrees[:, 1]
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
