"""From an instance to its best plan and a proven bound: searches and the bound side by side, until the time is up.

With two workers and more the first one searches all the time, but rests while volunteers are priced, at first and at last. The second
one searches for a moment, then sharpens the bound (learning from the first one's plans), then mends the best plan. Where the gap is
still wide, they dive for better plans for a while (see `divers`). One worker does all of it in turn, and so does a run by moves, but
for dives. A search lets what stays open weigh more first, then cools from its best plan on. A run that begins with a plan never ends
with a worse one.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import NamedTuple

import numpy as np

from matcher.engine.bound import ColumnGeneration, lower_bound
from matcher.engine.clock import Clock
from matcher.engine.closing import Realiser, close_gap, far
from matcher.engine.divers import CLOSING_ENDS, Divers
from matcher.engine.evaluate import evaluate
from matcher.engine.incumbents import Held, Holder, Incumbents, PlanListener, beginning
from matcher.engine.memory import give_back
from matcher.engine.pins import with_pins
from matcher.engine.plan import Plan
from matcher.engine.precedence import Precedence
from matcher.engine.progress import Budget, Listener, Progress
from matcher.engine.readiness import prepare_pricing
from matcher.engine.routes import Windows, list_routes
from matcher.engine.search.searching import Search
from matcher.engine.search.tables import tables_of
from matcher.waist.instance import Instance

HOT, WARM, TEPID, COOL, COLD = 60.0, 20.0, 10.0, 3.0, 1.0
"""Temperatures in points at the beginning, at that of a run that begins with a plan and should not forget it, at that of mending a
plan, of mending one from a dive, and at the end: a few visits by strangers, two of them, one, some minutes on the way, a minute."""
WEIGHING = 0.6
"""Share of its time in which a search lets what stays open weigh more, while anything does that could be served."""
WEIGHING_BEGINS, WEIGHING_ENDS = 20.0, 10.0
"""Temperatures in points meanwhile."""
BEHIND = 100
"""Points by which a search is behind that goes on from the best plan known, once it is tepid."""
CHUNK_MOVES = 200
"""Moves between two looks at the clock."""
SECONDS_BETWEEN_NEWS = 0.25
FIRST_SEARCH, BOUND_ENDS = 0.03, 0.9
"""Shares of the time at which the second worker begins and ends to sharpen the bound."""
FIRST_SECONDS = 10.0
"""Of a long run the second worker searches no longer than this before it sharpens the bound."""
RESTS_END = 0.4
"""Share of the time until which searches rest while volunteers are priced."""
MENDING, MENDING_SECONDS = 0.06, 3.0
"""Share of the time for mending a rough plan, and the seconds that it takes at most."""
ALONE_SEARCHES, ALONE_ENDS, ALONE_PROVED = 0.7, 0.9, 0.95
"""Shares of the time at which one worker alone turns from searching to the bound, and ends to sharpen it and to prove what the last
rounds found (nothing must be late)."""
MOST_PAIRS = 60_000
"""A district; beyond, a round of the bound would take longer than people wait."""
PLANS_TOLD = 40
"""How often in its time a search tells the bound where it stands."""
MOVES_PER_ROUND = 500
"""With a limit of moves, so many of them buy one round of the bound."""


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


def run(
    instance: Instance,
    budget: Budget,
    seed: int,
    workers: int,
    listener: Listener | None,
    incumbents: PlanListener | None = None,
    start: Plan | None = None,
) -> Outcome:
    """The best plan within the budget. The same instance, seed, moves and start give the same plan with one worker.

    Both listeners are called by the calling thread only: `listener` all the time, `incumbents` with the first plan and then with
    better ones. The searches begin with `start` as far as it can stand; if all of it can, nothing worse is answered.
    """
    workers = 1 if budget.moves is not None or budget.spent else workers
    work = _Work(with_pins(instance), budget, seed, workers, incumbents, start)
    if listener is not None:
        listener(work.news())
    work.incumbents.tell()
    with ThreadPoolExecutor(len(work.searches)) as pool:
        at_work = {pool.submit(task) for task in work.tasks()}
        while at_work:
            done, at_work = wait(at_work, timeout=SECONDS_BETWEEN_NEWS)
            for task in done:
                task.result()
            if listener is not None:
                listener(work.news())
            work.incumbents.tell()
    best = work.best()
    return Outcome(best.plan(), best.points, work.bound, budget.cancelled)


def visits_wanted(instance: Instance) -> int:
    """Visits of a roster that lacks none: the dates of the cheapest pattern of every need, the fuller one if two cost the same."""
    masks = np.arange(instance.pattern_points.shape[1])
    dates = ((masks[:, None] >> np.arange(instance.days)) & 1).sum(axis=1)
    least = instance.pattern_points.min(axis=1, initial=1 << 62, keepdims=True)
    return int(np.where(instance.pattern_points == least, dates, 0).max(axis=1, initial=0)[instance.need_pattern].sum())


class _Work:
    """What the workers of one run share."""

    def __init__(
        self,
        instance: Instance,
        budget: Budget,
        seed: int,
        workers: int,
        listener: PlanListener | None,
        start: Plan | None,
    ) -> None:
        self._instance = instance
        self._budget = budget
        self._clock = Clock(budget)
        self._wanted = visits_wanted(instance)
        self.bound = lower_bound(instance)
        self._held = list(beginning(instance, start))
        self._heat = budget.heat or (HOT if start is None else WARM)
        tables = tables_of(instance, start)
        self.searches = [Search(instance, tables, seed + worker) for worker in range(workers)]
        self.incumbents = Incumbents(listener, self._held)
        self.incumbents.leave(min(self.searches, key=lambda search: search.points))
        self._told: deque[Plan] = deque()
        self._times_told = Counter[int]()
        self._precedence = Precedence()
        self._sharpener = min(1, workers - 1)
        self._divers = Divers(
            self._clock, workers, self._sharpener, self.best, lambda: self.bound, self._far, self._mend_rough
        )
        self._proves = False
        self._sharpens = instance.pairs <= MOST_PAIRS
        self._weighs = start is None and self._sharpens

    def tasks(self) -> list[Callable[[], None]]:
        """What each worker does."""
        if self._budget.moves is not None:
            return [self._by_moves]
        if len(self.searches) == 1:
            return [self._alone]
        all_the_time = partial(self._clock.share, 0.0, 1.0)
        others = [partial(self._search, worker, all_the_time) for worker in range(2, len(self.searches))]
        return [partial(self._search, 0, all_the_time), self._second, *others]

    def best(self) -> Holder:
        """Who holds the best plan; that of the beginning, if nothing better is found."""
        holders: tuple[Holder, ...] = (*self._held, *self.searches)
        return min(holders, key=lambda holder: holder.points)

    def news(self) -> Progress:
        """How far the run is."""
        best, seconds = self.best(), self._clock.gone()
        moves = sum(search.moves for search in self.searches)
        return Progress(seconds, best.points, self._wanted - best.visits, self.bound, moves / max(seconds, 1e-3))

    def _by_moves(self) -> None:
        moves = self._budget.moves or 0
        self._search(0, lambda: self.searches[0].moves / moves if moves else 1.0)
        rounds = iter(range(moves // MOVES_PER_ROUND))
        self._sharpen(lambda: self._budget.cancelled or next(rounds, None) is None, lambda: self._budget.cancelled)

    def _alone(self) -> None:
        self._search(0, partial(self._clock.share, 0.0, ALONE_SEARCHES))
        self._sharpen(lambda: self._clock.spent() >= ALONE_ENDS, lambda: self._clock.spent() >= ALONE_PROVED)

    def _second(self) -> None:
        if not self._sharpens:
            self._search(1, partial(self._clock.share, 0.0, 1.0))
            return
        self._cool(1, partial(self._clock.share, 0.0, min(FIRST_SEARCH, FIRST_SECONDS / self._clock.seconds)))
        self._sharpen(lambda: self._clock.spent() >= BOUND_ENDS, lambda: self._clock.spent() >= CLOSING_ENDS)
        self._mend(self.best().plan(), 1.0)

    def _search(self, worker: int, over: Callable[[], float]) -> None:
        """Moves until a stretch is over, of which `over` tells the share that is; first what stays open weighs more and more."""
        search = self.searches[worker]
        if self._weighs and search.open:
            while (now := over()) < WEIGHING and search.open and not self._done(search):
                self._move(worker, now, _between(WEIGHING_BEGINS, WEIGHING_ENDS, now / WEIGHING), weighs=True)
            search.settle()
        self._cool(worker, over)

    def _cool(self, worker: int, over: Callable[[], float]) -> None:
        """Moves under a temperature that falls to COLD when the stretch is over."""
        search, begins = self.searches[worker], over()
        while (now := over()) < 1 and not self._done(search):
            temperature = _between(self._heat, COLD, (now - begins) / (1 - begins))
            if temperature < TEPID and self.best().points + BEHIND < search.points:
                search.begin(self.best().plan())
            self._move(worker, now, temperature)
        self._tell(worker, 1.0)

    def _move(self, worker: int, now: float, temperature: float, *, weighs: bool = False) -> None:
        """Some moves, when this share of the worker's stretch is over; dives before that, once they are due."""
        self._divers.dive(worker)
        if self._divers.alone or self._proves or self._clock.spent() < RESTS_END:
            self._precedence.wait()
        search, most = self.searches[worker], self._budget.moves
        search.move(CHUNK_MOVES if most is None else min(CHUNK_MOVES, most - search.moves), temperature, weighs=weighs)
        self.incumbents.leave(search)
        self._tell(worker, now)

    def _tell(self, worker: int, spent: float) -> None:
        """Where the search stands is kept for the bound, `PLANS_TOLD` times on its way; its best plan at the end."""
        search = self.searches[worker]
        if self._sharpens and (spent >= 1 or self._times_told[worker] < spent * PLANS_TOLD):
            self._times_told[worker] += 1
            self._told.append(search.plan() if spent >= 1 else search.plan_now())

    def _news_of_searches(self) -> Iterator[Plan]:
        """Plans that were told since it was asked for."""
        while self._told:
            yield self._told.popleft()

    def _sharpen(self, stopped: Callable[[], bool], late: Callable[[], bool]) -> None:
        """Rounds of column generation until it is as sharp as it gets, or stopped; then what they found is proved, unless late."""
        if not self._sharpens or stopped():
            return
        if not prepare_pricing(None if self._budget.moves is not None else self._budget.left):
            return
        windows = Windows(self._instance)
        routes = list_routes(windows, stopped, stopped if self._budget.moves is None else None)
        if routes is None:
            return
        generation = ColumnGeneration(self._instance, windows, routes, len(self.searches), self._precedence.first)
        del routes  # it keeps what it needs of them; they are many
        give_back()
        generation.learn(self._news_of_searches())
        realiser = Realiser(self._instance)
        self._hear(generation, generation.rounds(stopped, meets=False))
        self._hear(generation, generation.rounds(stopped, patient=False))
        if self._budget.moves is None:
            self._divers.invite(generation, realiser)
        self._divers.dive(self._sharpener)
        self._hear(generation, generation.rounds(stopped))
        self._proves = True
        self.bound = max(self.bound, generation.prove(late))
        self._proves = False
        if self._budget.moves is None and not stopped():
            if not self._far():
                self._divers.leave()  # what is listed now takes the room of what they know
            self._close(generation, realiser)
            self._divers.go_on(generation, realiser)

    def _hear(self, generation: ColumnGeneration, rounds: Iterator[int]) -> None:
        """What rounds prove, until they end; they learn what searches found meanwhile."""
        for bound in rounds:
            self.bound = max(self.bound, bound)
            generation.learn(self._news_of_searches())

    def _far(self) -> bool:
        return far(self._instance, self.bound, self.best().points)

    def _mend_rough(self, plan: Plan) -> None:
        """The plan is held, if it is one; and a search goes on from it."""
        evaluation = evaluate(self._instance, plan)
        if evaluation.accepted:
            self._hold(evaluation.total, plan)
        self._mend(plan, min(1.0, self._clock.spent() + min(MENDING, MENDING_SECONDS / self._clock.seconds)), COOL)

    def _close(self, generation: ColumnGeneration, realiser: Realiser) -> None:
        """All choices near the prices, until the bound ends."""
        left = partial(self._clock.left, CLOSING_ENDS)
        for found in close_gap(self._instance, generation, realiser, lambda: self.best().points, left):
            self.bound = max(self.bound, found.bound)
            if found.plan is not None:
                self._hold(found.points, found.plan)

    def _mend(self, plan: Plan, ends: float, heat: float = TEPID) -> None:
        """A search that begins with a plan as far as it can stand, until a share of the time; its best plan is held."""
        search = Search(self._instance, tables_of(self._instance, plan), len(self._held))
        begins = self._clock.spent()
        while (now := self._clock.share(begins, ends)) < 1 and not self._done(search):
            search.move(CHUNK_MOVES, _between(heat, COLD, now))
        self._hold(search.points, search.plan())

    def _hold(self, points: int, plan: Plan) -> None:
        """The plan is one of those known, if it is the best."""
        if points < self.best().points:
            self._held.append(Held(points, plan))
            self.incumbents.leave(self._held[-1])

    def _done(self, search: Search) -> bool:
        return min(search.points, self.best().points) <= self.bound or self._budget.cancelled


def _between(hot: float, cold: float, share: float) -> float:
    """The temperature on the way from one to another when a share of the way is over."""
    return float(hot * (cold / hot) ** share)
