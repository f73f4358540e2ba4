"""Organisations: where volunteers come from, and who takes over what volunteers cannot do."""

from sqlmodel import col

from api.registry.listing import equal
from api.registry.resource import Filters, Resource
from api.registry.searching import Words, matching
from api.tables.people import Organisation, OrganisationFields, OrganisationKind, OrganisationPublic


def _filters(kind: OrganisationKind | None = None, q: Words = None) -> Filters:
    found = equal((Organisation.kind, kind))
    return [*found, matching(Organisation, q)] if q else found


ORGANISATIONS = Resource(
    path="organisations",
    fields=OrganisationFields,
    table=Organisation,
    public=OrganisationPublic,
    order=(col(Organisation.pinyin),),
    example={"name": "示例家政公司", "kind": "partner", "contact": "示例-联系人", "services": ["household"]},
    filters=_filters,
)
