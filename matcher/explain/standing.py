"""The standing roster, indexed once: who is where, and the little of it that one more visit would concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property

from matcher.domain import Familiarity, Need, Problem, PublishedVisit, Roster, Visit, Volunteer
from matcher.timetable import Stop, Timetable
from matcher.travel import place_of


class Excerpt(Timetable):
    """Some stops of a timetable, in a problem that holds no more than they concern; rules read it like any other."""

    def __init__(self, whole: Timetable, problem: Problem, stops: Iterable[Stop]) -> None:
        self.problem = problem
        self.roster = whole.roster
        self.travel = whole.travel
        self.stops = tuple(sorted(stops, key=lambda stop: stop.start))

    def altered(self, added: Iterable[Stop] = (), removed: Sequence[Stop] = ()) -> Excerpt:
        """The same excerpt with a few stops more and a few less."""
        kept = (stop for stop in self.stops if not any(stop is one for one in removed))
        return Excerpt(self, self.problem, (*kept, *added))


class Standing:
    """Problem and roster as they stand. Raises BadInput where the roster names what the problem lacks."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.timetable = Timetable(problem, roster)

    @cached_property
    def volunteer_of_cadre(self) -> dict[str, Volunteer]:
        """Cadres who volunteer themselves."""
        return {one.cadre: one for one in self.problem.volunteers if one.cadre is not None}

    def joined_by(self, need: Need, problem: Problem) -> Standing:
        """The same visits in the problem that has one need more, which has none; what is known of them is not read again."""
        joined = copy(self)
        joined.problem = problem
        joined.timetable = copy(self.timetable)
        joined.timetable.problem = problem
        table, known = joined.timetable, self.timetable
        table.__dict__["stops_of_need"] = {**known.stops_of_need, need.id: ()}
        table.__dict__["stops_of_cadre"] = dict.fromkeys(need.cadres, ()) | known.stops_of_cadre
        return joined

    def missing(self, need: Need) -> int:
        """Visits that the roster lacks."""
        return max(0, need.visits - len(self.timetable.stops_of_need[need.id]))

    def stop(self, need: Need, start: int, volunteers: Sequence[Volunteer]) -> Stop:
        """The stop that a visit at this minute of the week would be."""
        end = start + need.minutes
        visit = Visit.model_construct(
            need=need.id,
            start=self.problem.moment(start),
            end=self.problem.moment(end),
            volunteers=tuple(volunteer.id for volunteer in volunteers),
            pinned=False,
        )
        return Stop(visit, need, place_of(need, self.problem), start, end, tuple(volunteers))

    def around(self, needs: Iterable[Need], volunteers: Iterable[Volunteer]) -> tuple[Stop, ...]:
        """Every standing stop that shares a volunteer, a cadre or a need with visits of these needs by these volunteers.

        A cadre who volunteers is one person: visits received count with visits given.
        """
        table = self.timetable
        people = {volunteer.id: volunteer for volunteer in volunteers}
        found: dict[int, Stop] = {}
        for need in needs:
            found |= {id(stop): stop for stop in table.stops_of_need[need.id]}
            for cadre in need.cadres:
                found |= {id(stop): stop for stop in table.stops_of_cadre.get(cadre, ())}
                if cadre in self.volunteer_of_cadre:
                    people[self.volunteer_of_cadre[cadre].id] = self.volunteer_of_cadre[cadre]
        for volunteer in people.values():
            found |= {id(stop): stop for stop in table.stops_of_volunteer[volunteer.id]}
            if volunteer.cadre is not None:
                found |= {id(stop): stop for stop in table.stops_of_cadre.get(volunteer.cadre, ())}
        return tuple(sorted(found.values(), key=lambda stop: stop.start))

    def excerpt(self, stops: Sequence[Stop], needs: Sequence[Need], volunteers: Sequence[Volunteer]) -> Excerpt:
        """These stops and whom they concern; `needs` and `volunteers` may differ from the problem's own (same ids)."""
        of_needs = {stop.need.id: stop.need for stop in stops} | {need.id: need for need in needs}
        people = {volunteer.id: volunteer for stop in stops for volunteer in stop.volunteers}
        cadres = dict.fromkeys(cadre for need in of_needs.values() for cadre in need.cadres)
        both = [self.volunteer_of_cadre[cadre] for cadre in cadres if cadre in self.volunteer_of_cadre]
        people |= {volunteer.id: volunteer for volunteer in (*both, *volunteers)}
        problem = Problem.model_construct(
            version=1,
            week=self.problem.week,
            timezone=self.problem.timezone,
            grid_minutes=self.problem.grid_minutes,
            travel=self.problem.travel,
            stations=self.problem.stations,
            cadres=tuple(self.problem.cadre_by_id[cadre] for cadre in cadres),
            volunteers=tuple(people.values()),
            needs=tuple(of_needs.values()),
            history=tuple(entry for cadre in cadres for entry in self._history.get(cadre, ())),
            published=tuple(visit for need in of_needs for visit in self._published.get(need, ())),
        )
        return Excerpt(self.timetable, problem, stops)

    @cached_property
    def _history(self) -> dict[str, list[Familiarity]]:
        of_cadre: dict[str, list[Familiarity]] = defaultdict(list)
        for entry in self.problem.history:
            of_cadre[entry.cadre].append(entry)
        return of_cadre

    @cached_property
    def _published(self) -> dict[str, list[PublishedVisit]]:
        of_need: dict[str, list[PublishedVisit]] = defaultdict(list)
        for visit in self.problem.published:
            of_need[visit.need].append(visit)
        return of_need
