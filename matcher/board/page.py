"""The board as one HTML page that needs nothing else: no script, no font, no request; prints on A4 landscape."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from matcher.board import words
from matcher.board.names import legible
from matcher.board.proof import gap_per_mille, in_per_cent, proof
from matcher.board.reading import board_of
from matcher.board.teams import TEAMS, team_of
from matcher.board.week import Board
from matcher.domain import Problem, Roster
from matcher.domain.files import write_whole
from matcher.rules.catalogue import CATALOGUE

TEMPLATES = Path(__file__).with_name("templates")


def write_html(problem: Problem, roster: Roster, path: Path) -> None:
    """Write the page, whole or not at all; raises BadInput where roster and problem do not fit or the path does not."""
    write_whole(page(board_of(problem, roster)).encode(), path)


def page(board: Board) -> str:
    """The page's text; the same board gives the same text."""
    per_mille = gap_per_mille(board)
    facts = {
        "board": board,
        "gap": None if per_mille is None else in_per_cent(per_mille),
        "proof": proof(board),
        "rules": {rule.name: rule.statement for rule in CATALOGUE},
        "services": _services(board),
        "team_of": team_of,
        "words": words,
    }
    return _environment().get_template("roster.html").render(facts)


def _services(board: Board) -> list[str]:
    """Those that occur, the built-in ones first."""
    served = [one.service for station in board.stations for one in station.appointments]
    lacking = [one.service for station in board.stations for one in station.shortfalls]
    occurring = dict.fromkeys(served + lacking)
    return [*(word for word in TEAMS if word in occurring), *(word for word in occurring if word not in TEAMS)]


def _environment() -> Environment:
    """Everything that is filled in is escaped; a name that is missing is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"legible": legible, "css_string": _css_string}
    return environment


def _css_string(text: str) -> Markup:
    """The text between quotation marks as CSS reads it, every sign but plain letters and digits as its number."""
    signs = (sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in text)
    return Markup(f'"{"".join(signs)}"')
