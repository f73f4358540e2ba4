"""The funnel: volunteers counted rule by rule, from all of them to those who could come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Need, Text
from matcher.explain import codes
from matcher.explain.prospects import Prospects
from matcher.explain.rulebook import CREW, Rulebook, Scope
from matcher.explain.wording import left_over
from matcher.rules.rule import PairRule


@dataclass(frozen=True)
class Stage:
    """Where a rule stops some of those who came so far; the codes say why, with how many volunteers each."""

    scope: Scope
    rule: str
    reached: int
    left: int
    codes: tuple[tuple[str, int], ...]

    @property
    def dropped(self) -> int:
        """How many the rule stops."""
        return self.reached - self.left


@dataclass(frozen=True)
class Funnel:
    """Stages in order; only those that stop somebody."""

    volunteers: int
    stages: tuple[Stage, ...]

    @property
    def left(self) -> int:
        """How many could come: the crew where there is one, nobody where it is too small."""
        return self.stages[-1].left if self.stages else self.volunteers

    @property
    def text(self) -> Text:
        """As a chain: 60 volunteers → 12 offer it → 5 in the circle → 0 free then."""
        links = [left_over(stage.rule, stage.scope, stage.left) for stage in self.stages]
        return Text(
            en=" → ".join([f"{self.volunteers} volunteers", *(link.en for link in links)]),
            zh=" → ".join([f"{self.volunteers}名志愿者", *(link.zh for link in links)]),
        )


def funnel_of(prospects: Prospects) -> Funnel:
    """All the way down. Raises OutOfTime."""
    rulebook, depths = prospects.rulebook, prospects.depths
    stages = list(stages_of(rulebook, prospects.need, depths, rulebook.passed, prospects.code))
    able = int((depths == rulebook.passed).sum())
    if able and not prospects.openings:
        stages.append(Stage(Scope.WEEK, CREW, able, 0, ((codes.NEEDS_CREW, able),)))
    return Funnel(len(depths), tuple(stages))


def funnel_of_pairs(prospects: Prospects) -> Funnel:
    """Only as far as rules about pairs go, which takes no trial."""
    rulebook, reach = prospects.rulebook, prospects.reach
    return Funnel(len(reach), tuple(stages_of(rulebook, prospects.need, reach, len(rulebook.pair), prospects.code)))


def stages_of(
    rulebook: Rulebook, need: Need, depths: NDArray[np.int16], end: int, code: Callable[[int, int], str]
) -> Iterator[Stage]:
    """Stages from the depth that each volunteer reaches, up to a depth; `code` says why (position, depth) is stopped."""
    reached = len(depths)
    for depth, stopped in enumerate(np.bincount(depths, minlength=end)[:end].tolist()):
        if stopped:
            scope, rule = rulebook.stage(depth)
            only = codes.code_of_pairs(rule, need) if isinstance(rule, PairRule) else None
            if only is not None:
                found = Counter({only: stopped})
            else:
                found = Counter(code(position, depth) for position in np.flatnonzero(depths == depth).tolist())
            yield Stage(scope, rule.name, reached, reached - stopped, tuple(found.most_common()))
            reached -= stopped
