"""Every volunteer of a visit offers the need's service."""

from tests.building import need, problem, visit, volunteer
from tests.rules.judging import broken


def test_a_volunteer_who_offers_other_services_breaks_it() -> None:
    week = problem([need(service="legal")], [volunteer(services=["household", "emotional"])])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {"service_match": [1]}


def test_a_volunteer_who_offers_the_service_among_others_keeps_it() -> None:
    week = problem([need(service="legal")], [volunteer(services=["household", "legal"])])

    found = broken(week, visit("n1", "09:00", "v1"))

    assert found == {}


def test_on_the_boundary_every_member_of_a_crew_must_offer_it() -> None:
    week = problem([need(service="legal", crew=2)], [volunteer("v1", services=["legal"]), volunteer("v2", services=[])])

    found = broken(week, visit("n1", "09:00", "v1", "v2"))

    assert found == {"service_match": [1]}
