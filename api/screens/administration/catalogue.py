"""The parts of the administration, in the order of its menu."""

from api.screens.administration import (
    days,
    health_routes,
    key_routes,
    organisations,
    record_routes,
    regions,
    stations,
    user_routes,
)

ROUTERS = (
    user_routes.router,
    key_routes.router,
    record_routes.router,
    health_routes.router,
    stations.router,
    regions.router,
    organisations.router,
    days.router,
)
