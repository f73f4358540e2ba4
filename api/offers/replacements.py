"""A visit lost somebody: who could come instead, at the same time if possible, else at another time of the same date.

Of a crew those who have not declined stay, if others can join them at the same time. Every option is counted and judged on
the roster as it stands, so that taking it breaks nothing that is not broken already.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from time import monotonic

from api.offers.promises import Key
from api.offers.steps import Shift, steps_to_replace
from api.rosters.changing import change_by
from api.rosters.describing import points
from api.rosters.standing import Standing
from api.tables.visits import Offer, OfferState, Visit
from matcher.domain import Need, Reason, Saying, Window
from matcher.matching import Match, MatchIndex, Option, Sound, answer, sound_part
from matcher.matching.particulars import Particulars, particulars

MOST = 5
LOOKED_AT = 10
"""Options of each kind that are judged, the best first, until there are enough."""
SECONDS_FOR_REASONS = 0.2


@dataclass(frozen=True)
class Replacement:
    """Who would come and when, who of them stays, what that changes in points, and whose starts it shifts."""

    volunteers: tuple[str, ...]
    stay: tuple[str, ...]
    start: datetime
    end: datetime
    points: int
    by_rule: dict[str, int]
    ways: tuple[int, ...]
    known: tuple[Particulars, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True)
class Replacements:
    """At most five, the same time first, then by points; where there is none, the reasons."""

    options: tuple[Replacement, ...]
    reasons: tuple[Reason, ...] = ()
    suggestion: Saying | None = None


class Replacing:
    """The newest version of a roster without the visits that are to be replaced, asked for one after the other."""

    def __init__(self, stands: Standing, keys: set[Key], now: datetime) -> None:
        """`keys` name all the visits that lost somebody: none of them stands in the way of another."""
        self._stands = stands
        self._keys = keys
        self._now = now

    def of(self, visit: Visit, offers: Sequence[Offer]) -> Replacements:
        """For one of the visits: instead of those who declined or are gone, or of all if nobody did."""
        need = self._stands.problem.need_by_id.get(visit.need_id)
        if need is None or visit.start <= self._now:
            return Replacements(())
        declined = {offer.volunteer_id for offer in offers if offer.state is OfferState.DECLINED}
        gone = declined | {one for one in visit.volunteers if not self._is_there(one)} or set(visit.volunteers)
        stay = tuple(one for one in visit.volunteers if one not in gone)
        found: list[Replacement] = []
        nothing: Match | None = None
        for asked, match in self._asked(visit, need, stay, gone):
            nothing = match
            for option in match.options:
                replacement = self._judged(visit, asked, option, stay if asked.crew < need.crew else ())
                if replacement is not None and _is_another(replacement, found):
                    found.append(replacement)
                if len(found) == MOST:
                    return Replacements(tuple(found))
        if found or nothing is None:
            return Replacements(tuple(found))
        return Replacements((), nothing.reasons, nothing.suggestion)

    def _asked(
        self, visit: Visit, need: Need, stay: tuple[str, ...], gone: Collection[str]
    ) -> Iterator[tuple[Need, Match]]:
        """First for those missing at the same time, then for all anew on that date."""
        out = dict.fromkeys((*need.excluded_volunteers, *sorted(gone), *sorted(self._resting)))
        day = [window for window in need.windows if window.start.date() == visit.day]
        same_time = [Window(start=visit.start, end=visit.end)]
        crews = ((need.crew - len(stay), same_time, stay, 0.0), (need.crew, day, (), SECONDS_FOR_REASONS))
        for crew, windows, staying, seconds in crews:
            excluded = tuple(one for one in dict.fromkeys((*out, *staying)) if self._is_there(one))
            asked = need.revised(
                id=f"{need.id}@{visit.day}",
                visits=1,
                crew=crew,
                windows=windows,
                excluded_volunteers=excluded,
                preferred_volunteers=[one for one in need.preferred_volunteers if one not in excluded],
            )
            yield asked, answer(self._index, asked, LOOKED_AT, now=self._now, deadline=monotonic() + seconds)

    def _judged(self, visit: Visit, asked: Need, option: Option, stay: tuple[str, ...]) -> Replacement | None:
        """The option on the whole roster; None where it would break a rule there."""
        volunteers = (*stay, *option.volunteers)
        shifts = tuple(Shift(need=one.need, date=one.moved_from.date(), start=one.moved_to) for one in option.shifts)
        steps = steps_to_replace(self._stands, visit, volunteers, option.start, shifts)
        change = change_by(self._stands, steps)
        if change.broken:
            return None
        cost = points(change.before, change.after)
        return Replacement(
            volunteers=volunteers,
            stay=stay,
            start=option.start,
            end=option.end,
            points=cost.total_more,
            by_rule=cost.more,
            ways=option.ways or (),
            known=tuple(particulars(self._index, asked, one) for one in option.volunteers),
            shifts=shifts,
        )

    def _is_there(self, volunteer: str) -> bool:
        return volunteer in self._stands.problem.volunteer_by_id

    @cached_property
    def _index(self) -> MatchIndex:
        sound = self._sound
        return MatchIndex(sound.problem, sound.roster, self._stands.policy)

    @cached_property
    def _sound(self) -> Sound:
        others = [visit for visit in self._stands.document.visits if (visit.need, visit.start.date()) not in self._keys]
        rest = self._stands.with_visits(others)
        return sound_part(rest.problem, rest.document, rest.policy)

    @property
    def _resting(self) -> frozenset[str]:
        """People of visits that break rules of today are not asked for more until these are mended."""
        return self._sound.people


def _is_another(one: Replacement, found: Sequence[Replacement]) -> bool:
    return all((set(one.volunteers), one.start) != (set(other.volunteers), other.start) for other in found)
