"""From an instance to its best plan and a proven bound: a first roster, then searches side by side until the time is up."""

from concurrent.futures import ThreadPoolExecutor, wait
from time import monotonic
from typing import NamedTuple

import numpy as np

from matcher.engine.bound import lower_bound
from matcher.engine.plan import Plan
from matcher.engine.progress import Budget, Listener, Progress
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.waist.instance import Instance

HOT, COLD = 60.0, 1.0
"""Temperatures in points at the beginning and the end: a few visits by strangers, a minute on the way."""
CHUNK_MOVES = 200
"""Moves between two looks at the clock."""
SECONDS_BETWEEN_NEWS = 0.25


class Outcome(NamedTuple):
    """The best plan with its points, and what no plan can be below."""

    plan: Plan
    points: int
    bound: int
    cancelled: bool

    @property
    def optimal(self) -> bool:
        """The plan is proved to be as good as any."""
        return self.points == self.bound


def run(instance: Instance, budget: Budget, seed: int, workers: int, listener: Listener | None) -> Outcome:
    """The best plan within the budget. The same instance, seed and moves give the same plan with one worker."""
    started = monotonic()
    bound = lower_bound(instance)
    tables = tables_of(instance)
    wanted = visits_wanted(instance)

    def tell() -> None:
        if listener is not None:
            best = _best(searches)
            seconds = monotonic() - started
            moves = sum(search.moves for search in searches)
            listener(Progress(seconds, best.points, wanted - best.visits, bound, moves / max(seconds, 1e-3)))

    searches = [Search(instance, tables, seed)]
    tell()
    if budget.moves is not None:
        workers = 1
    searches += [Search(instance, tables, seed + worker) for worker in range(1, workers) if not budget.spent]
    with ThreadPoolExecutor(len(searches)) as pool:
        at_work = {pool.submit(_anneal, search, budget, bound) for search in searches}
        while at_work:
            done, at_work = wait(at_work, timeout=SECONDS_BETWEEN_NEWS)
            for search in done:
                search.result()
            tell()
    best = _best(searches)
    return Outcome(best.plan(), best.points, bound, budget.cancelled)


def visits_wanted(instance: Instance) -> int:
    """Visits of a roster that lacks none: the dates of the cheapest pattern of every need, the fuller one if two cost the same."""
    masks = np.arange(instance.pattern_points.shape[1])
    dates = ((masks[:, None] >> np.arange(instance.days)) & 1).sum(axis=1)
    least = instance.pattern_points.min(axis=1, initial=1 << 62, keepdims=True)
    return int(np.where(instance.pattern_points == least, dates, 0).max(axis=1, initial=0)[instance.need_pattern].sum())


def _best(searches: list[Search]) -> Search:
    return min(searches, key=lambda search: search.points)


def _anneal(search: Search, budget: Budget, bound: int) -> None:
    """Moves under a temperature that falls from HOT to COLD as the budget is spent."""
    begun = monotonic()
    span = max(budget.deadline - begun, 1e-9)
    while search.points > bound and not budget.cancelled:
        if budget.moves is None:
            spent, moves = (monotonic() - begun) / span, CHUNK_MOVES
        else:
            spent, moves = search.moves / budget.moves, min(CHUNK_MOVES, budget.moves - search.moves)
        if spent >= 1:
            return
        search.move(moves, HOT * (COLD / HOT) ** spent)
