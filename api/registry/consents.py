"""Consents: what a cadre agreed to their data being used for, one a purpose."""

from sqlmodel import col

from api.registry.listing import equal
from api.registry.resource import Entry, Filters, Resource
from api.registry.sound import days_in_order
from api.tables.cadres import Consent, ConsentFields, ConsentPublic, Purpose
from api.tables.row import Key


def _filters(cadre_id: Key | None = None, purpose: Purpose | None = None, withdrawn: bool | None = None) -> Filters:
    found = equal((Consent.cadre_id, cadre_id), (Consent.purpose, purpose))
    if withdrawn is not None:
        given = col(Consent.withdrawn_on).is_(None)
        found.append(~given if withdrawn else given)
    return found


def _check(entry: Entry[ConsentFields]) -> None:
    days_in_order(entry.fields.given_on, entry.fields.withdrawn_on, "withdrawn_on")


CONSENTS = Resource(
    path="consents",
    fields=ConsentFields,
    table=Consent,
    public=ConsentPublic,
    order=(col(Consent.cadre_id), col(Consent.purpose)),
    example={"cadre_id": "liuxing-c001", "purpose": "service", "given_on": "2026-01-05", "note": "书面"},
    filters=_filters,
    check=_check,
)
