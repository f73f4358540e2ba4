"""The routers of this room."""

from api.exchange import export_routes, import_routes, roster_routes

ROUTERS = (import_routes.router, export_routes.router, roster_routes.router)
