"""Reports on pages: what there is, one of them, all of them to hand up, as workbooks, and certificates of hours."""

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session

from api.authority import Action
from api.clock import local_now
from api.errors import no_such
from api.exchange.labels import MODES
from api.reports.asking import Question, question
from api.reports.catalogue import REPORTS, Kind
from api.reports.certificate import certificate
from api.reports.routes import all_reports_as_workbook, report_as_workbook
from api.reports.telling import ReportPublic, told
from api.screens.reports.about import ABOUT
from api.screens.reports.bars import ROOM, bars, figure_chosen, place_of
from api.screens.reports.figures import figure_text
from api.screens.reports.levels import LEVELS
from api.screens.reports.marking import assessed
from api.screens.reports.period import Wish, Wished
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.settings import Settings
from api.storage import Database
from api.tables.row import Key
from api.web.service import Configured, Storage

router = APIRouter(prefix="/reports", dependencies=opens(Action.REPORT))

TILES = ("way", "asked_to_arrival", "kept_share")
"""方便、快捷、可靠: the three figures that stand on the first page."""


@router.get("")
def overview(page: Shown, wish: Wished, storage: Storage, settings: Configured) -> Response:
    """The three words as three figures, and what else there is."""
    found = _found(storage, settings, wish, Kind.KPIS)
    figures = {one.key: one for one in found.figures}
    tiles = [(figures[key], figure_text(found.total.values[key], figures[key].unit)) for key in TILES]
    return page.show("reports/overview.html", wish=wish, report=found, tiles=tiles, reports=REPORTS, about=ABOUT)


@router.get("/all")
def all_reports(page: Shown, wish: Wished, storage: Storage, settings: Configured) -> Response:
    """Every figure of an area and period on pages to print and hand up (月报)."""
    with storage.reading() as session:
        wanted = _question(session, settings, wish)
        found = [told(kind, wanted, report.find(session, wanted)) for kind, report in REPORTS.items()]
    return page.show("reports/all.html", wish=wish, found=found, levels=LEVELS, words=figure_text)


@router.get("/all.xlsx")
def all_as_workbook(wish: Wished, storage: Storage, settings: Configured) -> Response:
    """The same as a workbook, with all tables."""
    return all_reports_as_workbook(wish.asked, storage, settings)


@router.get("/{kind}.xlsx")
def one_as_workbook(kind: str, wish: Wished, storage: Storage, settings: Configured) -> Response:
    """One report with all rows of its tables."""
    return report_as_workbook(_kind(kind), wish.asked, storage, settings)


@router.get("/hours/volunteers/{volunteer_id}")
def certificate_of_hours(
    page: Shown, volunteer_id: Key, wish: Wished, storage: Storage, settings: Configured
) -> Response:
    """A certificate to print and sign (志愿服务时长证明)."""
    with storage.reading() as session:
        made = certificate(session, _question(session, settings, wish), volunteer_id)
    return page.show("reports/certificate.html", wish=wish, certificate=made)


@router.get("/{kind}")
def one_report(
    page: Shown, kind: str, wish: Wished, storage: Storage, settings: Configured, figure: str = ""
) -> Response:
    """Its figures for the place and the parts right below it, one of them as bars, and what stands behind them."""
    wanted = _kind(kind)
    found = _found(storage, settings, wish, wanted)
    drawn = figure_chosen(found, figure, ABOUT[wanted].figure)
    return page.show(
        "reports/report.html",
        wish=wish,
        report=found,
        about=ABOUT[wanted],
        reports=REPORTS,
        drawn=drawn,
        bars=bars(found, drawn),
        room=ROOM,
        marks=assessed(found) if wanted is Kind.ASSESSMENT else [],
        words=figure_text,
        place_of=place_of,
        levels=LEVELS,
        modes=list(settings.travel),
        mode_names=MODES,
    )


def _kind(name: str) -> Kind:
    """Raises NotFound."""
    if name not in list(Kind):
        raise no_such("报表", "report")
    return Kind(name)


def _found(storage: Database, settings: Settings, wish: Wish, kind: Kind) -> ReportPublic:
    with storage.reading() as session:
        wanted = _question(session, settings, wish)
        return told(kind, wanted, REPORTS[kind].find(session, wanted))


def _question(session: Session, settings: Settings, wish: Wish) -> Question:
    return question(session, settings, wish.asked, local_now(settings))
