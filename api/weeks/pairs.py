"""Who knows whom: visits done together, before this system and in its ledger."""

from collections import Counter
from collections.abc import Collection

from sqlmodel import Session, col, select

from api.tables.visits import LedgerEntry, PriorVisits, VisitState
from matcher.domain.problem import Familiarity

SERVED = (VisitState.DONE, VisitState.PARTIAL)


def familiarity(session: Session, cadres: Collection[str], volunteers: Collection[str]) -> list[Familiarity]:
    """How often each volunteer has visited each cadre, pairs that never met left out."""
    met: Counter[tuple[str, str]] = Counter()
    for prior in session.exec(select(PriorVisits)).all():
        met[prior.cadre_id, prior.volunteer_id] += prior.visits
    corrected = set(
        session.exec(select(LedgerEntry.corrects_id).where(col(LedgerEntry.corrects_id).is_not(None))).all()
    )
    for entry in session.exec(select(LedgerEntry).where(col(LedgerEntry.outcome).in_(SERVED))).all():
        if entry.id not in corrected:
            met.update((cadre, volunteer) for cadre in entry.cadres for volunteer in entry.volunteers)
    return [
        Familiarity(cadre=cadre, volunteer=volunteer, visits=visits)
        for (cadre, volunteer), visits in sorted(met.items())
        if visits and cadre in cadres and volunteer in volunteers
    ]
