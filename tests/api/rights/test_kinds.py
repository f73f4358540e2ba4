"""No table and no column can be forgotten: what is there is read off the metadata, and each has to be decided on."""

import pytest
from sqlalchemy import JSON, Column, Date, Float, LargeBinary, String
from sqlmodel import SQLModel

import api.tables  # noqa: F401  (their metadata)
from api.registry.references import LISTS
from api.rights.kinds import KINDS, NOT_ABOUT_THEM, Kind
from api.storage.columns import Choice
from api.tables.names import Person

PEOPLE = {"cadre", "volunteer"}


def tells(column: Column[object]) -> bool:
    """It may hold words, dates, places or documents; numbers, choices, moments and references to other rows do not."""
    if column.primary_key or column.foreign_keys or column.name.endswith("_id") or isinstance(column.type, Choice):
        return False
    return isinstance(column.type, String | JSON | Date | Float | LargeBinary)


def test_every_table_is_about_people_or_it_is_said_why_not() -> None:
    decided = [kind.name for kind in KINDS] + list(NOT_ABOUT_THEM)

    assert sorted(decided) == sorted(SQLModel.metadata.tables)


def test_every_table_that_refers_to_a_person_is_decided_on_by_column() -> None:
    by_key = {
        name
        for name, table in SQLModel.metadata.tables.items()
        for column in table.columns
        if {key.column.table.name for key in column.foreign_keys} & PEOPLE
    }
    by_list = {str(column.class_.__tablename__) for column, target in LISTS.items() if issubclass(target, Person)}

    assert by_key | by_list | PEOPLE <= {kind.name for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_of_every_row_that_stays_each_column_that_could_tell_is_emptied_or_said_to_tell_of_nobody(kind: Kind) -> None:
    telling = {column.name for column in SQLModel.metadata.tables[kind.name].columns if tells(column)}
    decided = {*kind.emptied, *kind.left, *kind.signed, *kind.kept}

    stays = bool(decided)

    assert decided <= {column.name for column in SQLModel.metadata.tables[kind.name].columns}
    assert not stays or telling - decided == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_tells_of_one_side_or_of_nobody_are_columns_of_the_table(kind: Kind) -> None:
    named = {*kind.of_served, *kind.of_server, *kind.hidden}

    assert named <= {column.name for column in SQLModel.metadata.tables[kind.name].columns}
