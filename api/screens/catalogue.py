"""Every screen, in the order of the navigation."""

from api.screens.administration import catalogue as administration
from api.screens.answering import routes as answering
from api.screens.board import catalogue as board
from api.screens.cadres import catalogue as cadres
from api.screens.circle_map import routes as circle_map
from api.screens.confirmations import catalogue as confirmations
from api.screens.exchange import import_routes as exchange_imports
from api.screens.exchange import routes as exchange
from api.screens.home import routes as home
from api.screens.ledger import catalogue as ledger
from api.screens.match import catalogue as match
from api.screens.needs import routes as needs
from api.screens.printing import routes as printing
from api.screens.reports import routes as reports
from api.screens.rules import compare_routes as comparing
from api.screens.rules import routes as rules
from api.screens.shell import preferences
from api.screens.signing import routes as signing
from api.screens.today import routes as today
from api.screens.volunteers import catalogue as volunteers

ROUTERS = (
    home.router,
    today.router,
    *board.ROUTERS,
    *match.ROUTERS,
    *confirmations.ROUTERS,
    answering.router,
    needs.router,
    *cadres.ROUTERS,
    *volunteers.ROUTERS,
    *ledger.ROUTERS,
    printing.router,
    circle_map.router,
    reports.router,
    comparing.router,
    rules.router,
    exchange.router,
    exchange_imports.router,
    *administration.ROUTERS,
    signing.router,
    preferences.router,
)
