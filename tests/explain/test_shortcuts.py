"""Every shortcut says what the long way says: shared answers, starts that tell, small excerpts of a roster."""

from collections.abc import Iterator

import pytest

import scenarios
from matcher.audit import audit
from matcher.domain import Need, Problem, Visit
from matcher.explain import starts
from matcher.explain.attempts import Trials
from matcher.explain.competition import best_exchange
from matcher.explain.findings import Investigation
from matcher.policy import default_policy, load_policy
from tests.building import matrix, need, policy, problem, roster, visit, volunteer, window
from tests.explain.asking import by_hand

WEEKS = [("four_pilots", "normal"), ("station_week", "small"), ("study_groups", None), ("phcp", None)]


def investigated(name: str, size: str | None) -> Investigation:
    """A scenario with its roster by hand."""
    scenario = scenarios.get(name)
    week = scenario.build(size)
    return Investigation.of(week, by_hand(week), load_policy(scenario.policy))


def lacking(investigation: Investigation) -> Iterator[Need]:
    """Needs that lack visits."""
    return filter(investigation.standing.missing, investigation.standing.problem.needs)


def visit_of(week: Problem, asked: Need, start: int, *volunteers: str) -> Visit:
    """A visit at a minute of the week."""
    begin, end = week.moment(start), week.moment(start + asked.minutes)
    return Visit(need=asked.id, start=begin, end=end, volunteers=volunteers)


@pytest.mark.parametrize(("name", "size"), WEEKS)
def test_answers_shared_between_needs_are_the_rules_own(name: str, size: str | None) -> None:
    investigation = investigated(name, size)
    standing, rules = investigation.standing, investigation.rulebook.pair
    week = standing.problem

    found = {need.id: investigation.screen.first_objections(need, range(week.week.days)) for need in week.needs}

    for asked in week.needs:
        for day, date in enumerate(week.week.dates):
            for position, who in enumerate(week.volunteers):
                answers = [rule.objection(standing.timetable, asked, who, date) is not None for rule in rules]
                first = answers.index(True) if True in answers else len(rules)
                assert found[asked.id][day][position] == first


@pytest.mark.parametrize(("name", "size"), WEEKS[:3])
def test_starts_that_tell_let_everybody_get_as_far_as_all_starts_do(
    name: str, size: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    investigation = investigated(name, size)
    telling = {need.id: investigation.prospects(need).depths.tolist() for need in lacking(investigation)}

    monkeypatch.setattr(starts, "TELLING", frozenset())
    every = {need.id: investigation.prospects(need).depths.tolist() for need in lacking(investigation)}

    assert telling
    assert telling == every


@pytest.mark.parametrize(("name", "size"), WEEKS[:3])
def test_an_attempt_breaks_nothing_exactly_if_the_audit_of_the_whole_roster_finds_nothing_new(
    name: str, size: str | None
) -> None:
    investigation = investigated(name, size)
    week, standing = investigation.standing.problem, investigation.standing.timetable.roster
    single = [one for one in lacking(investigation) if one.crew == 1]
    clean = 0

    for asked in single:
        for of_volunteer in investigation.prospects(asked).attempts.values():
            for attempt in of_volunteer[::5]:
                added = visit_of(week, asked, attempt.start, attempt.volunteer.id)
                report = audit(week, standing.revised(visits=(*standing.visits, added)), default_policy())
                assert attempt.clean == (not report.violations)
                assert {breach.rule for breach in attempt.breaches} <= {one.rule for one in report.violations}
                clean += attempt.clean

    assert single
    assert name != "four_pilots" or clean


def test_the_points_of_an_exchange_are_what_the_audit_counts_for_both_rosters() -> None:
    investigation = investigated("shortage_week", "small")
    week, standing = investigation.standing.problem, investigation.standing.timetable.roster
    before = audit(week, standing, default_policy()).score
    exchanges = {
        need.id: exchange
        for need in lacking(investigation)
        if not (prospects := investigation.prospects(need)).openings
        and (exchange := best_exchange(prospects, investigation.losses)) is not None
    }

    for of, exchange in exchanges.items():
        gone = [stop.visit for stop in exchange.displaced]
        who = [volunteer.id for volunteer in exchange.crew]
        added = visit_of(week, week.need_by_id[of], exchange.start, *who)
        kept = [one for one in standing.visits if one not in gone]
        report = audit(week, roster(*kept, added), default_policy())
        assert report.violations == ()
        assert report.score.total - before.total == exchange.total
        # none of them is given up for nothing: put back, each breaks something
        for one in gone:
            assert audit(week, roster(*kept, added, one), default_policy()).violations

    assert len(exchanges) > 5


def test_a_visit_that_makes_a_way_shorter_lets_somebody_come_who_could_not_come_alone() -> None:
    # by way of c1 it takes 5 + 5 minutes to c2, straight on 90
    ways = matrix(["v1", "c1", "c2"], [[0, 5, 90], [5, 0, 5], [5, 5, 0]])
    hours = [window("09:00", "11:00")]
    week = problem(
        [need("n1", of="c1", minutes=15), need("n2", of="c2", minutes=15, windows=[window("09:45", "10:00")])],
        [volunteer(availability=hours)],
        travel={"walk": ways},
    )
    wide = policy(service_circle={"minutes": 1440})
    standing = roster(visit("n1", "09:10", "v1", minutes=15))

    prospects = Investigation.of(week, standing, wide).prospects(week.need_by_id["n2"])

    # there by 09:30 at the latest, while alone it is 10:30
    assert [opening.start for opening in prospects.openings] == [9 * 60 + 45]


def test_rules_that_do_not_look_at_who_comes_answer_the_same_for_everybody() -> None:
    investigation = investigated("station_week", "small")

    for asked in lacking(investigation):
        prospects = investigation.prospects(asked)
        trials = Trials(investigation.standing, investigation.rulebook, asked)
        for who in prospects.eligible[:4]:
            for attempt in prospects.attempts[who.id][:6]:
                found = sorted(breach.rule for breach in trials.everything(who, attempt.start))
                assert found == sorted(newly_broken(investigation, asked, attempt.start, who.id))


def newly_broken(investigation: Investigation, asked: Need, start: int, who: str) -> list[str]:
    """Rules that the visit breaks by the audit of the whole roster, where one volunteer is enough."""
    week, standing = investigation.standing.problem, investigation.standing.timetable.roster
    single = asked.revised(crew=1)
    relaxed = week.revised(needs=[single if one.id == asked.id else one for one in week.needs])
    added = visit_of(week, asked, start, who)
    before = audit(relaxed, standing, default_policy()).violations
    after = audit(relaxed, standing.revised(visits=(*standing.visits, added)), default_policy()).violations
    return [one.rule for one in after if one not in before]
