"""An option is taken: the one-off need and the next version of the roster, in one transaction, judged by the data of today."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from api.clock import local_now
from api.errors import Unacceptable
from api.matches.found import Found
from api.matches.indexes import Indexes
from api.matches.requesting import asked, need_of
from api.offers.amending import extend
from api.offers.offering import Link
from api.rosters.changing import check_sound
from api.rosters.judging import Change
from api.rosters.standing import Standing, standing
from api.rosters.telling import store
from api.settings import Settings
from api.tables.requests import MatchRequest
from api.tables.rosters import Cause, Roster
from matcher import domain
from matcher.domain.clock import midnight, minutes_between
from matcher.matching import Option, applied


class Overtaken(Exception):
    """The option no longer stands: the roster, its people or the time has gone on."""


def take(
    session: Session,
    settings: Settings,
    indexes: Indexes,
    match: MatchRequest,
    roster: Roster,
    option: Option,
    by: str,
) -> Sequence[Link]:
    """Written as need and version; published at once where the roster is published, and then there are links to answer by.

    Raises Overtaken where the option breaks a rule now or its people would have to have set out already.
    """
    if option.start - timedelta(minutes=max(option.ways or (0,))) < local_now(settings):
        raise Overtaken
    before = _with_need(session, settings, indexes, match, roster)
    need = before.problem.need_by_id[match.need.id]
    _, after = applied(before.problem, before.document, need, option)
    change = Change(before, before.with_visits(after.visits))
    if change.broken or _is_missing(option, before):
        raise Overtaken
    check_sound(session, change)
    version = store(session, before, after.visits, cause=Cause.MATCHED, by=by)
    match.applied_version = version.number
    new = [visit for visit in version.document.visits if visit.need == need.id]
    published = extend(session, settings, roster, new)
    return published.links if published is not None else ()


def record_unmet(
    session: Session, settings: Settings, indexes: Indexes, match: MatchRequest, roster: Roster, by: str
) -> None:
    """The need without a visit: it stands among the unmet ones of the next version, with its reasons."""
    before = _with_need(session, settings, indexes, match, roster)
    match.applied_version = store(session, before, before.document.visits, cause=Cause.MATCHED, by=by).number


def chosen(match: MatchRequest, volunteers: Sequence[str], start: datetime, grid_minutes: int) -> Option:
    """The option of these volunteers at this start, which may be any that is as good; raises Unacceptable."""
    for option in Found.model_validate(match.answer).match.options:
        on_grid = minutes_between(midnight(start.date()), start) % grid_minutes == 0
        if set(option.volunteers) == set(volunteers) and option.start <= start <= option.latest_start and on_grid:
            return option.model_copy(update={"start": start, "end": start + (option.end - option.start)})
    raise Unacceptable(
        "NO_SUCH_OPTION",
        zh="没有这个方案，请从options中选择志愿者和开始时间。",
        en="There is no such option; expected the volunteers and a start of one of `options`.",
    )


def _with_need(session: Session, settings: Settings, indexes: Indexes, match: MatchRequest, roster: Roster) -> Standing:
    """The roster as it stands, once the week has the new need."""
    wanted = asked(match, match.refusals)
    need = need_of(session, settings, indexes, wanted, roster, match.need.id)
    for row in need.rows:
        session.add(row)
        session.flush()
    match.need_id = need.id
    return standing(session, settings, roster)


def _is_missing(option: Option, before: Standing) -> bool:
    """A visit that the option would shift or give up is not where it was."""
    keys: set[domain.Visit | object] = {visit.key for visit in before.document.visits}
    disturbed = [(one.need, one.moved_from) for one in option.shifts] + [visit.key for visit in option.displaced]
    return not keys.issuperset(disturbed)
