"""The parts of a call for help."""

from api.screens.match import asking_routes, calling_routes

ROUTERS = (asking_routes.router, calling_routes.router)
