"""The eight facts of a dossier (八个清): which are known, how many, and which are missing; the one place that says so."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, or_

from api.tables.cadres import Cadre, CadreFields, Fact

COLUMNS: dict[Fact, str] = {fact: fact.value for fact in Fact} | {Fact.AGE: "born_on"}
"""Where each fact stands in the dossier."""


def missing_facts(cadre: CadreFields) -> list[Fact]:
    """The facts that nobody has filled in yet, in the order of the document."""
    return [fact for fact, column in COLUMNS.items() if getattr(cadre, column) in (None, "")]


def completeness(cadre: CadreFields) -> int:
    """How many of the eight are known."""
    return len(COLUMNS) - len(missing_facts(cadre))


def is_incomplete() -> ColumnElement[bool]:
    """At least one is missing, as a condition of a query."""
    columns: list[tuple[Fact, Any]] = [(fact, col(getattr(Cadre, column))) for fact, column in COLUMNS.items()]
    return or_(*(column.is_(None) if fact is Fact.AGE else column == "" for fact, column in columns))
