"""The routers of the volunteers; fixed words in addresses come before the parts."""

from api.screens.volunteers import availability_routes, certificate_routes, feed_routes, routes

ROUTERS = (availability_routes.router, certificate_routes.router, feed_routes.router, routes.router)
