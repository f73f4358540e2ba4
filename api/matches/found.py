"""What was found for a call for help, as it is kept: ids, times and numbers only."""

from pydantic import BaseModel, ConfigDict

from matcher.domain import Visit
from matcher.domain.clock import LocalMinute
from matcher.matching import Match, Particulars


class OtherTime(BaseModel):
    """Somebody could come then: call again with this window."""

    model_config = ConfigDict(frozen=True)

    start: LocalMinute
    end: LocalMinute
    volunteers: tuple[str, ...]
    points: int


class FurtherAway(BaseModel):
    """Somebody could come whose way is a little longer than the circle allows."""

    model_config = ConfigDict(frozen=True)

    start: LocalMinute
    end: LocalMinute
    volunteers: tuple[str, ...]
    ways: tuple[int, ...]
    points: int


class Neighbour(BaseModel):
    """A station outside this roster of which so many volunteers offer the service and live near enough."""

    model_config = ConfigDict(frozen=True)

    station: str
    volunteers: int
    nearest_way: int


class Alternatives(BaseModel):
    """What may be done where nobody can come as asked."""

    model_config = ConfigDict(frozen=True)

    other_times: tuple[OtherTime, ...] = ()
    further_away: tuple[FurtherAway, ...] = ()
    circle_minutes: int | None = None
    partners: tuple[str, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()


class Found(BaseModel):
    """The contract's match document, particulars by volunteer; alternatives where there is no option, unless told in short."""

    model_config = ConfigDict(frozen=True)

    match: Match
    particulars: dict[str, Particulars] = {}
    alternatives: Alternatives | None = None
    in_short: bool = False
    set_aside: tuple[Visit, ...] = ()
