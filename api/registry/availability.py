"""Exceptions to the weekly availability of a volunteer: away on a date, or there at other times."""

from sqlmodel import col

from api.registry.listing import equal
from api.registry.resource import Filters, Resource
from api.tables.people import AvailabilityException, AvailabilityExceptionFields, AvailabilityExceptionPublic
from api.tables.row import Key
from matcher.domain.clock import LocalDate


def _filters(
    volunteer_id: Key | None = None, since: LocalDate | None = None, until: LocalDate | None = None
) -> Filters:
    found = equal((AvailabilityException.volunteer_id, volunteer_id))
    if since is not None:
        found.append(col(AvailabilityException.day) >= since)
    if until is not None:
        found.append(col(AvailabilityException.day) <= until)
    return found


AVAILABILITY = Resource(
    path="availability-exceptions",
    fields=AvailabilityExceptionFields,
    table=AvailabilityException,
    public=AvailabilityExceptionPublic,
    order=(col(AvailabilityException.day), col(AvailabilityException.volunteer_id)),
    example={"volunteer_id": "liuxing-v01", "day": "2026-11-25", "windows": [], "reason": "外出"},
    filters=_filters,
)
