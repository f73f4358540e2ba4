"""One new need goes through the waist alone: every rule writes it as it writes a week, and its column is read off."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Familiarity, Need, Problem, Volunteer, Window
from matcher.engine.match import Column, Served, Standing
from matcher.matching.newcomer import with_need_alone
from matcher.matching.vicinity import Narrowed, Vicinity
from matcher.policy import Policy
from matcher.travel import Place, base_of, place_of, travel_times
from matcher.waist import Waist
from matcher.waist.candidates import Pairs
from matcher.waist.instance import Ints, Points


class OneNeed(Waist):
    """A waist that knows its volunteers from the standing instance: what rules say of them alone is not written again."""

    def open_tour(self, volunteer: int, window: Window) -> None:
        """Known."""

    def limit(self, scope: str, quantity: int, most: NDArray[np.integer]) -> None:
        """Known."""

    def charge_load(self, volunteer: int, points: NDArray[np.int64]) -> None:
        """Known."""


class PairsOfOneNeed(Narrowed):
    """The need with each of its people who offers it and is near enough."""

    def __init__(self, problem: Problem, policy: Policy, way_from_base: Points) -> None:
        super().__init__(problem, policy)
        self._way_from_base = way_from_base

    @cached_property
    def pairs(self) -> Pairs:
        """By people; `way_from_base` has been found already."""
        word, near = self.word(), np.ones(len(self.problem.volunteers), dtype=np.bool_)
        if self.offers:
            near &= np.array([word in offered for offered in self.offers], dtype=np.bool_)
        if self.minutes is not None:
            near &= self._way_from_base <= self.minutes
        who = np.flatnonzero(near).astype(np.int32)
        every_day = np.full(len(who), (1 << self.problem.week.days) - 1, dtype=np.int32)
        return Pairs(who, np.zeros(len(who), dtype=np.int32), self._way_from_base[who].astype(np.int32), every_day)


class Columns:
    """Writes columns of new needs; everything that does not depend on the need is looked up once."""

    def __init__(self, problem: Problem, policy: Policy, standing: Standing) -> None:
        self._problem = problem
        self._policy = policy
        self._standing = standing
        self._vicinity = Vicinity(problem, policy)
        self._travel = list(travel_times(problem).values())
        self._position = {volunteer.id: position for position, volunteer in enumerate(problem.volunteers)}
        self._of_cadre = {
            one.cadre: position for position, one in enumerate(problem.volunteers) if one.cadre is not None
        }
        modes = {mode: number for number, mode in enumerate(problem.travel)}
        self._mode = np.array([modes[volunteer.mode] for volunteer in problem.volunteers], dtype=np.int8)
        bases, places = [base_of(one) for one in problem.volunteers], [place_of(one, problem) for one in problem.needs]
        self._home = {cadre.id: len(bases) + len(places) + k for k, cadre in enumerate(problem.cadres)}
        self._places = [*bases, *places, *(Place(cadre.id, cadre.location) for cadre in problem.cadres)]
        self._ways = [travel.among(self._places) for travel in self._travel]
        self._history: dict[str, list[Familiarity]] = defaultdict(list)
        for entry in problem.history:
            self._history[entry.cadre].append(entry)
        named = dict.fromkeys(cadre for need in problem.needs for cadre in need.cadres)
        self._cadre = {cadre: position for position, cadre in enumerate(named)}

    def column(self, need: Need) -> Column:
        """The column of a need that fits the problem."""
        people = self._people(need)
        near = self._near(need, [self._problem.volunteers[position] for position in people])
        stops, stop_ptr = self._standing.stops_of(people)
        way_in, way_out, stop_in, stop_out = self._there_and_back(need, people, stops, stop_ptr)
        waist = OneNeed(near, PairsOfOneNeed(near, self._policy, way_in))
        for rule in self._policy.rules:
            rule.compile(waist)
        pairs = np.flatnonzero(waist.pair_days)
        who = waist.pairs.volunteer[pairs]
        theirs = np.isin(np.repeat(np.arange(len(people)), np.diff(stop_ptr)), who)
        return Column(
            minutes=need.minutes,
            crew=int(waist.crew[0]),
            pattern_points=waist.pattern_points[0],
            faces=waist.face_points * max(0, int(waist.crew[0]) - int(waist.free_faces[0])),
            served=tuple(self._served(waist, people, cadre) for cadre in waist.cadre_position),
            starts=_starts(waist),
            volunteer=people[who],
            days=waist.pair_days[pairs],
            points=waist.pair_points[pairs].astype(np.int64),
            way_in=way_in[who],
            way_out=way_out[who],
            stop_in=stop_in[theirs],
            stop_out=stop_out[theirs],
        )

    def _people(self, need: Need) -> Ints:
        """Positions of all whom the rules might ask about: those near, those named, and those who are its cadres."""
        declined = (one.volunteer for one in need.declined)
        asked = (*need.excluded_volunteers, *need.preferred_volunteers, *declined)
        named = [self._position[one] for one in asked]
        known = [self._position[entry.volunteer] for entry in self._history.get(need.cadre, ())]
        themselves = [self._of_cadre[cadre] for cadre in need.cadres if cadre in self._of_cadre]
        alone = with_need_alone(need, self._problem)
        near = self._vicinity.near(Narrowed(alone, self._policy).word(), place_of(need, alone).point)
        people: Ints = np.unique(np.concatenate((near, np.array(named + known + themselves, dtype=np.int32))))
        return people

    def _near(self, need: Need, volunteers: Sequence[Volunteer]) -> Problem:
        """A whole problem of this need and these people."""
        return Problem.model_construct(
            week=self._problem.week,
            timezone=self._problem.timezone,
            grid_minutes=self._problem.grid_minutes,
            travel=self._problem.travel,
            stations=self._problem.stations,
            cadres=tuple(self._problem.cadre_by_id[cadre] for cadre in need.cadres),
            volunteers=tuple(volunteers),
            needs=(need,),
            history=tuple(self._history.get(need.cadre, ())),
            published=(),
        )

    def _served(self, waist: Waist, people: Ints, cadre: str) -> Served:
        position = waist.cadre_position[cadre]
        helper = int(waist.cadre_volunteer[position])
        return Served(
            cadre=self._cadre.get(cadre, -1),
            unserved_points=int(waist.cadre_unserved_points[position]),
            apart=bool(waist.cadre_apart[position]),
            helper=int(people[helper]) if helper >= 0 else -1,
        )

    def _there_and_back(
        self, need: Need, people: Ints, stops: Ints, stop_ptr: Ints
    ) -> tuple[Points, Points, Points, Points]:
        """From everybody's base to the need's place and back, then from all their stops and back."""
        needs = self._standing.stop_visit[stops] // self._standing.days
        places: Ints = np.concatenate((people, len(self._problem.volunteers) + needs)).astype(np.int32)
        modes = np.concatenate((self._mode[people], np.repeat(self._mode[people], np.diff(stop_ptr))))
        both = np.zeros((2, len(places)), dtype=np.int64)
        for mode in np.unique(modes).tolist():
            which = np.flatnonzero(modes == mode)
            ways, here, others = self._ways[mode], self._home[need.cadre], places[which]
            if need.location is not None:
                known = [self._places[place] for place in others.tolist()]
                ways = self._travel[mode].among([*known, Place(need.id, need.location)])
                here, others = len(known), np.arange(len(known), dtype=np.int32)
            there = np.full(len(which), here)
            both[:, which] = ways(np.stack((others, there)), np.stack((there, others)))
        to, back = both
        n = len(people)
        return to[:n], back[:n], to[n:], back[n:]


def _starts(waist: Waist) -> Points:
    """Every start on the grid with its points, ascending."""
    step = waist.problem.grid_minutes
    laid = [np.zeros((0, 2), dtype=np.int64)]
    for visit in sorted(waist.starts):
        for first, last, points in waist.starts[visit].priced(waist.start_charges.get(visit, ())):
            starts = np.arange(first, last + 1, step, dtype=np.int64)
            laid.append(np.column_stack((starts, np.full(len(starts), points, dtype=np.int64))))
    return np.concatenate(laid)
