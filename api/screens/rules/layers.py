"""Who says what: the layers of a policy from the default to the region itself, and its own share as tables that a form changes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomli_w
from sqlmodel import Session

from api.errors import no_such
from api.policies.effective import layer, layers_of
from api.policies.versions import newest_number, newest_version, versions
from api.screens.shell.place import Place
from api.tables.places import Region
from api.tables.policies import PolicyVersion
from api.weeks.scope import regions_above
from matcher.policy import Layer, Setting

Tables = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Jurisdiction:
    """The region that the page is about, and all above it, the topmost first; `number` is its newest version, 0 if none."""

    region: Region
    chain: tuple[Region, ...]
    layers: tuple[Layer, ...]
    number: int

    @property
    def names(self) -> dict[str, str]:
        """Of the regions by id."""
        return {one.id: one.name for one in self.chain}


def jurisdiction(session: Session, place: Place) -> Jurisdiction:
    """That of the place, of a station the region in which it lies; raises NotFound where there is none."""
    region_id = place.station.region_id if place.station is not None else place.region.id if place.region else None
    if region_id is None:
        raise no_such("区域", "region")
    chain = regions_above(session, region_id)
    return Jurisdiction(chain[-1], chain, tuple(layers_of(session, chain)), newest_number(session, region_id))


def own_tables(session: Session, region_id: str) -> Tables:
    """What the region itself says, by rule; nothing where it is silent."""
    newest = newest_version(session, region_id)
    rules: Tables = tomllib.loads(newest.toml).get("rules", {}) if newest is not None else {}
    return {rule: dict(table) for rule, table in rules.items()}


def toml_of(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """As the region's next version."""
    kept = {rule: dict(table) for rule, table in tables.items() if table}
    return tomli_w.dumps({"rules": kept}) if kept else ""


def own_versions(session: Session, region_id: str) -> list[PolicyVersion]:
    """All that the region has said, the newest first."""
    return list(versions(session, region_id))


def layers_at(session: Session, here: Jurisdiction, number: int) -> list[Layer]:
    """As they would be with an earlier version of the region's own share; raises NotFound."""
    found = next((one for one in versions(session, here.region.id) if one.number == number), None)
    if found is None:
        raise no_such("版本", "version")
    return [*layers_of(session, here.chain[:-1]), layer(here.region.id, found.number, found.toml)]


def said_by(setting: Setting) -> tuple[str, int]:
    """The region's id and its version; the empty id for the default."""
    region, at, number = setting.layer.rpartition("@")
    return (region, int(number)) if at else ("", 0)
