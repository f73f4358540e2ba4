"""An option counted again by the rules themselves, on the little of the roster that it concerns: points rule by rule."""

from datetime import datetime

from matcher.domain import InternalError, Need
from matcher.explain.rulebook import Rulebook
from matcher.explain.scene import score
from matcher.explain.standing import Excerpt, Standing
from matcher.matching.options import Option
from matcher.policy import Policy
from matcher.timetable import Stop


class Measuring:
    """Options of needs that are new to a standing roster."""

    def __init__(self, standing: Standing, policy: Policy) -> None:
        self._standing = standing
        self._policy = policy
        self._rulebook = Rulebook.of(policy)

    def measured(self, need: Need, option: Option) -> Option:
        """Counted, and looked at by every hard rule; raises InternalError where one of them says otherwise."""
        before, after = self._both(need, option)
        for rule in self._policy.hard:
            broken = set(rule.audit(after)) - set(rule.audit(before))
            if broken:
                raise InternalError(f"An option breaks {rule.name}: {next(iter(broken)).text.en}")
        return self._counted(need, option, before, after)

    def counted(self, need: Need, option: Option) -> Option:
        """With its points by rule, zeros left out, and the ways to it; raises InternalError where the count says otherwise.

        Hard rules are not asked: whoever takes the option lets the audit look at the whole roster.
        """
        return self._counted(need, option, *self._both(need, option))

    def _counted(self, need: Need, option: Option, before: Excerpt, after: Excerpt) -> Option:
        was, now = score(before, self._rulebook.soft), score(after, self._rulebook.soft)
        by_rule = {name: now[name] - was[name] for name in now if now[name] != was[name]}
        if sum(by_rule.values()) != option.points:
            raise InternalError(f"The engine counts {option.points} points, the rules {sum(by_rule.values())}.")
        ways = {
            tour.volunteer.id: way
            for tour in after.tours
            for stop, way in zip(tour.stops, tour.ways, strict=False)
            if stop.need.id == need.id
        }
        return option.model_copy(update={"by_rule": by_rule, "ways": tuple(ways[one] for one in option.volunteers)})

    def _both(self, need: Need, option: Option) -> tuple[Excerpt, Excerpt]:
        """All that stands around the option, without it and with it."""
        standing, problem = self._standing, self._standing.problem
        crew = [problem.volunteer_by_id[one] for one in option.volunteers]
        shifts = [(self._stop(shift.need, shift.moved_from), shift.moved_to) for shift in option.shifts]
        displaced = [self._stop(*visit.key) for visit in option.displaced]
        disturbed = [stop for stop, _ in shifts] + displaced
        themselves = [standing.volunteer_of_cadre[one] for one in need.cadres if one in standing.volunteer_of_cadre]
        people = [*crew, *themselves, *(one for stop in disturbed for one in stop.volunteers)]
        stops = {id(stop): stop for stop in standing.around([stop.need for stop in disturbed], people)}
        stops |= {id(stop): stop for one in need.cadres for stop in standing.timetable.stops_of_cadre.get(one, ())}
        before = standing.excerpt(tuple(stops.values()), (need,), people)
        moved = [standing.stop(stop.need, problem.minute(start), stop.volunteers) for stop, start in shifts]
        new = standing.stop(need, problem.minute(option.start), crew)
        return before, before.altered(added=(*moved, new), removed=disturbed)

    def _stop(self, need: str, start: datetime) -> Stop:
        return next(stop for stop in self._standing.timetable.stops_of_need[need] if stop.visit.start == start)
