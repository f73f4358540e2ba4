"""Every kind of thing in the registry, and the routers that serve them."""

from typing import Any

from api.registry import cadres, calendar_days
from api.registry.availability import AVAILABILITY
from api.registry.consents import CONSENTS
from api.registry.groups import GROUPS
from api.registry.need_weeks import NEED_WEEKS
from api.registry.needs import NEEDS
from api.registry.organisations import ORGANISATIONS
from api.registry.regions import REGIONS
from api.registry.resource import Resource
from api.registry.routes import router_of
from api.registry.stations import STATIONS
from api.registry.volunteers import VOLUNTEERS

RESOURCES: tuple[Resource[Any, Any, Any], ...] = (
    REGIONS,
    STATIONS,
    ORGANISATIONS,
    VOLUNTEERS,
    AVAILABILITY,
    cadres.CADRES,
    CONSENTS,
    GROUPS,
    NEEDS,
    NEED_WEEKS,
    calendar_days.CALENDAR_DAYS,
)

OWN_ROUTERS = {cadres.CADRES.path: cadres.router, calendar_days.CALENDAR_DAYS.path: calendar_days.router}
"""Of kinds that have more routes than five."""

ROUTERS = tuple(OWN_ROUTERS.get(resource.path) or router_of(resource) for resource in RESOURCES)
