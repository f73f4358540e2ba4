"""The terminal gets plain text: markup is not read, and control characters of strangers show as their escapes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OF_A_PIPE = 120
"""Columns of a table that no terminal will show."""


def printable(text: str) -> str:
    """The text in one line: what no terminal should be sent (escapes, line breaks, direction marks) is spelt out."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)


def tell(sentence: str) -> None:
    """One line on standard error."""
    typer.echo(printable(sentence), err=True)


def say(line: str = "") -> None:
    """One line on standard output."""
    typer.echo(printable(line))


def say_json(document: Any) -> None:
    """A value as JSON on standard output; like every JSON of ours in UTF-8."""
    import json

    write_output(json.dumps(document, ensure_ascii=False, indent=1))


def write_output(text: str) -> None:
    """A whole document on standard output, in UTF-8 whatever the terminal speaks; its line breaks stay."""
    lines = "\n".join(_json_line(line) for line in text.split("\n"))
    sys.stdout.flush()
    sys.stdout.buffer.write(lines.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def console(*, err: bool = False) -> Console:
    """Rich's console with everything clever switched off."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else WIDTH_OF_A_PIPE
    return Console(stderr=err, width=width, markup=False, emoji=False, highlight=False)


def _json_line(line: str) -> str:
    """Signs that do not print occur in JSON inside strings only, where their escape says the same."""
    import json

    if line.isprintable():
        return line
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in line)
