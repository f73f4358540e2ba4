"""A comparison as a page shows it: figures and points side by side, rules that differ, and visits that differ, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from api.screens.rules.plain import PARAMETERS
from api.screens.rules.showing import value_words
from api.screens.shell.people import cadres_by_id, volunteers_by_id
from api.tables.needs import Need
from matcher.board.words import service
from matcher.comparing import FIGURES, Comparison
from matcher.domain import Text, Visit
from matcher.replanning.differences import Kind
from matcher.rules.catalogue import title_of

KINDS = {
    Kind.REMOVED: Text("only in the first", "仅方案一有"),
    Kind.MOVED: Text("another time", "时间不同"),
    Kind.REASSIGNED: Text("other volunteers", "人员不同"),
    Kind.NEW: Text("only in the second", "仅方案二有"),
}

MORE_IS_BETTER = frozenset({"visits", "service_minutes"})
LESS_IS_BETTER = frozenset(
    {"unserved_cadres", "travel_minutes", "strangers", "faces", "other_times", "changed", "moved"}
)


@dataclass(frozen=True)
class Pair:
    """A number under each policy; `verdict` is better, worse or empty, seen from the second."""

    words: Text
    first: int | None
    second: int | None
    verdict: str = ""

    @property
    def change(self) -> int:
        """From the first to the second."""
        return (self.second or 0) - (self.first or 0)


@dataclass(frozen=True)
class Side:
    """A visit as one of the two has it."""

    start: datetime
    volunteers: tuple[str, ...]


@dataclass(frozen=True)
class Differing:
    """A visit that the two have otherwise."""

    kind: Text
    cadre: str
    service: Text
    first: Side | None
    second: Side | None


def figures(comparison: Comparison) -> list[Pair]:
    """All of them, in their order."""
    first, second = comparison.first.figures, comparison.second.figures
    return [Pair(one.text, first[one.name], second[one.name], _verdict(one.name, first, second)) for one in FIGURES]


def _verdict(name: str, first: dict[str, int], second: dict[str, int]) -> str:
    change = second[name] - first[name]
    if not change or not (name in MORE_IS_BETTER or name in LESS_IS_BETTER or name.startswith("missing_")):
        return ""
    return "better" if (change > 0) == (name in MORE_IS_BETTER) else "worse"


def points(comparison: Comparison) -> list[Pair]:
    """By rule that is weighed on either side."""
    return [Pair(title_of(rule), first, second) for rule, (first, second) in comparison.points.items()]


def rules(comparison: Comparison) -> Iterator[tuple[Text, Text, Text, Text]]:
    """Rule, setting, and its value under each; a dash where the rule is off."""
    for one in comparison.rules:
        for field in one.fields:
            first, second = (
                value_words(side[field]) if side is not None else Text("—", "—") for side in (one.first, one.second)
            )
            yield title_of(one.rule), PARAMETERS[field], first, second


def visits(session: Session, comparison: Comparison) -> list[Differing]:
    """By time; names as far as the reader may see them."""
    found = comparison.differences
    keys = {one.need for one in found}
    needs = {one.id: one for one in session.exec(select(Need).where(col(Need.id).in_(sorted(keys)))).all()}
    cadres = cadres_by_id(session, {need.cadre_id for need in needs.values()})
    everybody = {who for one in found for visit in (one.before, one.after) if visit for who in visit.volunteers}
    names = {key: person.name for key, person in volunteers_by_id(session, everybody).items()}
    return [
        Differing(
            KINDS[one.kind],
            cadres[needs[one.need].cadre_id].name if one.need in needs else "—",
            service(needs[one.need].service) if one.need in needs else Text("—", "—"),
            _side(one.before, names),
            _side(one.after, names),
        )
        for one in found
    ]


def _side(visit: Visit | None, names: dict[str, str]) -> Side | None:
    return None if visit is None else Side(visit.start, tuple(names[one] for one in visit.volunteers))
