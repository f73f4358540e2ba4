"""The parts of the confirmations."""

from api.screens.confirmations import absence_routes, gap_routes, routes

ROUTERS = (routes.router, gap_routes.router, absence_routes.router)
