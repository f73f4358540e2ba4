"""A version of a roster is published: it stands, its visits are offered, and whoever is affected is named."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from api import clock
from api.errors import Conflict
from api.offers.following import follow, visits_of
from api.offers.obstacles import Obstacle, begun_visits, obstacles
from api.offers.offering import Link
from api.offers.promises import Affected, Change, Key, Promise, affected, changes, promises, standing_promises
from api.rosters.standing import standing
from api.settings import Settings
from api.tables.rosters import Roster, RosterState


@dataclass(frozen=True)
class Publication:
    """What publishing version `number` changes, what stands in the way, and the offers made; none where it was only looked at."""

    number: int
    changes: tuple[Change, ...]
    unchanged: int
    obstacles: tuple[Obstacle, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def affected(self) -> tuple[Affected, ...]:
        """Whom to tell, and what."""
        return affected(self.changes)


def preview(session: Session, settings: Settings, roster: Roster) -> Publication:
    """What publishing the newest version would change."""
    now, visits = clock.local_now(settings), visits_of(session, roster)
    stands = standing(session, settings, roster)
    wanted = promises(stands.problem, stands.document.visits)
    begun = begun_visits(session, visits, now)
    told = {key: one for key, one in standing_promises(visits.values()).items() if key not in begun}
    ahead = {key: one for key, one in wanted.items() if key not in begun}
    return replace(between(roster.newest, told, ahead), obstacles=obstacles(session, stands, visits, wanted, now))


def publish(session: Session, settings: Settings, roster: Roster) -> Publication:
    """The newest version is the published one, with visits and offers as it says; raises Conflict where that is obstructed."""
    found = preview(session, settings, roster)
    if found.obstacles:
        raise _obstructed(found.obstacles)
    links = follow(session, settings, roster, found.number, found.changes, visits_of(session, roster))
    mark_published(roster, found.number)
    session.flush()
    return replace(found, links=tuple(links))


def between(number: int, told: Mapping[Key, Promise], wanted: Mapping[Key, Promise]) -> Publication:
    """What changes when the second is promised, as version `number` says, instead of the first."""
    found = changes(told, wanted)
    changed = {change.told.key for change in found}
    return Publication(number, found, unchanged=sum(1 for key in told if key not in changed))


def mark_published(roster: Roster, number: int) -> None:
    """People hold this version in their hands now."""
    roster.published_version, roster.published_at = number, clock.world_now()
    roster.state = RosterState.PUBLISHED if number == roster.newest else RosterState.CHANGED


def _obstructed(found: tuple[Obstacle, ...]) -> Conflict:
    more = len(found) - 1
    return Conflict(
        "NOT_PUBLISHABLE",
        zh=f"尚不能发布：{found[0].text.zh}" + (f"（另有{more}处，见obstacles）" if more else ""),
        en=f"It cannot be published yet: {found[0].text.en}" + (f" ({more} more, see obstacles)" if more else ""),
        obstacles=[shown_obstacle(one) for one in found],
    )


def shown_obstacle(one: Obstacle) -> dict[str, object]:
    """As the world sees it."""
    return {
        "kind": one.kind.value,
        "rule": one.rule,
        "need": one.need,
        "start": one.start,
        "volunteers": list(one.volunteers),
        "zh": one.text.zh,
        "en": one.text.en,
    }
