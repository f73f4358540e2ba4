"""The routers of the ledger; fixed words in addresses come before ids."""

from api.screens.ledger import feedback_routes, routes, writing_routes

ROUTERS = (writing_routes.router, routes.router, feedback_routes.router)
