"""The routers of the dossiers; consents have addresses of their own below a dossier."""

from api.screens.cadres import consent_routes, routes

ROUTERS = (consent_routes.router, routes.router)
