"""Organisations on pages: where volunteers come from, and who helps where they cannot."""

from typing import Any

from fastapi import Request
from sqlmodel import Session

from api.exchange.labels import ORGANISATION_KINDS
from api.registry.organisations import ORGANISATIONS
from api.registry.resource import Filters
from api.registry.searching import matching
from api.screens.administration.kept import Kind, Values, fields_of, router_of, typed
from api.screens.shell.forms import Form
from api.settings import Settings
from api.tables.people import Organisation, OrganisationFields
from matcher.board.words import FURTHER_SERVICES, SERVICES


def _read(form: Form, _settings: Settings) -> OrganisationFields:
    return form.read(OrganisationFields)


def _typed(form: Form) -> Values:
    return {**typed(form), "services": form.texts("services")}


def _around(_session: Session) -> dict[str, Any]:
    return {"kinds": ORGANISATION_KINDS, "services": SERVICES | FURTHER_SERVICES}


def _found(request: Request) -> Filters:
    words = request.query_params.get("q", "").strip()[:100]
    return [matching(Organisation, words)] if words else []


router = router_of(
    Kind(
        ORGANISATIONS,
        "organisations",
        "administration/organisations.html",
        "administration/organisation.html",
        _read,
        lambda row: fields_of(row, OrganisationFields.model_fields),
        _around,
        of_form=_typed,
        found=_found,
    )
)
