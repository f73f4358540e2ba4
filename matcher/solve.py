"""A weekly roster: problem and policy in, a roster out that is audited, explained, and bears its proven bound."""

from collections.abc import Callable, Iterable, Sequence
from threading import Event
from time import monotonic

from matcher.audit import audit
from matcher.audit.pinned import check_pinned
from matcher.compile import compile_problem
from matcher.domain import InternalError, Problem, Roster, Score, Visit
from matcher.domain.roster import Status
from matcher.engine.incumbents import PlanListener
from matcher.engine.pipeline import Outcome, run
from matcher.engine.plan import Plan
from matcher.engine.progress import Budget, Listener
from matcher.engine.readiness import prepare
from matcher.explain import unmet
from matcher.policy import Policy, default_policy
from matcher.waist import Instance

Incumbents = Callable[[tuple[Visit, ...], int], None]
"""Hears of visits and their points."""

Pipeline = Callable[[Instance, Budget, int, int, Listener | None, PlanListener | None, Plan | None], Outcome]
"""From an instance, a budget, a seed and a number of workers to an outcome; the rest as in the engine's own."""

TELLING_SHARE = 0.15
"""Of the time limit, at most so much is kept for the audit and the reasons of what is unmet."""

TOLD_AFTER_A_STOP = 1.0
"""Seconds that the reasons may take when somebody does not want to wait."""


def solve(
    problem: Problem,
    policy: Policy | None = None,
    *,
    seconds: float = 30.0,
    seed: int = 0,
    workers: int = 2,
    moves: int | None = None,
    listener: Listener | None = None,
    incumbents: Incumbents | None = None,
    stop: Event | None = None,
    start: Sequence[Visit] | None = None,
    pipeline: Pipeline = run,
) -> Roster:
    """The best roster found within `seconds` of wall clock, everything included but the compiling of the very first run.

    With `moves` the work is limited by a number of moves instead: the same input, seed and one worker then give the
    same roster byte for byte (its `seconds` stay 0). Setting `stop` keeps the best so far. `pipeline` is what the engine's time
    is spent on, if not on the fewest points alone.

    `listener` hears how far the work is, `incumbents` of every better roster at most about twice a second; both are called by the
    calling thread. The search begins with the visits of `start`, as far as they can stand: what cannot is dropped, and
    differing from it costs nothing. If all of it can stand, the result of the usual pipeline has no more points than it.

    Raises BadInput where the data contradict themselves, and InternalError where the engine and the audit disagree, with
    both numbers.
    """
    prepare()
    started = monotonic()
    policy = policy or default_policy()
    check_pinned(problem, policy)
    instance = compile_problem(problem, policy)
    telling = min(TELLING_SHARE * seconds, 0.5 + 6e-4 * instance.pairs)
    budget = Budget(deadline=started + seconds - telling, moves=moves, stop=stop)
    hear = _in_ids(incumbents, problem) if incumbents is not None else None
    begin = plan_of(start, problem) if start is not None else None
    outcome = pipeline(instance, budget, seed, workers, listener, hear, begin)
    roster = Roster(
        status=_status(outcome),
        policy=policy.name,
        seed=seed,
        visits=visits_of(outcome.plan, problem),
        bound=outcome.bound,
        gap=round((outcome.points - outcome.bound) / max(outcome.points, 1), 6),
    )
    score = _confirmed(problem, roster, policy, outcome.points)
    reasons = unmet(problem, roster, policy, None if moves is not None else _explained_until(started, seconds, outcome))
    elapsed = 0.0 if moves is not None else round(monotonic() - started, 3)
    return roster.revised(score=score, unmet=reasons, seconds=elapsed)


def visits_of(plan: Plan, problem: Problem) -> tuple[Visit, ...]:
    """The visits of a plan in the problem's own ids, by start."""
    stands = {(visit.need, visit.start): visit.overrides for visit in problem.published if visit.stands}
    visits = []
    for visit, start, volunteers in plan.rows():
        need, begin = problem.needs[visit // problem.week.days], problem.moment(start)
        visits.append(
            Visit(
                need=need.id,
                start=begin,
                end=problem.moment(start + need.minutes),
                volunteers=tuple(problem.volunteers[volunteer].id for volunteer in volunteers),
                pinned=(need.id, begin) in stands,
                overrides=stands.get((need.id, begin), ()),
            )
        )
    return tuple(sorted(visits, key=lambda visit: (visit.start, visit.need)))


def plan_of(visits: Iterable[Visit], problem: Problem) -> Plan:
    """The visits in the engine's integers: of those on one date of a need the first, and none that the problem does not know."""
    needs = {need.id: number for number, need in enumerate(problem.needs)}
    volunteers = {volunteer.id: number for number, volunteer in enumerate(problem.volunteers)}
    rows: dict[int, tuple[int, int, list[int]]] = {}
    for visit in visits:
        known = visit.need in needs and volunteers.keys() >= set(visit.volunteers)
        different = len(set(visit.volunteers)) == len(visit.volunteers)
        if known and different and visit.start.date() in problem.week.dates:
            number = needs[visit.need] * problem.week.days + problem.week.dates.index(visit.start.date())
            crew = [volunteers[volunteer] for volunteer in visit.volunteers]
            rows.setdefault(number, (number, problem.minute(visit.start), crew))
    return Plan.of(rows.values())


def _in_ids(incumbents: Incumbents, problem: Problem) -> PlanListener:
    return lambda plan, points: incumbents(visits_of(plan, problem), points)


def _explained_until(started: float, seconds: float, outcome: Outcome) -> float:
    """When the reasons must be told: at the end of the time, or at once where somebody asked to stop."""
    return min(started + seconds, monotonic() + TOLD_AFTER_A_STOP) if outcome.cancelled else started + seconds


def _status(outcome: Outcome) -> Status:
    if outcome.optimal:
        return "optimal"
    return "cancelled" if outcome.cancelled else "feasible"


def _confirmed(problem: Problem, roster: Roster, policy: Policy, points: int) -> Score:
    """The audit's own count of the score, once it agrees with the engine's."""
    report = audit(problem, roster, policy)
    if report.violations:
        first = report.violations[0]
        broken = len(report.violations)
        raise InternalError(f"The engine's roster breaks {broken} rules, first {first.rule}: {first.text.en}")
    if report.score.total != points:
        raise InternalError(f"The engine counts {points} points, the audit {report.score.total}.")
    if report.misstatements:
        raise InternalError(f"The engine's roster claims what does not hold: {report.misstatements[0].text.en}")
    return report.score
