"""All routes of this room."""

from api.jobs import asking_routes, event_routes, routes

ROUTERS = (asking_routes.router, routes.router, event_routes.router)
