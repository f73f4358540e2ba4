"""What the service writes about itself while it runs: a line of JSON on standard error each, of words that are listed here.

Whatever else a line would hold (a key that is not listed, a value that is no number, id, place or word of code, the text
of an exception, a message of a library) is left out and counted. So nobody who writes a line can tell of people in it.
"""

import logging
import re
import sys
import threading
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

import structlog

WORD = re.compile(r"[a-z][a-z_]{0,39}")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}")
"""Of a class, a module or a logger."""
ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
PLACE = re.compile(r"[A-Za-z0-9_.]{1,60}:[0-9]{1,6}")
ROUTE = re.compile(r"/[A-Za-z0-9_./{}:-]{0,200}|none")
MOMENT = re.compile(r"[0-9T:.+-]{19,32}Z?")
METHOD = re.compile(r"[A-Z]{1,10}")

LISTED: Mapping[str, re.Pattern[str] | None] = {
    "event": WORD,
    "level": WORD,
    "timestamp": MOMENT,
    "kind": NAME,
    "logger": NAME,
    "place": PLACE,
    "job": ID,
    "asker": ID,
    "method": METHOD,
    "route": ROUTE,
    "status": None,
    "milliseconds": None,
}
"""Each key with what its values look like; None are numbers."""
LEFT_OUT = "left_out"
"""How many keys a line would have had besides."""


class Level(StrEnum):
    """From how grave on something is written; `info` has a line per request."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def listed_only(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The line without what is not listed."""
    kept = {key: value for key, value in line.items() if key in LISTED and _fits(value, LISTED[key])}
    return kept if len(kept) == len(line) else kept | {LEFT_OUT: len(line) - len(kept)}


def _fits(value: Any, pattern: re.Pattern[str] | None) -> bool:
    if pattern is None:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def told_of(error: BaseException) -> dict[str, str]:
    """An exception's class, and where it was raised; what it says may hold data."""
    frames = extract_tb(error.__traceback__)
    place = {"place": f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"} if frames else {}
    return {"kind": type(error).__name__} | place


def _exceptions(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Of `exc_info` no more is told than of any exception."""
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line.update(told_of(error))
    return line


PROCESSORS: list[Callable[..., Any]] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _exceptions,
    listed_only,
    structlog.processors.JSONRenderer(sort_keys=True),
]


class OfLibraries(logging.Handler):
    """Libraries say things in their own words, with whatever they were working on: where they did is told, not what."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line for the record."""
        line: dict[str, Any] = {"logger": record.name, "place": f"{record.filename}:{record.lineno}"}
        if record.exc_info is not None and record.exc_info[1] is not None:
            line |= told_of(record.exc_info[1])
        level = "error" if record.levelno >= logging.ERROR else record.levelname.lower()
        getattr(structlog.get_logger(), level if level in set(Level) else "info")("library", **line)


def write_lines(level: Level) -> None:
    """From now on lines of this process are written so."""
    structlog.configure(
        processors=PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def write_for_libraries(level: Level) -> None:
    """What libraries log, warn of and let end this process or its threads is written as lines of ours; nothing below a warning."""
    logging.captureWarnings(True)
    logging.basicConfig(handlers=[OfLibraries()], level=max(_number(level), logging.WARNING), force=True)
    sys.excepthook = _ended_by
    threading.excepthook = _thread_ended_by
    sys.unraisablehook = _not_raised


def _number(level: Level) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _to_standard_error(*_names: Any) -> structlog.PrintLogger:
    """As it is when something is written: it may have been redirected since."""
    return _Lines(sys.stderr)


class _Lines(structlog.PrintLogger):
    """A line that cannot be written, as where the disk is full, keeps nobody from their work."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = fatal = failure = err = error = critical = exception = msg


def _ended_by(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
    structlog.get_logger().error("process_ended", **told_of(error))


def _thread_ended_by(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        structlog.get_logger().error("thread_ended", **told_of(arguments.exc_value))


def _not_raised(unraisable: Any) -> None:
    if unraisable.exc_value is not None:
        structlog.get_logger().error("not_raised", **told_of(unraisable.exc_value))
