"""What is appointed is open to those who come, at its start, and closes what does not go together with it."""

from random import Random

import numpy as np

from matcher.compile import compile_problem
from matcher.engine.bound.appointments import Appointment, Appointments
from matcher.engine.bound.columns import Columns
from matcher.engine.bound.spans import ANY, Span, Taken
from matcher.engine.bound.volunteers import Volunteers
from matcher.engine.bound.weeks import WeeklyPlan
from matcher.policy import default_policy
from matcher.waist.instance import VISITS, Instance
from tests.building import need, problem, volunteer
from tests.engine.sharpening import listed, sharpened
from tests.small_weeks import small_week

WEEKS = 30


def _weeks() -> list[Instance]:
    problems = [small_week(Random(week), people=4, needs=5, days=3, grid=30) for week in range(WEEKS)]
    return [compile_problem(problem, default_policy()) for problem in problems]


def _nothing(instance: Instance) -> Appointments:
    return Appointments.none(instance, instance.pattern_points[instance.need_pattern])


def test_others_do_not_come_and_the_limit_of_a_date_holds() -> None:
    closed_by_limits = 0
    for instance in _weeks():
        appointments = _nothing(instance)
        for pair in range(instance.pairs):
            volunteer, need = int(instance.pair_volunteer[pair]), int(instance.pair_need[pair])
            date = int(instance.pair_days[pair]).bit_length() - 1
            visit = need * instance.days + date
            if (
                date < 0
                or instance.limit[volunteer, 1 + date, VISITS] < 1
                or visit in appointments.made
                or appointments.closed[volunteer, visit]
            ):
                continue
            appointments = appointments.with_new(instance, [Appointment(visit, ANY, (volunteer,))])
            assert np.nonzero(~appointments.closed[:, visit])[0].tolist() == [volunteer]
            taken = [one for one in appointments.made.values() if one.members == (volunteer,)]
            on_date = [one.visit for one in taken if one.visit % instance.days == date]
            assert len(on_date) <= instance.limit[volunteer, 1 + date, VISITS]
            if len(on_date) == instance.limit[volunteer, 1 + date, VISITS]:
                others = set(range(date, instance.needs * instance.days, instance.days)) - set(on_date)
                assert appointments.closed[volunteer, sorted(others)].all()
                closed_by_limits += 1
            assert not appointments.closed[volunteer, on_date].any()
    assert closed_by_limits > 0


def test_what_is_appointed_again_must_be_done() -> None:
    instance = _weeks()[0]
    one = Appointment(0, ANY, (0,))
    once = _nothing(instance).with_new(instance, [one])
    assert once.patterns[0, 0]
    assert not once.with_new(instance, [one]).patterns[0, 0]
    assert once.patterns[0, 0], "what was left to choose before is kept"


def test_plans_of_a_crew_keep_to_its_start() -> None:
    narrowed = 0
    for instance in _weeks():
        volunteers = Volunteers(instance, *listed(instance))
        generation = sharpened(instance)
        plans = generation.diver().dive(lambda: 1e9, lambda: False) or []
        for plan in plans:
            for visit, earliest, latest in plan.spans:
                for start in range(earliest, latest + instance.grid, instance.grid):
                    new = [Appointment(visit, start, (plan.volunteer,))]
                    held = volunteers.narrowed(_nothing(instance).with_new(instance, new), new)
                    again = held.again(plan)
                    if again is None:
                        continue
                    assert (again.volunteer, again.visits, again.points) == plan[:3]
                    assert [(a, z) for v, a, z in again.spans if v == visit] == [(start, start)]
                    narrowed += 1
    assert narrowed > 0


def test_who_is_visited_has_no_other_visit_meanwhile() -> None:
    """Another visit on that date ends before it begins, or begins after it ends."""
    cadre = [need("n1", of="c1", minutes=60, crew=2), need("n2", of="c1", minutes=30), need("n3", of="c2", minutes=30)]
    instance = compile_problem(problem(cadre, [volunteer(f"v{k}") for k in range(3)]), default_policy())
    days = instance.days
    day = int(instance.pair_days[0]).bit_length() - 1
    start = 1440 * day + 600
    new = [Appointment(day, start, (0, 1))]
    appointments = _nothing(instance).with_new(instance, new)

    assert appointments.taken_by(instance, new) == {days + day}
    ((taken, *others),) = appointments.taken.values()
    assert not others
    assert [taken.holds(moment) for moment in (start - 30, start - 15, start, start + 45, start + 60)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_plan_may_be_chosen_if_one_of_its_starts_is_not_taken() -> None:
    instance = _weeks()[0]
    columns, nothing = Columns(instance), _nothing(instance)
    visit = instance.days * 2 + 1
    columns.enter(WeeklyPlan(0, (visit,), 0, (Span(visit, 600, 660),)), 7)
    columns.enter(WeeklyPlan(0, (visit,), 0), 8)

    def barred(*taken: Taken) -> list[int]:
        return sorted(columns.against(nothing._replace(taken={visit: taken})))

    assert barred(Taken(540, 630)) == [8], "nothing is known of its starts"
    assert barred(Taken(540, 630), Taken(640, 650)) == [8]
    assert barred(Taken(540, 630), Taken(640, 700)) == [7, 8]
    assert barred(Taken(540, 700)) == [7, 8]


def test_plans_keep_to_starts_that_are_not_taken() -> None:
    kept = lost = 0
    for instance in _weeks():
        volunteers = Volunteers(instance, *listed(instance))
        for plan in sharpened(instance).diver().dive(lambda: 1e9, lambda: False) or []:
            for visit in plan.visits:
                spans = slice(*instance.start_ptr[visit : visit + 2])
                first, last = int(instance.start_first[spans].min()), int(instance.start_last[spans].max())
                middle = (first + last) // 2
                for taken in Taken(first - 1, middle), Taken(middle, last + 1), Taken(first - 1, last + 1):
                    nothing = _nothing(instance)
                    appointments = nothing._replace(taken={visit: (taken,)})
                    again = volunteers.narrowed(appointments, []).again(plan)
                    lost += again is None
                    if again is not None:
                        (span,) = (span for span in again.spans if span.visit == visit)
                        assert not taken.holds(span.earliest)
                        assert not taken.holds(span.latest)
                        assert first <= span.earliest <= span.latest <= last
                        kept += 1
                assert again is None, "all starts are taken"
    assert kept > 0
    assert lost > 0


def test_nobody_comes_where_nobody_is_appointed() -> None:
    instance = _weeks()[0]
    appointments = _nothing(instance).with_new(instance, [Appointment(1, ANY, ())])
    on_date = np.arange(appointments.patterns.shape[1]) >> 1 & 1 == 1

    assert appointments.closed[:, 1].all()
    assert not appointments.patterns[0, on_date].any()
    assert (appointments.patterns[0, ~on_date] == _nothing(instance).patterns[0, ~on_date]).all()
