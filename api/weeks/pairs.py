"""Who knows whom, and who gets on with whom: visits done together, before this system and in its ledger, and feedback.

The rule. Of a pair (cadre, volunteer) the latest `FACES` faces count, a glad one +1, a sad one −1, a so-so one 0; their sum
is the pair's balance. Feedback on a visit without a volunteer's name is about all who came; feedback on a row that was
corrected is about those whom the newest row names, and counts only if they served.

- Balance ≥ `RAISED`: the volunteer is preferred by every need of the cadre, as if a coordinator had entered it there.
- Balance ≤ `LOWERED`: the volunteer counts as a stranger to the cadre, however often they met, and is not preferred, even
  where a coordinator had entered it. The pair is still possible: it costs what strangers cost.

Who finds a pair impossible enters the volunteer in the need's `excluded_volunteers`: that is a hard rule, no balance undoes it,
and a volunteer who is excluded is never preferred. A glad face later on brings the balance up again.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, func, select

from api.storage.lists import each
from api.tables.current_entries import SERVED, is_served
from api.tables.visits import Feedback, LedgerEntry, PriorVisits
from matcher.domain.problem import Familiarity

FACES = 5
RAISED = 2
LOWERED = -1
WORTH = {1: -1, 2: 0, 3: 1}

FEW = 1000
"""Cadres whose pairs are asked for by name."""

Pair = tuple[str, str]
"""Cadre, volunteer."""


@dataclass(frozen=True)
class Pairs:
    """`met`: how often each pair met; `balance`: by cadre, then volunteer, of those of whom anything was said."""

    met: Mapping[Pair, int]
    balance: Mapping[str, Mapping[str, int]]

    def familiarity(self, cadres: Collection[str], volunteers: Collection[str]) -> list[Familiarity]:
        """The contract's history: pairs that met and are not lowered."""
        return [
            Familiarity(cadre=cadre, volunteer=volunteer, visits=visits)
            for (cadre, volunteer), visits in sorted(self.met.items())
            if visits and cadre in cadres and volunteer in volunteers and not self.is_lowered(cadre, volunteer)
        ]

    def preferred(self, cadre: str, entered: Iterable[str], excluded: Collection[str]) -> list[str]:
        """Whom the cadre's need prefers: those entered there but the lowered, then the raised; never the excluded."""
        raised = sorted(volunteer for volunteer, worth in self.balance.get(cadre, {}).items() if worth >= RAISED)
        return [
            volunteer
            for volunteer in dict.fromkeys([*entered, *raised])
            if volunteer not in excluded and not self.is_lowered(cadre, volunteer)
        ]

    def is_lowered(self, cadre: str, volunteer: str) -> bool:
        """More was sad than glad of late."""
        return self.balance.get(cadre, {}).get(volunteer, 0) <= LOWERED


def pairs_of(session: Session, cadres: Collection[str]) -> Pairs:
    """Pairs of these cadres that ever met or of whom anything was said."""
    return Pairs(_met(session, cadres), _balance(session, cadres))


def _among(column: Any, cadres: Collection[str]) -> ColumnElement[bool]:
    """The cadre is one of these; of a whole city all are read, which is quicker than a long list."""
    return col(column).in_(cadres) if len(cadres) <= FEW else true()


def _met(session: Session, among: Collection[str]) -> Mapping[Pair, int]:
    met: Counter[Pair] = Counter()
    prior = select(PriorVisits.cadre_id, PriorVisits.volunteer_id, PriorVisits.visits)
    for cadre, volunteer, visits in session.exec(prior.where(_among(PriorVisits.cadre_id, among))).all():
        met[cadre, volunteer] += visits
    cadres, volunteers = each(LedgerEntry.cadres), each(LedgerEntry.volunteers)
    together = (
        select(cadres.c.value, volunteers.c.value, func.count())
        .select_from(LedgerEntry)
        .join(cadres, true())
        .join(volunteers, true())
        .where(is_served(), _among(cadres.c.value, among))
        .group_by(cadres.c.value, volunteers.c.value)
    )
    for cadre, volunteer, visits in session.exec(together).all():
        met[cadre, volunteer] += visits
    return met


def _balance(session: Session, among: Collection[str]) -> Mapping[str, Mapping[str, int]]:
    said = session.exec(
        select(Feedback).where(_among(Feedback.cadre_id, among)).order_by(col(Feedback.created_at).desc(), Feedback.id)
    ).all()
    rows = _newest_rows(session, {feedback.ledger_entry_id for feedback in said})
    faces: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for feedback in said:
        row = rows.get(feedback.ledger_entry_id)
        if row is None or row.outcome not in SERVED:
            continue
        for volunteer in row.volunteers if feedback.volunteer_id is None else [feedback.volunteer_id]:
            if volunteer in row.volunteers:
                faces[feedback.cadre_id][volunteer].append(WORTH[feedback.face])
    return {
        cadre: {volunteer: sum(worth[:FACES]) for volunteer, worth in of_cadre.items()}
        for cadre, of_cadre in faces.items()
    }


def _newest_rows(session: Session, entries: Collection[str]) -> Mapping[str, LedgerEntry]:
    """For each row the one that counts instead: itself, or the last of those that correct it."""
    corrections = session.exec(select(LedgerEntry).where(col(LedgerEntry.corrects_id).is_not(None))).all()
    later = {row.corrects_id: row for row in corrections}
    said = select(Feedback.ledger_entry_id)
    wanted = col(LedgerEntry.id).in_(entries if len(entries) <= FEW else said)
    first = session.exec(select(LedgerEntry).where(wanted)).all()
    newest: dict[str, LedgerEntry] = {}
    for row in first:
        last = row
        while last.id in later:
            last = later[last.id]
        newest[row.id] = last
    return newest
