"""What is told to people who wait for help: few options by different people, none of it in the past, all of it counted."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from matcher.domain import Need, Reason, Window
from matcher.domain.clock import midnight, minutes_between
from matcher.explain.deadline import Deadline
from matcher.matching.index import MatchIndex
from matcher.matching.newcomer import check_newcomer
from matcher.matching.options import Match, Option

SAME_PEOPLE = 2
"""Options with the same volunteers, as long as others can come too: who is asked in vain is asked once."""
LOOKED_AT = 4
"""Times as many options are looked at first as are wanted; all of them where that is not enough."""


def answer(
    index: MatchIndex,
    need: Need,
    top: int = 5,
    *,
    displace: bool = False,
    now: datetime | None = None,
    deadline: float | None = None,
) -> Match:
    """At most `top` options, the best first, with points by rule and ways; or reasons, in short after the deadline, a
    moment of `time.monotonic()`.

    From `now` on: nobody is to set out earlier, and no visit that has begun is shifted or given up. Raises BadInput
    where the need contradicts itself or the problem.
    """
    found = offered(index, need, top, displace=displace, now=now)
    return found if found.options else reasoned(index, need, found, now=now, deadline=Deadline(deadline))


def offered(
    index: MatchIndex, need: Need, top: int = 5, *, displace: bool = False, now: datetime | None = None
) -> Match:
    """The same without reasons."""
    check_newcomer(need, index.problem)
    wanted = _from_now(need, now)
    options: tuple[Option, ...] = ()
    for many in (LOOKED_AT * top, None) if wanted.windows else ():
        match = index.matched(wanted, many, displace=displace)
        options = _by_different_people(_counted(index, wanted, match, now), top)
        if len(options) == top or many is None or len(match.options) < many:
            break
    return Match.model_construct(need=need.id, policy=index.policy.name, options=options)


def reasoned(
    index: MatchIndex, need: Need, match: Match, *, now: datetime | None = None, deadline: Deadline | None = None
) -> Match:
    """An answer without options, and why there is none."""
    wanted = _from_now(need, now)
    if need.windows and not wanted.windows:
        return match.model_copy(update={"reasons": (TOO_LATE,)})
    return index.reasoned(wanted, match, deadline)


def _from_now(need: Need, now: datetime | None) -> Need:
    """The need with what is left of its windows, as far as a visit fits in."""
    if now is None:
        return need
    left = [Window.model_construct(start=max(one.start, now), end=one.end) for one in need.windows]
    return need.model_copy(update={"windows": tuple(one for one in left if one.minutes >= need.minutes)})


TOO_LATE = Reason(
    code="TOO_LATE",
    en="What is left of its windows from now on is shorter than the visit.",
    zh="从现在起，剩余的时间窗已不足以完成这次服务。",
)


def _counted(index: MatchIndex, need: Need, match: Match, now: datetime | None) -> Iterator[Option]:
    for option in match.options:
        if now is None:
            yield index.counted(need, option)
        elif not _begun(option, now):
            yield from _still_in_time(index, index.counted(need, option), now)


def _begun(option: Option, now: datetime) -> bool:
    """It would disturb what has begun."""
    return any(min(one.moved_from, one.moved_to) < now for one in option.shifts) or any(
        visit.start < now for visit in option.displaced
    )


def _still_in_time(index: MatchIndex, option: Option, now: datetime) -> Iterator[Option]:
    """The option, at its first start for which nobody has to have set out already."""
    assert option.ways is not None, "counted"
    there = now + timedelta(minutes=max(option.ways))
    if option.start < there:
        grid = index.problem.grid_minutes
        after = -(-minutes_between(midnight(there.date()), there) // grid) * grid
        start = midnight(there.date()) + timedelta(minutes=after)
        option = option.model_copy(update={"start": start, "end": start + (option.end - option.start)})
    if option.start <= option.latest_start:
        yield option


def _by_different_people(options: Iterator[Option], top: int) -> tuple[Option, ...]:
    """The first ones, others with the same people only where there are not enough, and never at the same start."""
    first: list[Option] = []
    others: list[Option] = []
    for option in options:
        theirs = [one for one in (*first, *others) if set(one.volunteers) == set(option.volunteers)]
        if any(one.start <= option.start <= one.latest_start for one in theirs):
            continue
        (first if len(theirs) < SAME_PEOPLE else others).append(option)
        if len(first) == top:
            break
    first += others[: top - len(first)]
    return tuple(sorted(first, key=lambda option: option.points))
