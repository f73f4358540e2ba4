"""Imports obey the registry: what nobody could enter by hand does not come in by file either."""

from typing import Any

from api.registry.jurisdiction import check_jurisdiction
from api.registry.resource import Entry, Resource
from api.tables.row import Row


def check_rules(resource: Resource[Any, Any, Any], entry: Entry[Any], kept: Row | None) -> None:
    """Raises Refused; what an entry refers to is looked at elsewhere, since it may come in by the same file."""
    for thing in (kept, entry.fields):
        if resource.region is not None and thing is not None:
            check_jurisdiction(entry.session, resource.region(thing))
    resource.check(entry)
    if kept is None:
        resource.check_new(entry)
