"""A sharp lower bound: prices for visits at which needs and volunteers, each for itself, could do no better together.

Let every need pay a price for each member of each of its visits and every volunteer earn it. For any prices p, worths
0 ≤ σ_c ≤ unserved points of a first visit, charges 0 ≤ φ_n ≤ face points of a face, π ≥ 0 that whoever a cut is about gives
back to need n, once or more often, if he serves it on all dates of S, and ρ ≥ 0 that a volunteer is charged for what he takes of the
limit of a date,

    L = Σ_c σ_c + Σ_n min_m cost_n(m) − Σ_v most that v can earn − Σ ρ · limit + changed points × published visits

is at most the points of every roster. There prices and what is given back cancel, as do worths for cadres who are
visited; a need with k ≥ 1 faces pays at least φ_n · (k − free faces); a cut holds at most so many members of those who
serve it on all of S, which is a part of its pattern then (see `cuts`), so what is given back is at most π · members ·
[S ⊆ pattern]; and nobody is charged more than ρ times a limit. So each need and each volunteer does at best as well as
if alone. What is left out (of crews that start together all but who is early or late, one visit at a time, one person
one place) only costs a roster more. Prices are whole multiples of 1 / SCALE, so L is exact and may be rounded up
(Geoffrion, 1974).

Good prices are the duals of a linear program over the plans found so far, drawn towards the best prices known (Wentges,
1997); at them volunteers find new plans. Where not all routes are listed, early rounds look at few of them and prove nothing; what the
best prices known are worth is proved now and then, and when the rounds have ended. Meetings of crews are cuts only once it would be
sharp without them. The bound holds whenever one stops.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from typing import NamedTuple

import numpy as np

from matcher.engine.bound.best_weeks import Best
from matcher.engine.bound.cuts import Cut
from matcher.engine.bound.diving import Diver
from matcher.engine.bound.incumbent import weekly_plans
from matcher.engine.bound.linear_program import Position
from matcher.engine.bound.master import Master, Optimum
from matcher.engine.bound.near import Near, weeks_near
from matcher.engine.bound.needs import Needs
from matcher.engine.bound.pricer import Pricer
from matcher.engine.bound.prices import Prices
from matcher.engine.bound.separate_needs import visit_points
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.engine.plan import Plan
from matcher.engine.routes import SCALE, Routes, Windows
from matcher.waist.instance import FORBIDDEN, Instance, Points

STILL = 0.65
"""Share of the best prices known in those that are tried."""
CLOSE = 0.5
"""Points between the linear optimum and the bound at which it is as sharp as it will get."""
EFFORTS = (2_000, 30_000, 300_000, 10_000_000)
"""Routes looked at in the search for one week: few while prices are bad, more once little is gained."""
LITTLE, PATIENCE = 2e-3, 5
"""Less than this share gained by the bound in so many rounds is little."""
FIRST_PROOF, PROVED_AFTER = 12, 1.5
"""The round in which the best known prices are first proved to be worth what they seem to be, then times as many each time."""
MUCH = 0.01
"""Share of the bound by which meetings of crews raise it that is much."""


class Apart(NamedTuple):
    """Where the linear program stands, and the bound, when that is as sharp as it gets without meetings of crews."""

    position: Position
    bound: int


class ColumnGeneration:
    """Rounds of pricing, several volunteers at a time; `bound` only rises."""

    def __init__(
        self,
        instance: Instance,
        windows: Windows,
        routes: Routes,
        workers: int = 1,
        pricing: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """While volunteers are priced it is in the context of `pricing`."""
        self._instance = instance
        self._pricer = Pricer(workers, pricing)
        possible = visit_points(instance) < FORBIDDEN
        self._needs = Needs(instance, possible)
        self._volunteers = Volunteers(instance, windows, routes)
        self._master = Master(instance, self._needs.points, folds=True)
        self._constant = instance.changed_points * int(np.count_nonzero(instance.published_start >= 0))
        self._centre: Prices | None = None
        self._apart: Apart | None = None
        self._most, self._proved = 0, True
        self.bound = 0

    def learn(self, plans: Iterable[Plan]) -> None:
        """The weekly plans of known rosters may be chosen from."""
        for plan in plans:
            for one in weekly_plans(self._instance, self._volunteers, plan):
                self._master.add(one)

    def rounds(self, stopped: Callable[[], bool], *, meets: bool = True, patient: bool = True) -> Iterator[int]:
        """The bound after each round, until it is sharp (but for meetings of crews, unless it `meets`), or little is gained, unless it
        is `patient`, or `stopped` says so (which leaves the bound of the last whole round)."""
        efforts, bounds, hasty, proves = list(EFFORTS), [0] * PATIENCE, True, FIRST_PROOF
        for number in count(1):
            if stopped():
                return
            optimum = self._master.solve(hasty=True)
            news = self._news(optimum, efforts[0], stopped, hasty=hasty)
            if news is None:
                return
            if (number >= proves and self._most > SCALE * self.bound) or not news:
                proves = int(PROVED_AFTER * number)
                more = self._proof(max(efforts[0], EFFORTS[1]), stopped)
                if more is None:
                    return
                news = news or more
            hasty = hasty and news
            yield self.bound
            sharp = optimum.points + self._constant - self.bound < CLOSE or (not news and len(efforts) == 1)
            if optimum.reached and sharp and not optimum.violated:
                if not meets:
                    self._apart = Apart(self._master.position(), self.bound)
                if not (meets and self._master.meet()):
                    return
            bounds = [*bounds[1:], max(self.bound, -(-self._most // SCALE))]
            if not news or bounds[-1] - bounds[0] < LITTLE * bounds[-1]:
                if not patient:
                    return
                efforts = efforts[1:] or efforts

    def prove(self, stopped: Callable[[], bool]) -> int:
        """The bound of the best prices known, which may still have to be proved when the rounds were stopped, unless stopped again."""
        self._proof(EFFORTS[-1], stopped)
        return self.bound

    def near(self, margin: int, at_most: int, stopped: Callable[[], bool]) -> Near | None:
        """What rosters within so many points of the bound are made of, at the best prices known; None where that is more than so many
        weeks, or not all of them can be told, or stopped."""
        if self._centre is None:
            return None
        optimum = self._master.solve()
        cuts, prices = self._master.cuts, self._with_new_cuts(self._centre)
        costs, everybody = self._costs(prices, cuts), range(self._instance.volunteers)
        offers = [*map(prices.offers(self._instance, cuts), everybody)]
        most = [self._volunteers.best_plans(one, offers[one], EFFORTS[-1]).most for one in everybody]
        weeks = weeks_near(self._volunteers, offers, most, margin, at_most, stopped)
        if weeks is None:
            return None
        least = self._beside(prices, cuts) + int(costs.min(axis=1).sum()) - sum(most)
        return Near(
            self._volunteers,
            weeks,
            optimum,
            [plan for plan, _ in self._master.shares()],
            self._needs.points,
            cuts,
            self._constant,
            margin,
            -(-least // SCALE) + margin,
        )

    def diver(self, *, alone: bool = False, meets: bool = False) -> Diver:
        """Goes down from the last linear optimum, see `diving`, whatever this does meanwhile; prices as many volunteers at a time as
        this, if it is alone. Meetings of crews slow it down; it knows of them if it `meets`, or the bound is much higher for them."""
        apart = not meets and self._apart is not None and self.bound - self._apart.bound < MUCH * self.bound
        master = self._master.copied(self._apart.position if self._apart and apart else None)
        volunteers, pricer = self._volunteers.apart(), self._pricer if alone else Pricer()
        return Diver(self._instance, master, volunteers, pricer, self._needs.points, self._constant)

    def _with_new_cuts(self, prices: Prices) -> Prices:
        """The same, with cuts that are newer worth nothing."""
        return prices._replace(cuts=np.pad(prices.cuts, (0, len(self._master.cuts) - len(prices.cuts))))

    def _beside(self, prices: Prices, cuts: list[Cut]) -> int:
        """What the bound is beside costs of needs and what volunteers earn; times SCALE."""
        return SCALE * self._constant + int(prices.firsts.sum()) - prices.of_limits(cuts)

    def _costs(self, prices: Prices, cuts: list[Cut]) -> Points:
        return self._needs.costs(prices.of_patterns(self._instance, cuts), prices.firsts, prices.faces)

    def _news(self, optimum: Optimum, effort: int, stopped: Callable[[], bool], *, hasty: bool) -> bool | None:
        """Whether volunteers find new plans at prices near the optimum's, if need be at its own; None if stopped."""
        prices = Prices.near(self._instance, optimum.duals)
        for share in (1 - STILL, 1.0) if self._centre else (1.0,):
            tried = self._centre.mixed(prices, share) if self._centre else prices
            plans = self._priced(tried, effort, stopped, hasty=hasty)
            if plans is None:
                return None
            if sum(self._master.add(plan) for plan in plans):
                return True
        return False

    def _proof(self, effort: int, stopped: Callable[[], bool]) -> bool | None:
        """What the best prices known are worth is proved, if it is not yet; whether that finds new plans, None if stopped."""
        if self._centre is None or self._proved:
            return False
        self._centre = self._with_new_cuts(self._centre)
        plans = self._priced(self._centre, effort, stopped, hasty=False)
        return None if plans is None else sum(self._master.add(plan) for plan in plans) > 0

    def _priced(
        self, prices: Prices, effort: int, stopped: Callable[[], bool], *, hasty: bool
    ) -> list[WeeklyPlan] | None:
        """Plans at these prices. They raise the bound if what they are worth is proved, and are the ones to stay near from now on if
        that seems to be more than what those are worth, or if they are those already."""
        cuts = self._master.cuts
        offer = prices.offers(self._instance, cuts)

        def best_plans(volunteer: int) -> Best | None:
            if stopped():
                return None
            return self._volunteers.best_plans(volunteer, offer(volunteer), effort, hasty=hasty)

        total = self._beside(prices, cuts) + int(self._costs(prices, cuts).min(axis=1).sum())
        found: list[WeeklyPlan] = []
        proved = True
        for best in self._pricer.each(best_plans, range(self._instance.volunteers)):
            if best is None:
                return None
            total -= best.most
            found += best.plans
            proved = proved and best.proved
        if prices is self._centre or total > self._most or self._centre is None:
            self._most, self._centre, self._proved = total, prices, proved
        if proved:
            self.bound = max(self.bound, -(-total // SCALE))
        return found
