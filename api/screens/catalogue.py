"""Every screen, in the order of the navigation."""

from api.screens.home import routes as home
from api.screens.shell import preferences
from api.screens.signing import routes as signing

ROUTERS = (home.router, signing.router, preferences.router)
