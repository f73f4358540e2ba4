"""What the level of an area is called: the kind of a region, or the state of a station."""

from api.exchange.labels import STATION_STATES
from api.registry.words import REGION_KINDS
from matcher.domain import Text

LEVELS: dict[str, Text] = {str(kind): text for kind, text in (*REGION_KINDS.items(), *STATION_STATES.items())}
