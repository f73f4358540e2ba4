"""Conditions that several lists share."""

from typing import Any

from sqlmodel import col, select

from api.registry.resource import Filters
from api.tables.cadres import Cadre
from api.tables.names import Person
from api.tables.needs import Need
from api.tables.places import Region, Station


def equal(*pairs: tuple[Any, Any]) -> Filters:
    """Columns have these values; a value that was not asked for is none."""
    return [col(column) == value for column, value in pairs if value is not None]


def not_erased(table: type[Any]) -> Filters:
    """Whoever was erased is there for figures alone: nobody finds, changes or exports them, or what they needed."""
    if table is Need:
        erased = select(Cadre.id).where(col(Cadre.erased_at).is_not(None))
        return [col(Need.cadre_id).not_in(erased)]
    return [col(table.erased_at).is_(None)] if issubclass(table, Person) else []


def regions_below(region_id: str) -> Any:
    """Ids of the region and all below it, as a query."""
    tree = select(Region.id).where(Region.id == region_id).cte("tree", recursive=True)
    tree = tree.union(select(Region.id).join(tree, col(Region.parent_id) == tree.c.id))
    return select(tree.c.id)


def stations_below(region_id: str) -> Any:
    """Ids of the stations in the region or below it, as a query."""
    return select(Station.id).where(col(Station.region_id).in_(regions_below(region_id)))
