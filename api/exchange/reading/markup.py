"""What the values of cells do not tell, read from the XML: formulas, error values, how far a sheet reaches; no DTD passes."""

from dataclasses import dataclass, field
from xml.parsers import expat

from api.exchange.reading.faults import Fault, FaultCode
from api.exchange.reading.limits import MOST_AREA, MOST_CELLS, MOST_COLUMNS, MOST_ROWS

LETTERS = 26


@dataclass
class Marks:
    """Of one sheet, counted from 0: cells with a formula, cells with an error such as #N/A, filled cells and their extent."""

    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    cells: int = 0
    rows: int = 0
    columns: int = 0


def check_markup(part: bytes) -> None:
    """Well-formed and without a document type, in which entities could be declared; raises Fault."""
    _parse(_parser(), part)


def sheet_names(workbook: bytes) -> list[tuple[str, str]]:
    """Each sheet's name and the key under which the relations name its part."""
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            keys = [value for key, value in attributes.items() if " " in key and _local(key) == "id"]
            found.append((attributes.get("name", ""), keys[0] if keys else ""))

    parser = _parser()
    parser.StartElementHandler = start
    _parse(parser, workbook)
    return found


def relations(part: bytes) -> dict[str, str]:
    """The path inside the archive by relation key."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    parser = _parser()
    parser.StartElementHandler = start
    _parse(parser, part)
    return found


def marks_of(sheet: bytes) -> Marks:
    """Raises Fault as soon as a filled cell lies beyond what is taken."""
    marks = Marks()
    row = column = -1
    counted = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, counted
        match _local(name):
            case "row":
                row, column = int(attributes["r"]) - 1 if "r" in attributes else row + 1, -1
            case "c":
                row, column = _position(attributes["r"]) if "r" in attributes else (row, column + 1)
                counted = False
                if attributes.get("t") == "e":
                    marks.errors.append((row, column))
            case "f":
                marks.formulas.append((row, column))
                fill()
            case "v" | "is":
                fill()

    def fill() -> None:
        nonlocal counted
        if counted:
            return
        counted = True
        marks.cells += 1
        marks.rows, marks.columns = max(marks.rows, row + 1), max(marks.columns, column + 1)
        too_far = marks.rows > MOST_ROWS or marks.columns > MOST_COLUMNS or marks.rows * marks.columns > MOST_AREA
        if too_far or marks.cells > MOST_CELLS or row < 0 or column < 0:
            raise Fault(FaultCode.TOO_MANY_CELLS)

    parser = _parser()
    parser.StartElementHandler = start
    _parse(parser, sheet)
    return marks


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Fault(FaultCode.DAMAGED) from None


def _refuse_declarations(*_about: object) -> None:
    raise Fault(FaultCode.DECLARATIONS)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _position(reference: str) -> tuple[int, int]:
    """B7 is (6, 1); raises ValueError."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(reference)
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1
