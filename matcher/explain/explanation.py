"""An explanation of one need: why visits of it are missing, and why each that stands is served by whom it is."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from matcher.domain import BadInput, Need, Problem, Roster
from matcher.explain.choice import Choice, Choices
from matcher.explain.findings import Findings, Investigation
from matcher.explain.funnel import Funnel
from matcher.explain.telling import told
from matcher.policy import Policy


@dataclass(frozen=True)
class Explanation:
    """`findings` where visits are missing, a choice for each visit that stands."""

    need: Need
    missing: int
    findings: Findings | None
    choices: tuple[Choice, ...]

    def text(self, language: str = "zh") -> str:
        """Lines for people, in Chinese (`zh`) or English (`en`)."""
        return "\n".join(told(self.need, self.missing, self.findings, self.choices, language))

    def as_json(self) -> dict[str, Any]:
        """For machines: stable keys, both languages."""
        document: dict[str, Any] = {"need": self.need.id, "wanted": self.need.visits, "missing": self.missing}
        if self.findings is not None:
            advice = self.findings.suggestion
            document["unmet"] = {
                "funnel": _funnel(self.findings.funnel),
                "reasons": [reason.model_dump() for reason in self.findings.reasons],
                "suggestion": advice.model_dump() if advice is not None else None,
            }
        document["visits"] = [_choice(choice) for choice in self.choices]
        return document


def explain(problem: Problem, roster: Roster, policy: Policy, need_id: str) -> Explanation:
    """Everything there is to say of a need; raises BadInput that suggests the nearest id where there is no such need."""
    need = problem.need_by_id.get(need_id)
    if need is None:
        near = get_close_matches(need_id, problem.need_by_id, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"expected the id of one of its {len(problem.needs)} needs"
        raise BadInput(f"The problem has no need {need_id!r}, {hint}")
    investigation = Investigation.of(problem, roster, policy)
    missing = investigation.standing.missing(need)
    stops = investigation.standing.timetable.stops_of_need[need.id]
    return Explanation(
        need=need,
        missing=missing,
        findings=investigation.findings(need) if missing else None,
        choices=tuple(Choices(investigation, stop).choice() for stop in stops),
    )


def _funnel(funnel: Funnel) -> dict[str, Any]:
    text = funnel.text
    return {
        "volunteers": funnel.volunteers,
        "stages": [
            {"rule": stage.rule, "dropped": stage.dropped, "left": stage.left, "codes": dict(stage.codes)}
            for stage in funnel.stages
        ],
        "en": text.en,
        "zh": text.zh,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    visit = choice.stop.visit
    return {
        "start": f"{visit.start:%Y-%m-%dT%H:%M}",
        "volunteers": list(visit.volunteers),
        "pinned": choice.firm,
        "breaks": [
            {"rule": one.rule, "en": one.text.en, "zh": one.text.zh, "overridden": choice.excuses.get(one)}
            for one in choice.breaks
        ],
        "funnel": _funnel(choice.funnel),
        "points": choice.points,
        "alternatives": [
            {
                "volunteer": one.volunteer.id,
                "instead_of": one.instead_of.id,
                "points_more": one.total,
                "by_rule": one.points,
            }
            for one in choice.alternatives
        ],
        "stopped": [
            {
                "volunteer": one.volunteer.id,
                "rule": one.breach.rule,
                "en": one.breach.text.en,
                "zh": one.breach.text.zh,
            }
            for one in choice.stopped
        ],
    }
