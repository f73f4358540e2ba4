"""The house stands as drawn: who may import whom, what loads without a solver, and what lies at the top of the repository."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent

SOLVERS = {"ortools", "highspy", "numba"}

FLOORS: dict[str, set[str]] = {
    "domain": set(),
    "travel": {"domain"},
    "timetable": {"domain", "travel"},
    "waist": {"domain", "travel"},
    "rules": {"domain", "travel", "waist"},
    "policy": {"domain", "rules"},
    "compile": {"domain", "policy", "waist"},
    "engine": {"domain.clock", "domain.InternalError", "waist"},
    "audit": {"domain", "policy", "rules", "timetable"},
    "explain": {"audit", "domain", "policy", "rules", "timetable", "travel"},
    "board": {"audit", "domain", "explain", "policy", "rules", "timetable", "travel"},
    "matching": {"audit", "domain", "engine", "explain", "policy", "rules", "timetable", "travel", "waist"},
    "match": {"domain", "matching", "policy"},
    "comparing": {"audit", "domain", "policy", "replanning", "rules", "timetable"},
    "replanning": {"audit", "domain", "engine", "policy", "rules", "timetable", "travel", "waist"},
    "replan": {"domain", "engine", "policy", "replanning", "rules", "solve", "timetable"},
    "solve": {"audit", "compile", "domain", "engine", "explain", "policy", "waist"},
}
"""Rooms of `matcher` and the rooms (or single parts of them) that each may import, itself apart; `cli` may import all."""

SERVICE_FLOORS: dict[str, set[str]] = {
    "errors": set(),
    "standards": set(),
    "periods": set(),
    "logs": set(),
    "settings": {"logs", "periods", "standards"},
    "clock": {"settings"},
    "storage": {"tables"},
    "tables": {"storage.columns"},
    "sealing": {"storage", "tables"},
    "record": {"sealing", "storage", "tables"},
    "backup": {"storage"},
    "opening": {"record", "sealing", "settings", "storage"},
    "authority": {"sealing", "storage", "tables"},
    "weeks": {"errors", "settings", "storage", "tables"},
    "identity": {"authority", "errors", "record", "storage", "tables", "weeks"},
    "web": {"authority", "clock", "errors", "identity", "logs", "record", "settings", "storage", "tables"},
    "access": {"authority", "errors", "identity", "settings", "storage", "tables", "web"},
    "registry": {"authority", "clock", "errors", "identity", "settings", "storage", "tables", "web", "weeks"},
    "policies": {"authority", "errors", "identity", "registry", "storage", "tables", "web", "weeks"},
    "rosters": {"authority", "clock", "errors", "identity", "policies", "settings", "storage", "tables", "web", "weeks"},
    "jobs": {
        "authority", "clock", "errors", "identity", "logs", "opening", "rosters", "settings", "storage", "tables", "web", "weeks",
    },
    "exchange": {"authority", "clock", "errors", "identity", "record", "registry", "rosters", "settings", "storage", "tables", "web"},
    "ledger": {
        "authority", "clock", "errors", "exchange", "identity", "record", "registry", "settings", "storage", "tables",
        "web", "weeks",
    },
    "offers": {
        "authority", "clock", "errors", "identity", "ledger", "policies", "rosters", "settings", "storage", "tables",
        "web", "weeks",
    },
    "feeds": {"authority", "clock", "errors", "exchange", "identity", "settings", "storage", "tables", "web"},
    "matches": {
        "authority", "clock", "errors", "identity", "offers", "policies", "registry", "rosters", "settings", "storage", "tables",
        "web", "weeks",
    },
    "reports": {
        "authority", "clock", "errors", "exchange", "identity", "ledger", "policies", "record", "registry", "settings", "standards",
        "storage", "tables", "web", "weeks",
    },
    "screens": {
        "access", "authority", "clock", "errors", "exchange", "feeds", "identity", "jobs", "ledger", "matches", "offers", "policies",
        "record", "registry", "reports", "rosters", "sealing", "settings", "storage", "tables", "web", "weeks",
    },
    "rights": {"authority", "clock", "errors", "exchange", "identity", "record", "registry", "storage", "tables", "web"},
    "retention": {
        "clock", "exchange", "identity", "offers", "periods", "record", "rights", "settings", "storage", "tables", "web",
    },
    "demo": {"authority", "clock", "identity", "registry", "rosters", "storage", "tables", "weeks"},
}  # fmt: skip
"""Rooms of `api` and the rooms that each may import, itself apart; `application` and `serving` put them together."""

ABOVE_ITS_PARTS = {"tables"}
"""Single parts of a higher room (kinds of columns) that a lower one is made of."""

FACE_OF_THE_ENGINE = {"matcher.engine.progress", "matcher.engine.readiness"}
"""What a process that solves for others must know of the engine."""

ALLOWED_AT_THE_TOP = {
    "matcher", "api", "scenarios", "benchmarks", "tests", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md",
}  # fmt: skip


def imports(source: Path) -> set[str]:
    """Modules that a file imports when it runs; what only type checkers read does not count."""
    return imported(ast.parse(source.read_text(encoding="utf-8")))


def imported(tree: ast.AST) -> set[str]:
    """The same for a tree."""

    def of(part: ast.AST) -> Iterator[str]:
        if isinstance(part, ast.Import):
            yield from (alias.name for alias in part.names)
        elif isinstance(part, ast.ImportFrom):
            assert part.level == 0, "imports are absolute"
            yield from (f"{part.module}.{alias.name}" for alias in part.names)
        elif isinstance(part, ast.If) and ast.unparse(part.test).endswith("TYPE_CHECKING"):
            for other in part.orelse:
                yield from of(other)
        else:
            for child in ast.iter_child_nodes(part):
                yield from of(child)

    return set(of(tree))


def imports_at_once(source: Path) -> set[str]:
    """Modules that a file imports when it is imported itself, and not only when something in it is called."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    for part in ast.walk(tree):
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            part.body = [ast.Pass()]
    return imported(tree)


def files_of(package: str) -> list[Path]:
    """Python files of a top-level package."""
    return sorted((TOP / package).rglob("*.py"))


def room(source: Path, package: str = "matcher") -> str:
    """The folder of a package, or the file right inside it, that a file belongs to."""
    return source.relative_to(TOP / package).parts[0].removesuffix(".py")


def is_inside(module: str, packages: set[str]) -> bool:
    """The module is one of the packages or lies in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


ROOMS = {room(path) for path in files_of("matcher")} - {"__init__", "cli"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A command at the top of the repository."""
    return subprocess.run(command, cwd=TOP, capture_output=True, text=True, encoding="utf-8", check=False)


def committed() -> list[str]:
    """Paths of all committed files."""
    return run("git", "ls-files").stdout.splitlines()


def test_every_room_of_the_house_stands_on_a_floor() -> None:
    assert set(FLOORS) == ROOMS


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_room_imports_only_rooms_of_lower_floors(name: str) -> None:
    allowed = {f"matcher.{other}" for other in FLOORS[name] | {name}}
    inside = [path for path in files_of("matcher") if room(path) == name]

    beyond = {
        (path.name, module)
        for path in inside
        for module in imports(path)
        if is_inside(module, {"matcher", "api", "scenarios", "benchmarks", "tests"}) and not is_inside(module, allowed)
    }

    assert beyond == set()


def test_the_matcher_knows_the_service_only_where_it_is_served_and_operated_and_only_when_called() -> None:
    users = {path for path in files_of("matcher") if any(is_inside(module, {"api"}) for module in imports(path))}

    at_once = {path.name for path in users if any(is_inside(module, {"api"}) for module in imports_at_once(path))}

    assert TOP / "matcher/cli/serve.py" in users
    assert {path for path in users if path.name != "serve.py" and path.parent.name != "operating"} == set()
    assert at_once == set()


@pytest.mark.parametrize("floors", [FLOORS, SERVICE_FLOORS], ids=["matcher", "api"])
def test_the_floors_have_no_stairs_in_a_circle(floors: dict[str, set[str]]) -> None:
    below = {
        name: {other for other in others if "." not in other or name not in ABOVE_ITS_PARTS}
        for name, others in floors.items()
    }

    standing: set[str] = set()
    while (
        lowest := {name for name, others in below.items() if {one.partition(".")[0] for one in others} <= standing}
        - standing
    ):
        standing |= lowest

    assert standing == set(floors)


def test_every_room_of_the_service_stands_on_a_floor_and_imports_only_lower_ones() -> None:
    put_together = {"__init__", "application", "serving"}
    beyond = {
        (str(path.relative_to(TOP)), module)
        for path in files_of("api")
        if (name := room(path, "api")) not in put_together
        for module in imports(path)
        if is_inside(module, {"api", "benchmarks", "tests", "matcher.cli", "matcher.engine"})
        and not is_inside(module, {f"api.{other}" for other in SERVICE_FLOORS[name] | {name}} | FACE_OF_THE_ENGINE)
    }

    assert {room(path, "api") for path in files_of("api")} - put_together == set(SERVICE_FLOORS)
    assert beyond == set()


def test_the_engine_reads_the_instance_and_not_the_hand_that_writes_it() -> None:
    modules = {module for path in files_of("matcher/engine") for module in imports(path)}

    of_the_waist = {module for module in modules if is_inside(module, {"matcher.waist"})}

    assert of_the_waist
    assert not {module for module in of_the_waist if not is_inside(module, {"matcher.waist.instance"})}


@pytest.mark.parametrize("kind", ["hard", "soft"])
def test_a_rule_imports_no_other_rule_and_no_solver(kind: str) -> None:
    rules = [path for path in files_of(f"matcher/rules/{kind}") if path.stem != "__init__"]

    others = {
        (path.stem, module)
        for path in rules
        for module in imports(path)
        if is_inside(module, SOLVERS | {"scipy", "matcher.engine", "matcher.rules.hard", "matcher.rules.soft"})
        or is_inside(module, {"matcher.rules.catalogue"})
    }

    assert rules
    assert others == set()


def test_scenarios_import_the_matcher_and_nothing_else_of_ours() -> None:
    beyond = {
        module
        for path in files_of("scenarios")
        for module in imports(path)
        if is_inside(module, {"api", "benchmarks", "tests", "matcher.cli", "matcher.engine"})
    }

    assert beyond == set()


def test_nothing_that_is_delivered_imports_tests_or_benchmarks() -> None:
    beyond = {
        (path.name, module)
        for package in ("matcher", "api", "scenarios")
        for path in files_of(package)
        for module in imports(path)
        if is_inside(module, {"tests", "benchmarks"})
    }

    assert beyond == set()


@pytest.mark.parametrize("module", ["matcher.audit", "matcher.explain", "matcher.policy"])
def test_importing_it_in_a_fresh_interpreter_loads_no_solver(module: str) -> None:
    script = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"

    done = run(sys.executable, "-c", script)

    assert done.returncode == 0, done.stderr
    assert {"matcher", "pydantic"} <= set(done.stdout.split())
    assert not SOLVERS & set(done.stdout.split())


def test_the_top_of_the_repository_holds_only_what_belongs_there() -> None:
    top = {path.partition("/")[0] for path in committed()}

    beyond = {name for name in top - ALLOWED_AT_THE_TOP if not name.startswith(".")}

    assert "matcher" in top
    assert beyond == set()


def test_no_committed_file_is_a_lock_with_download_addresses_or_names_a_machine() -> None:
    address = re.compile(
        r"python[h]osted\.org|registry\.[n]pmjs|--(extra-)?[i]ndex-url|--[h]ash=|https?://\S+\.(whl|tar\.gz|tgz)\b"
    )
    of_a_machine = re.compile(r"(^|[^a-z.~])/(work|root|farm|home)/")

    found = [
        f"{path}:{number}"
        for path in committed()
        if (TOP / path).is_file() and b"\0" not in (content := (TOP / path).read_bytes())
        for number, line in enumerate(content.decode("utf-8").splitlines(), start=1)
        if address.search(line) or of_a_machine.search(line)
    ]

    assert found == []
    assert not [path for path in committed() if re.search(r"(^|/)[^/]*(\.lock|-lock\.(json|yaml))$", path)]


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "--no-cache", "."), ("ruff", "format", "--no-cache", "--check", "."), ("mypy",)],
    ids=lambda parts: " ".join(parts),
)
def test_the_code_is_clean_by(command: tuple[str, ...]) -> None:
    done = run(sys.executable, "-m", *command)

    assert done.returncode == 0, done.stdout + done.stderr
