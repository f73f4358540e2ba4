"""From the linear optimum to a choice of weekly plans: plans of which it has the most are kept, the other volunteers are priced again
around them, until everybody has one (a dive with column generation; Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa, 2019).
"""

from collections.abc import Callable

from matcher.engine.bound.master import Master
from matcher.engine.bound.prices import Prices
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.waist.instance import Instance

ROUNDS = 3
"""Rounds of pricing after plans were kept."""
EFFORT = 2_000


def dive(
    instance: Instance, master: Master, volunteers: Volunteers, share: float, stopped: Callable[[], bool]
) -> list[WeeklyPlan] | None:
    """The plans of a choice, those of idle volunteers left out; not of all others where nothing goes together with them; None if
    stopped.

    Plans are kept of which the optimum has more than a share, or else the one of which it has the most.
    """
    kept: dict[int, WeeklyPlan | None] = {}
    try:
        while len(kept) < instance.volunteers and _price_others(instance, master, volunteers, kept, stopped):
            most = {volunteer: (0.0, WeeklyPlan(volunteer, (), 0)) for volunteer in range(instance.volunteers)}
            for plan, of_plan in master.shares():
                most[plan.volunteer] = max(most[plan.volunteer], (of_plan, plan))
            left = {volunteer: best for volunteer, best in most.items() if volunteer not in kept}
            great = {volunteer for volunteer, (of_plan, _) in left.items() if not 0 < of_plan <= share}
            for volunteer in great or {max(left, key=lambda volunteer: left[volunteer][0])}:
                of_plan, plan = left[volunteer]
                kept[volunteer] = plan if of_plan else None
                if of_plan:
                    master.keep(plan)
        return None if stopped() else [plan for plan in kept.values() if plan is not None]
    finally:
        master.keep_none()


def _price_others(
    instance: Instance,
    master: Master,
    volunteers: Volunteers,
    kept: dict[int, WeeklyPlan | None],
    stopped: Callable[[], bool],
) -> bool:
    """Rounds of pricing of those who have no plan yet; False if what is kept goes together with nothing, or stopped."""
    others = [volunteer for volunteer in range(instance.volunteers) if volunteer not in kept]
    for _ in range(ROUNDS):
        optimum = master.solve(hasty=True)
        if not optimum.feasible or stopped():
            return False
        offer = Prices.near(instance, optimum.duals).offers(instance, master.cuts)
        plans = [plan for v in others for plan in volunteers.best_plans(v, offer(v), EFFORT, hasty=True).plans]
        if not sum(master.add(plan) for plan in plans) and optimum.reached and not optimum.violated:
            return True
    return master.solve().feasible
