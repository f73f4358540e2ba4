"""All that a single day can break or cost, as constraint streams."""

from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    constraint_provider,
)

from benchmarks.peers.engines.timefold.model import Stop


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    """Hard points count minutes where they can, so that the search feels its way back."""
    hard, soft = HardSoftScore.ONE_HARD, HardSoftScore.ONE_SOFT
    return [
        factory.for_each(Stop)
        .filter(lambda stop: stop.forbidden())
        .penalize(hard, lambda stop: 1000)
        .as_constraint("may serve"),
        factory.for_each(Stop)
        .filter(lambda stop: stop.late() > 0)
        .penalize(hard, lambda stop: stop.late())
        .as_constraint("window"),
        factory.for_each(Stop)
        .filter(lambda stop: stop.too_long() > 0)
        .penalize(hard, lambda stop: stop.too_long())
        .as_constraint("availability"),
        factory.for_each(Stop)
        .group_by(lambda stop: stop.route.person, ConstraintCollectors.count())
        .filter(lambda person, visits: visits > person.most_visits)
        .penalize(hard, lambda person, visits: 60 * (visits - person.most_visits))
        .as_constraint("visits of the day"),
        factory.for_each(Stop)
        .group_by(lambda stop: stop.route.person, ConstraintCollectors.sum(lambda stop: stop.minutes))
        .filter(lambda person, minutes: minutes > person.most_minutes)
        .penalize(hard, lambda person, minutes: minutes - person.most_minutes)
        .as_constraint("minutes of the day"),
        factory.for_each_including_unassigned(Stop)
        .filter(lambda stop: stop.route is None)
        .penalize(soft, lambda stop: stop.points)
        .as_constraint("missing"),
        factory.for_each(Stop).penalize(soft, lambda stop: stop.way()).as_constraint("travel"),
        factory.for_each(Stop)
        .penalize(soft, lambda stop: stop.strangeness())
        .as_constraint("strangers and other stations"),
        factory.for_each(Stop)
        .group_by(lambda stop: stop.route.person, ConstraintCollectors.sum(lambda stop: stop.minutes))
        .filter(lambda person, minutes: minutes <= person.most_minutes)
        .penalize(soft, lambda person, minutes: person.load_points[minutes // person.mode.grid])
        .as_constraint("load"),
    ]
