"""Whose data may be used for services: a consent that was withdrawn takes a cadre out of weeks and reports."""

from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from api.tables.cadres import Cadre, Consent, Purpose


def may_be_served(day: date) -> ColumnElement[bool]:
    """The cadre is looked after, and has not withdrawn the consent to services by this date."""
    withdrawn = select(Consent.cadre_id).where(Consent.purpose == Purpose.SERVICE, col(Consent.withdrawn_on) <= day)
    return col(Cadre.active) & col(Cadre.id).not_in(withdrawn)
