"""A few visits of a published roster change and are published at once; what else somebody is working on there waits.

Where the newest version is not the published one, both get the change: the published one as a version that is published, and
after it the newest one again. So what is published is always a version, and nobody's draft is published by the way.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session

from api.errors import Conflict
from api.offers.following import follow, visits_of
from api.offers.promises import Key, promises, standing_promises
from api.offers.publishing import Publication, between, mark_published
from api.rosters.changing import change_by, check_sound
from api.rosters.judging import Change
from api.rosters.standing import Standing, standing
from api.rosters.steps import AnyStep
from api.rosters.telling import store
from api.rosters.versions import version
from api.settings import Settings
from api.tables.rosters import Cause, Roster
from matcher.domain import Visit


def amend(
    session: Session,
    settings: Settings,
    roster: Roster,
    steps: Callable[[Standing], Sequence[AnyStep]],
    keys: Collection[Key],
    *,
    cause: Cause,
    by: str,
    note: str = "",
) -> Publication:
    """The steps, which concern the visits of these keys, are stored and published; raises Conflict where they break a rule."""
    check_published(roster)

    def keep(before: Standing) -> None:
        change = change_by(before, steps(before))
        check_sound(session, change)
        store(session, before, change.after.document.visits, cause=cause, by=by, note=note)

    draft = standing(session, settings, roster)
    if roster.published_version == roster.newest:
        keep(draft)
        return _publish_only(session, settings, roster, roster.newest, keys)
    keep(standing(session, settings, roster, roster.published_version))
    number = roster.newest
    keep(draft)
    return _publish_only(session, settings, roster, number, keys)


def extend(session: Session, settings: Settings, roster: Roster, visits: Iterable[Visit]) -> Publication | None:
    """Visits that the newest version has over the one before are published at once, with what was shifted or given up for
    them; None where the roster was never published.
    """
    if roster.published_version is None:
        return None
    newest, last = version(session, roster), version(session, roster, roster.newest - 1)
    after, before = _by_key(newest.document.visits), _by_key(last.document.visits)
    keys = {key for key in after.keys() | before.keys() if after.get(key) != before.get(key)} | _by_key(visits).keys()
    if roster.published_version == last.number:
        return _publish_only(session, settings, roster, newest.number, keys)
    draft = standing(session, settings, roster)
    told = standing(session, settings, roster, roster.published_version)
    others = [visit for key, visit in _by_key(told.document.visits).items() if key not in keys]
    changed = [visit for key, visit in _by_key(draft.document.visits).items() if key in keys]
    change = Change(told, told.with_visits([*others, *changed]))
    check_sound(session, change)
    store(session, told, change.after.document.visits, cause=newest.cause, by=newest.made_by, note=newest.note)
    number = roster.newest
    store(session, draft, draft.document.visits, cause=newest.cause, by=newest.made_by, note=newest.note)
    return _publish_only(session, settings, roster, number, keys)


def check_published(roster: Roster) -> None:
    """Raises Conflict where nobody has been promised anything yet."""
    if roster.published_version is None:
        raise Conflict(
            "NOT_PUBLISHED",
            zh="该排班表尚未发布，请直接修改排班。",
            en="The roster has not been published yet; edit it instead.",
        )


def _publish_only(
    session: Session, settings: Settings, roster: Roster, number: int, keys: Collection[Key]
) -> Publication:
    """Visits of these keys become what the version says; all others stay as they are."""
    stands, visits = standing(session, settings, roster, number), visits_of(session, roster)
    told = {key: one for key, one in standing_promises(visits.values()).items() if key in keys}
    wanted = {key: one for key, one in promises(stands.problem, stands.document.visits).items() if key in keys}
    found = between(number, told, wanted)
    links = follow(session, settings, roster, number, found.changes, visits)
    mark_published(roster, number)
    session.flush()
    return replace(found, links=tuple(links))


def _by_key(visits: Iterable[Visit]) -> dict[Key, Visit]:
    return {(visit.need, visit.start.date()): visit for visit in visits}
