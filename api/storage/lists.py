"""Lists kept as JSON are searched in SQL, and joined with the row that holds them, on SQLite and PostgreSQL alike."""

from typing import Any

from sqlalchemy import ColumnElement, String, TableValuedAlias, cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class elements(GenericFunction[Any]):  # noqa: N801 (a function of SQL)
    """The elements of a JSON list of texts, a row each."""

    inherit_cache = True


@compiles(elements, "sqlite")
def _on_sqlite(function: elements, compiler: Any, **more: Any) -> str:
    return f"json_each({compiler.process(function.clauses, **more)})"


@compiles(elements, "postgresql")
def _on_postgresql(function: elements, compiler: Any, **more: Any) -> str:
    return f"json_array_elements_text({compiler.process(function.clauses, **more)})"


def each(column: Any) -> TableValuedAlias:
    """A table of the list's elements, its column is `value`; join it with the row by `true()`."""
    return elements(column).table_valued("value")


def holds(column: Any, word: str) -> ColumnElement[bool]:
    """The list has this word or id (of signs that JSON writes as they are) among its elements."""
    return cast(column, String).contains(f'"{word}"', autoescape=True)
