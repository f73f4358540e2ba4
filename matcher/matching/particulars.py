"""What somebody who chooses among options wants to know of a volunteer: how often they met, how much they have to do."""

from matcher.domain import Need, Volunteer
from matcher.domain.document import Document
from matcher.matching.index import MatchIndex
from matcher.rules.hard.load_limits import LoadLimits


class Particulars(Document):
    """Of one volunteer; `visits` and service `minutes` are those of the week without the new one.

    `most_minutes` are what they may serve a week, null where no rule limits it.
    """

    met: int
    visits: int
    minutes: int
    most_minutes: int | None


def particulars(index: MatchIndex, need: Need, volunteer_id: str) -> Particulars:
    """Of a volunteer who may serve the need."""
    volunteer = index.problem.volunteer_by_id[volunteer_id]
    stops = index.stops_of(volunteer_id)
    return Particulars(
        met=index.met(need.cadre, volunteer_id),
        visits=len(stops),
        minutes=sum(stop.need.minutes for stop in stops),
        most_minutes=_most_minutes(index, volunteer),
    )


def _most_minutes(index: MatchIndex, volunteer: Volunteer) -> int | None:
    for rule in index.policy.hard:
        if isinstance(rule, LoadLimits):
            own = volunteer.max_minutes_per_week
            return rule.minutes_per_week if own is None else own
    return None
