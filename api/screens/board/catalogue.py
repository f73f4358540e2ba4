"""Everything that lies under the board."""

from api.screens.board import (
    change_routes,
    history_routes,
    print_routes,
    publish_routes,
    routes,
    solving_routes,
    why_routes,
)

ROUTERS = (
    routes.router,
    change_routes.router,
    history_routes.router,
    solving_routes.router,
    why_routes.router,
    publish_routes.router,
    print_routes.router,
)
