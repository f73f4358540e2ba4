"""The routers of this room."""

from api.offers import offer_routes, publishing_routes, visit_routes

ROUTERS = (publishing_routes.router, offer_routes.router, visit_routes.router)
