"""A service that no roster planned (a neighbour dropped in) goes into the ledger with all four elements as well."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Field, Session, col, select

from api.errors import Conflict, Unacceptable
from api.ledger.closing import check_about
from api.ledger.entries import entry_of
from api.ledger.outcome import OutcomeFields, check_outcome
from api.tables.cadres import Cadre
from api.tables.current_entries import SERVED, is_current
from api.tables.needs import Need, Pillar
from api.tables.row import Key
from api.tables.visits import LedgerEntry, Visit, VisitState
from matcher.domain.document import Word

LONGEST_AGO = timedelta(days=366)
"""Older services are counted as prior visits of a pair, not written up one by one."""


class UnplannedFields(OutcomeFields):
    """What was done; either for a need that is registered, or with its service and pillar."""

    need_id: Key | None = None
    service: Word | None = Field(default=None, max_length=60)
    pillar: Pillar | None = None


def record(session: Session, fields: UnplannedFields, now: datetime) -> LedgerEntry:
    """The row of a service outside all rosters.

    Raises Unacceptable where the fields do not make a row; Conflict where it is in the ledger already, or where a
    visit of the roster waits to be closed by it.
    """
    if fields.outcome not in SERVED:
        raise Unacceptable(
            "NOTHING_DONE",
            zh="计划外服务只登记已完成（done）或部分完成（partial）的。",
            en="Outside a roster only what was done (done, partial) is recorded.",
        )
    check_outcome(session, fields, now)
    assert fields.started_at is not None, "a complete outcome has its times"
    if fields.started_at < now - LONGEST_AGO:
        raise Unacceptable(
            "TOO_LONG_AGO",
            zh="时间早于一年前，请核对。",
            en="That was more than a year ago; please check.",
        )
    kind = _kind(session, fields)
    home = _hold(session, kind.need.cadre_id if kind.need is not None else fields.cadres[0])
    if kind.need is not None:
        check_about(session, kind.need, fields.started_at.date(), fields)
        _check_not_planned(session, kind.need, fields.started_at)
    entry = entry_of(
        fields,
        need_id=fields.need_id,
        station_id=home.station_id,
        pillar=kind.pillar,
        service=kind.service,
        planned=fields.started_at.date(),
    )
    _check_new(session, entry)
    session.add(entry)
    session.flush()
    return entry


class _Kind(NamedTuple):
    pillar: Pillar
    service: str
    need: Need | None


def _kind(session: Session, fields: UnplannedFields) -> _Kind:
    """By the need, or as people entered it."""
    if fields.need_id is not None and fields.service is None and fields.pillar is None:
        need = session.get(Need, fields.need_id)
        if need is None:
            raise Unacceptable("NO_SUCH_NEED", zh="没有这个需求（need_id）。", en="need_id: there is no such need.")
        return _Kind(need.pillar, need.service, need)
    if fields.need_id is None and fields.service is not None and fields.pillar is not None:
        return _Kind(fields.pillar, fields.service, None)
    raise Unacceptable(
        "NEED_OR_SERVICE",
        zh="请给出需求编号（need_id），或者服务种类与四就近类别（service和pillar），二者选一。",
        en="Expected either need_id, or service and pillar.",
    )


def _hold(session: Session, cadre_id: str) -> Cadre:
    """The cadre, held until the transaction ends, so that a form sent twice at once is seen."""
    return session.exec(select(Cadre).where(Cadre.id == cadre_id).with_for_update(key_share=True)).one()


def _check_not_planned(session: Session, need: Need, start: datetime) -> None:
    planned = session.exec(
        select(Visit.id).where(
            Visit.need_id == need.id, Visit.day == start.date(), col(Visit.state) == VisitState.PLANNED
        )
    ).first()
    if planned is not None:
        raise Conflict(
            "VISIT_PLANNED",
            zh="排班表中当天已有该需求的服务，请登记那次服务的结果。",
            en="The roster has a visit of this need on that date: record how that one ended.",
            visit=planned,
        )


def _check_new(session: Session, entry: LedgerEntry) -> None:
    """A form that is sent twice makes one row."""
    alike = select(LedgerEntry).where(
        LedgerEntry.station_id == entry.station_id,
        LedgerEntry.service == entry.service,
        LedgerEntry.started_at == entry.started_at,
        is_current(),
    )
    for other in session.exec(alike).all():
        if sorted(other.cadres) == sorted(entry.cadres) and sorted(other.volunteers) == sorted(entry.volunteers):
            raise Conflict(
                "RECORDED_BEFORE",
                zh="同一时间、人员、内容类别的服务已在台账中。",
                en="A service of this kind by the same people at the same time is in the ledger already.",
                entry=other.id,
            )
