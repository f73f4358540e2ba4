"""Findings on a need that lacks visits: the funnel, the reasons, the nearest miss, and what would serve it."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.domain import Need, Problem, Reason, Roster, Saying, Text
from matcher.explain import codes, reasons, verdict, wording
from matcher.explain.competition import Losses
from matcher.explain.deadline import Deadline, OutOfTime
from matcher.explain.funnel import Funnel, funnel_of, funnel_of_pairs
from matcher.explain.misses import Misses
from matcher.explain.prospects import Prospects
from matcher.explain.rulebook import Rulebook
from matcher.explain.screen import Screen
from matcher.explain.standing import Standing
from matcher.explain.suggestion import suggestion
from matcher.policy import Policy


@dataclass(frozen=True)
class Findings:
    """What is told of a need; reasons by weight, the nearest miss last."""

    funnel: Funnel
    reasons: tuple[Reason, ...]
    suggestion: Saying | None


class Investigation:
    """A standing roster under a policy, ready for questions about its needs."""

    def __init__(self, standing: Standing, policy: Policy) -> None:
        self.standing = standing
        self.rulebook = Rulebook.of(policy)
        self.screen = Screen(self.standing, self.rulebook)
        self.losses = Losses(self.standing, self.rulebook)

    @classmethod
    def of(cls, problem: Problem, roster: Roster, policy: Policy) -> Investigation:
        """Raises BadInput where the roster names needs or volunteers that the problem lacks."""
        return cls(Standing(problem, roster), policy)

    def prospects(self, need: Need, deadline: Deadline | None = None) -> Prospects:
        """What one more visit of the need could be."""
        return Prospects(self.standing, self.rulebook, self.screen, need, deadline)

    def findings(self, need: Need, deadline: Deadline | None = None) -> Findings:
        """Everything there is to say until the deadline; after it only what takes no trial."""
        prospects = self.prospects(need, deadline)
        try:
            prospects.deadline.check()
            funnel = funnel_of(prospects)
        except OutOfTime:
            return _in_short(prospects)
        found = list(reasons.of_funnel(prospects, funnel))
        try:
            first, advice = self._verdict(prospects)
            found[:0] = first
            if advice is None:
                misses = Misses(prospects)
                found += _nearest(prospects, misses)
                advice = _advice(prospects, misses)
        except OutOfTime:
            advice = None
        return Findings(funnel, tuple(found), advice)

    def _verdict(self, prospects: Prospects) -> tuple[list[Reason], Saying | None]:
        if prospects.openings:
            reason, advice = verdict.of_opening(prospects)
            return [reason], advice
        won = verdict.of_competition(prospects, self.losses)
        return ([] if won is None else [won]), None


def _in_short(prospects: Prospects) -> Findings:
    funnel = funnel_of_pairs(prospects)
    found = list(reasons.of_funnel(prospects, funnel))
    if funnel.left >= prospects.need.crew:
        found.insert(0, reasons.not_examined(funnel.left))
    return Findings(funnel, tuple(found), None)


def _nearest(prospects: Prospects, misses: Misses) -> list[Reason]:
    text, rule = _some_of_a_crew(prospects), "crew_together"
    if text is None:
        nearest = misses.nearest
        if nearest is None:
            return []
        text, rule = nearest.text(prospects), nearest.breaches[0].rule
    return [Reason(code=codes.NEAREST_MISS, rule=rule, volunteers=1, en=text.en, zh=text.zh)]


def _some_of_a_crew(prospects: Prospects) -> Text | None:
    """Where some of a crew could come together, that is nearest."""
    if not prospects.able:
        return None
    start, able = max(prospects.able.items(), key=lambda one: (len(one[1]), -one[0]))
    when, who, crew = wording.clock(prospects.standing.problem, start), wording.who(able), prospects.need.crew
    return Text(
        f"Nearest: {who.en} could come on {when}, {len(able)} of the {crew} needed.",
        f"最接近：{when}，{who.zh}可来，所需{crew}人中有{len(able)}人。",
    )


def _advice(prospects: Prospects, misses: Misses) -> Saying:
    found = suggestion(prospects, misses)
    if found is not None:
        text = found.text(prospects)
        return Saying(en=text.en, zh=text.zh)
    nearest = misses.nearest
    if nearest is None or len(nearest.rules) < 2:
        return Saying(
            en="No single relaxation that was tried would serve it.", zh="已尝试的各项单独放宽均无法满足该需求。"
        )
    rules = sorted(nearest.rules)
    return Saying(
        en="No single relaxation that was tried would serve it; the nearest miss breaks "
        f"{len(rules)} rules at once ({', '.join(rules)}).",
        zh=f"已尝试的各项单独放宽均无法满足该需求；最接近的方案也同时违反{len(rules)}条规则（{'、'.join(rules)}）。",
    )
