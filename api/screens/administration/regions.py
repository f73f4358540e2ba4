"""Regions on pages: the tree from the city down."""

from typing import Any

from fastapi import Request
from sqlmodel import Session, col, select

from api.registry.regions import DOWN, REGIONS
from api.registry.resource import Filters
from api.registry.searching import matching
from api.registry.words import REGION_KINDS
from api.screens.administration.kept import Kind, fields_of, router_of
from api.screens.shell.forms import Form
from api.settings import Settings
from api.tables.places import Region, RegionFields


def _read(form: Form, _settings: Settings) -> RegionFields:
    return form.read(RegionFields)


def _around(session: Session) -> dict[str, Any]:
    regions = session.exec(select(Region).order_by(col(Region.pinyin), Region.id)).all()
    return {
        "kinds": list(REGION_KINDS.items()),
        "names": {one.id: one.name for one in regions},
        "above": [(one.id, one.name) for one in sorted(regions, key=lambda one: DOWN.index(one.kind))],
        "tree": list(_down(list(regions), None, frozenset(one.id for one in regions))),
    }


def _down(regions: list[Region], parent: str | None, known: frozenset[str]) -> list[Region]:
    """Each region before those that lie in it."""
    found: list[Region] = []
    for one in regions:
        if one.parent_id == parent or (parent is None and one.parent_id not in known):
            found += [one, *_down(regions, one.id, known)]
    return found


def _found(request: Request) -> Filters:
    words = request.query_params.get("q", "").strip()[:100]
    return [matching(Region, words)] if words else []


router = router_of(
    Kind(
        REGIONS,
        "regions",
        "administration/regions.html",
        "administration/region.html",
        _read,
        lambda row: fields_of(row, RegionFields.model_fields),
        _around,
        found=_found,
    )
)
