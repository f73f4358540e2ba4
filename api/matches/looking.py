"""Options are looked for, with what people want to know who choose among them; alternatives where there is none."""

from datetime import datetime

from sqlmodel import Session

from api.matches.alternatives import alternatives
from api.matches.found import Found
from api.matches.indexes import Ready
from matcher.domain import Need
from matcher.explain.codes import NOT_EXAMINED
from matcher.matching import Deadline, Match, offered, particulars, reasoned

MOST_OPTIONS = 5


def look(
    session: Session,
    ready: Ready,
    need: Need,
    now: datetime,
    *,
    displace: bool,
    deadline: Deadline,
    theirs: frozenset[str] | None = None,
) -> Found:
    """At most five options, none of which lies in the past. Raises BadInput where the need contradicts itself.

    Where there is none, why and what else may be done is told in short after the deadline. Only people of the stations
    `theirs` come into question (None: of all).
    """
    strangers = (one.id for one in ready.index.problem.volunteers if theirs is not None and one.station not in theirs)
    resting = tuple(sorted({*ready.resting, *strangers} - set(need.excluded_volunteers)))
    asked = need.model_copy(update={"excluded_volunteers": (*need.excluded_volunteers, *resting)}) if resting else need
    match = offered(ready.index, asked, MOST_OPTIONS, displace=displace, now=now)
    if not match.options:
        return _without_options(session, ready, asked, match, now, deadline)
    people = dict.fromkeys(one for option in match.options for one in option.volunteers)
    return Found(
        match=match,
        particulars={one: particulars(ready.index, need, one) for one in people},
        set_aside=ready.set_aside,
    )


def _without_options(
    session: Session, ready: Ready, need: Need, match: Match, now: datetime, deadline: Deadline
) -> Found:
    """Alternatives first: they help more than the rest of the reasons."""
    others = alternatives(session, ready, need, now) if not deadline.passed else None
    told = reasoned(ready.index, need, match, now=now, deadline=deadline)
    in_short = others is None or any(reason.code == NOT_EXAMINED for reason in told.reasons)
    return Found(match=told, alternatives=others, in_short=in_short, set_aside=ready.set_aside)
