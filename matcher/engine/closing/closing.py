"""From a sharp bound to a proof: the best choice of weeks near the prices, made a roster, until none that is better is left.

Weeks outside a margin only make rosters of `beyond` points and more, so the least of that, of the best choice
inside and of the best roster known is a bound. A choice that costs more as a roster than the program thought teaches it why.
"""

from collections.abc import Callable, Iterable, Iterator
from math import ceil, inf
from typing import NamedTuple

from matcher.engine.bound import ColumnGeneration
from matcher.engine.bound.cuts import Cut
from matcher.engine.bound.near import Near
from matcher.engine.closing.integer_program import ALMOST, IntegerProgram
from matcher.engine.closing.lessons import Lesson
from matcher.engine.closing.narrowing import Narrowing
from matcher.engine.closing.realising import Realiser, of_dates
from matcher.engine.closing.scheduling import Unknown
from matcher.engine.evaluate import evaluate
from matcher.engine.plan import Plan
from matcher.waist.instance import Instance

FIRST_WEEKS, MOST_WEEKS = 15_000, 150_000
"""Weeks near the prices: so many are listed and narrowed down in a quarter of a second, and in two seconds (70 MB)."""
FEW = 1_500
"""Weeks that an integer program begins with."""
FURTHER = 4
"""Points beyond the linear optimum to look at next."""
TWICE = 2
WIDEST = 32
"""Points of a margin that is tried first."""
FAR = 3_000
"""Points of a gap, times volunteers, that is not worth a try: better plans are looked for first."""
MANY = 1 << 60


class Found(NamedTuple):
    """A bound, and a plan with its points if there is news of one."""

    bound: int
    plan: Plan | None = None
    points: int = 0


def close_gap(
    instance: Instance,
    generation: ColumnGeneration,
    realiser: Realiser,
    best: Callable[[], int],
    left: Callable[[], float],
) -> Iterator[Found]:
    """Better bounds and better plans: the best choices among more and more of what is near, until the best plan known (its points are
    asked for) is proved so, there is too much of it, or no time is left."""
    cuts, lessons = list[Cut](), list[Lesson]()
    margin, most, further = WIDEST, FIRST_WEEKS, FURTHER
    looked = proved = 0
    while left() > 0 and generation.bound < best() and not far(instance, generation.bound, best()):
        near = _near(generation, min(margin, best() - generation.bound), looked, most, left)
        if near is None:
            return
        looked = near.margin
        narrowing = Narrowing(instance, near, cuts, left)
        yield Found(_least(narrowing.points, near.beyond))
        beyond, few = proved, FEW
        while left() > 0 and beyond < min(near.beyond, best()):
            narrow = narrowing.left(beyond, best(), few)
            beyond, few = narrow.beyond, TWICE * few
            program = IntegerProgram(instance, near, narrow)
            for lesson in lessons:
                program.learn(lesson)
            for found, learnt in _best_choices(instance, program, realiser, beyond, best, left):
                yield found
                proved = max(proved, found.bound)
                lessons += learnt
        cuts = narrowing.cuts
        margin = max(looked, _least(narrowing.points, MANY) - generation.bound) + further
        most, further = MOST_WEEKS, TWICE * further


def far(instance: Instance, bound: int, points: int) -> bool:
    """The gap is too wide for a proof."""
    return (points - bound) * instance.volunteers > FAR


def _near(generation: ColumnGeneration, margin: int, looked: int, most: int, left: Callable[[], float]) -> Near | None:
    """What lies within the margin, or within a narrower one that holds no more weeks, but is wider than the one looked at."""
    while margin > looked and left() > 0:
        near = generation.near(margin, most, lambda: left() <= 0)
        if near is not None:
            return near
        margin = looked + (margin - looked) * 3 // 4
    return None


def _best_choices(
    instance: Instance,
    program: IntegerProgram,
    realiser: Realiser,
    beyond: int,
    best: Callable[[], int],
    left: Callable[[], float],
) -> Iterator[tuple[Found, list[Lesson]]]:
    """The best choice, the best one after what it taught, and so on."""

    def enough(bound: float) -> bool:
        return left() <= 0 or _least(bound, beyond) >= min(best(), beyond)

    while left() > 0:
        choice = program.solve(enough)
        bound = _least(choice.bound, beyond)
        yield Found(bound), []
        if choice.plans is None or choice.bound >= best():
            return
        if program.meet():
            continue
        try:
            plan, told = realiser.realise(choice.plans, left)
            lessons = [wide for lesson in told for wide in realiser.widened(lesson, program.days, left)]
        except Unknown:
            return
        yield _found(instance, bound, plan), lessons
        if bound >= beyond:
            return
        if not _learn(program, lessons) and not _learn(program, of_dates(told)):
            return


def _found(instance: Instance, bound: int, plan: Plan) -> Found:
    """The bound, and the plan if the instance accepts it."""
    evaluation = evaluate(instance, plan)
    return Found(bound, plan, evaluation.total) if evaluation.accepted else Found(bound)


def _learn(program: IntegerProgram, lessons: Iterable[Lesson]) -> bool:
    """Whether any of the lessons is news."""
    news = [program.learn(lesson) for lesson in lessons]
    return any(news)


def _least(points: float, beyond: int) -> int:
    """The least whole points of rosters that are not below (but for what a solver in floating point may err), or are beyond."""
    return max(0, ceil(min(points, beyond) - ALMOST)) if points > -inf else 0
