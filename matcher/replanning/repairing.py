"""How a repair spends its time: on the policy's best roster and its bound, then on a roster that changes less of what is known.

What a repair minimises, with `S` the points of the policy, `C ≤ S` those among them for changes, and a weight `w`:

```
kept(roster) = S(roster) + (w − 1) · C(roster)
```

No bound of `kept` is one of `S`, since `S ≤ kept`. So two runs share the time: one under `S`, whose bound holds for every roster,
and one under `kept`. Of their plans the one with less `kept` is answered, with its `S` and that bound.
"""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from matcher.engine.evaluate import evaluate
from matcher.engine.incumbents import PlanListener
from matcher.engine.pipeline import Outcome, run, visits_wanted
from matcher.engine.plan import Plan
from matcher.engine.progress import Budget, Listener, Progress
from matcher.waist import Instance

WEIGHT = 9
"""`w`: with the policy's 60 points for a changed visit, one more visit (1000) is worth one change of another's (540), and that of a
cadre who would have none (1800) is worth three."""
SHARE = 0.5
"""Of the time and the moves, what the first run has."""
HEAT = 20.0
"""Temperature in points at which the first run begins: hotter, it forgets the published roster first; colder, it does not find
the chains that serve one visit more. The second one keeps to that roster by its weight, and begins as any run does."""


def repair(
    instance: Instance,
    budget: Budget,
    seed: int,
    workers: int,
    listener: Listener | None = None,
    incumbents: PlanListener | None = None,
    start: Plan | None = None,
) -> Outcome:
    """A plan that changes little, its points under the instance, and a bound of these.

    The first run begins with `start`, the second with the published roster. `listener` and `incumbents` hear of the first one's
    plans, and then `listener` of the time only. The answer may have more points than these, but `kept` is no more than theirs.
    """
    if not instance.changed_points and not instance.moved_points:
        return run(instance, budget, seed, workers, listener, incumbents, start)
    begun = monotonic()
    best = run(instance, _first_of(budget), seed, workers, listener, incumbents, start)
    if budget.moves is None and not budget.left:
        return best
    later = _still(best, instance, listener, begun) if listener is not None else None
    kept = run(keeping(instance), _rest_of(budget), seed, workers, later)
    if kept.points > evaluate(keeping(instance), best.plan).total:
        return best._replace(cancelled=kept.cancelled)
    return kept._replace(points=evaluate(instance, kept.plan).total, bound=best.bound)


def keeping(instance: Instance) -> Instance:
    """The same week, where every change of the published roster weighs more."""
    return instance._replace(
        changed_points=WEIGHT * instance.changed_points, moved_points=WEIGHT * instance.moved_points
    )


def _first_of(budget: Budget) -> Budget:
    moves = None if budget.moves is None else int(SHARE * budget.moves)
    return replace(budget, deadline=monotonic() + SHARE * budget.left, moves=moves, heat=HEAT)


def _rest_of(budget: Budget) -> Budget:
    moves = None if budget.moves is None else budget.moves - int(SHARE * budget.moves)
    return replace(budget, moves=moves)


def _still(best: Outcome, instance: Instance, listener: Listener, begun: float) -> Callable[[Progress], None]:
    """Tells of the time and the moves, and that points and bound are as they were."""
    unmet = visits_wanted(instance) - len(best.plan.visit)

    def tell(progress: Progress) -> None:
        seconds = monotonic() - begun
        listener(progress._replace(seconds=seconds, points=best.points, unmet=unmet, bound=best.bound))

    return tell
