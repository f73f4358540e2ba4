"""Editing a roster: everything is told before it is stored, and nothing is stored that breaks a rule without a reason."""

from functools import cache

from fastapi.testclient import TestClient

from api.tables.policies import PolicyVersion
from matcher.audit import audit
from matcher.domain import Roster
from matcher.policy import default_policy
from tests.api.rosters.desk import PILOTS, Desk, by_hand, clash, earlier, on

MONDAY = PILOTS.week.start


@cache
def without_the_service() -> tuple[str, str]:
    """A need of one visit, and a volunteer who could come to it if only they offered its service."""
    roster = by_hand()
    for visit in roster.visits:
        need = PILOTS.need_by_id[visit.need]
        rest = [one for one in roster.visits if one is not visit]
        for other in PILOTS.volunteers:
            alone = len(visit.volunteers) == need.visits == 1
            near = other.station == PILOTS.volunteer_by_id[visit.volunteers[0]].station
            if alone and near and need.service not in other.services:
                tried = Roster(visits=[*rest, visit.revised(volunteers=[other.id])])
                if {one.rule for one in audit(PILOTS, tried, default_policy()).violations} == {"service_match"}:
                    return need.id, other.id
    raise AssertionError("every other volunteer breaks another rule, or none")


def test_a_move_into_a_clash_is_refused_by_name_and_leaves_everything_as_it_was(desk: Desk) -> None:
    first, second = clash(desk)
    etag, before = desk.etag, desk.visits

    refused = desk.edit({"do": "move", **on(second), "start": first["start"]})

    assert (refused.status_code, refused.json()["code"]) == (409, "RULE_BROKEN")
    assert refused.headers["content-type"] == "application/problem+json"
    broken = {one["rule"]: one for one in refused.json()["broken"]}
    assert set(broken["travel_between"]["volunteers"]) == set(first["volunteers"])
    assert "志愿者" in broken["travel_between"]["zh"]
    assert "minutes short" in broken["travel_between"]["en"]
    assert not broken["travel_between"]["overridable"]
    assert (desk.read("").headers["ETag"], desk.visits) == (etag, before)


def test_a_check_tells_what_the_edit_will_do_and_stores_nothing(desk: Desk) -> None:
    visit = desk.visits[0]
    step = {"do": "remove", **on(visit)}

    told = desk.edit(step, check=True)
    done = desk.edit(step)

    assert told.json() == done.json() | {"number": None}
    assert (done.json()["number"], desk.causes) == (3, ["created", "solved", "edited"])
    assert [(one["kind"], one["need"]) for one in done.json()["visits"]] == [("removed", visit["need"])]
    assert done.json()["missing_after"] == done.json()["missing_before"] + 1
    assert done.json()["points"]["total_more"] == sum(done.json()["points"]["more"].values()) > 0


def test_what_is_stored_is_told_with_its_points_and_reasons_as_an_audit_counts_them(desk: Desk) -> None:
    desk.edit({"do": "remove", **on(desk.visits[0])})

    document = Roster.model_validate(desk.read("").json()["document"])

    report = audit(PILOTS, document, default_policy())
    assert report.clean
    assert document.score == report.score
    assert document.unmet is not None
    assert all(one.reasons for one in document.unmet)


def test_steps_are_taken_all_or_none(desk: Desk) -> None:
    first, second = clash(desk)
    before = desk.visits

    refused = desk.edit({"do": "pin", **on(first)}, {"do": "move", **on(second), "start": first["start"]})
    astray = desk.edit({"do": "pin", **on(first)}, {"do": "remove", "need": "nobody", "date": f"{MONDAY}"})

    assert refused.json()["code"] == "RULE_BROKEN"
    assert (astray.status_code, astray.json()["code"]) == (422, "NO_SUCH_NEED")
    assert astray.json()["errors"][0]["path"] == "body.steps.1.need"
    assert astray.json()["zh"].startswith("第2步")
    assert astray.json()["en"].startswith("Step 2")
    assert desk.visits == before


def test_a_pin_holds_until_it_is_taken_off(desk: Desk) -> None:
    visit = desk.visits[0]
    away, back = {"do": "remove", **on(visit)}, {"do": "add", **on(visit), "start": visit["start"]}
    del back["date"]
    desk.edit({"do": "pin", **on(visit)})

    moved = desk.edit(away)
    replaced = desk.edit(away, back | {"volunteers": ["liuxing-v01"], "pinned": True}, check=True)
    unpinned = desk.edit({"do": "unpin", **on(visit)}, away)

    assert desk.read("/versions/3").json()["visits"][0]["pinned"]
    assert [one["rule"] for one in moved.json()["broken"]] == ["pinned"]
    assert "pinned" in [one["rule"] for one in replaced.json()["broken"]]
    assert unpinned.status_code == 200


def test_clearing_keeps_what_is_pinned(desk: Desk) -> None:
    desk.edit({"do": "pin", **on(desk.visits[0])})

    cleared = desk.edit({"do": "clear"})

    assert cleared.status_code == 200
    assert [one["pinned"] for one in desk.visits] == [True]


def test_people_come_and_go_and_change_places(desk: Desk) -> None:
    alone = next(one for one in desk.visits if len(one["volunteers"]) == 1)
    other = next(one for one in desk.visits if len(one["volunteers"]) == 1 and one["volunteers"] != alone["volunteers"])
    (old,), (theirs,) = alone["volunteers"], other["volunteers"]

    less = desk.edit({"do": "unassign", **on(alone), "volunteer": old}, check=True).json()
    same = desk.edit(
        {"do": "unassign", **on(alone), "volunteer": old}, {"do": "assign", **on(alone), "volunteer": old}, check=True
    ).json()
    swap = {"with_need": other["need"], "with_date": other["start"][:10], "with_volunteer": theirs}
    swapped = desk.edit({"do": "swap", **on(alone), "volunteer": old} | swap, check=True).json()

    assert "crew_together" in [one["rule"] for one in less["broken"]]
    assert (same["storable"], same["visits"]) == (True, [])
    assert {(one["need"], *one["after"]["volunteers"]) for one in swapped["visits"]} == {
        (alone["need"], theirs),
        (other["need"], old),
    }


def test_what_cannot_be_meant_gets_one_clear_sentence(desk: Desk) -> None:
    meant = {
        "NOTHING_TO_MOVE": {"do": "move"},
        "OUTSIDE_THE_WEEK": {"do": "move", "start": "2026-12-01T09:00"},
        "OFF_THE_GRID": {"do": "move", "start": "2026-11-24T09:01"},
        "NO_SUCH_VOLUNTEER": {"do": "move", "volunteers": ["nobody"]},
        "NOT_ASSIGNED": {"do": "unassign", "volunteer": "nobody"},
        "NO_SUCH_VISIT": {"do": "remove", "date": "2026-11-29"},
        "INVALID": {"do": "throw"},
    }
    visit = on(desk.visits[0])

    refused = {code: desk.edit(visit | step) for code, step in meant.items()}
    misspelt = desk.edit(visit | {"do": "move", "starts": "2026-11-24T09:00"})

    assert {code: (one.status_code, one.json()["code"]) for code, one in refused.items()} == {
        code: (422, code) for code in meant
    }
    assert all(one.json()["zh"] and one.json()["en"] for one in refused.values())
    assert misspelt.json()["code"] == "INVALID"


def test_of_two_coordinators_the_later_is_told_to_read_again(desk: Desk) -> None:
    stale = desk.etag
    visit = desk.visits[0]
    desk.edit({"do": "pin", **on(visit)})
    now, desk.etag = desk.etag, stale

    late = desk.edit({"do": "remove", **on(visit)})
    blind = desk.client.post(f"/v1/rosters/{desk.id}/edits", json={"steps": [{"do": "clear"}]})

    assert (late.status_code, late.json()["code"]) == (412, "OUTDATED")
    assert (blind.status_code, blind.json()["code"]) == (428, "ETAG_MISSING")
    assert desk.read("").headers["ETag"] == now


def test_a_rule_that_the_policy_lets_be_overridden_gives_way_to_a_reason(pilots: TestClient) -> None:
    desk = Desk(pilots)
    with desk.database.writing() as session:
        toml = "[rules.service_match]\noverridable = true\n"
        session.add(PolicyVersion(region_id="city", number=1, toml=toml, note="trial"))
    need, other = without_the_service()
    visit = desk.visit(need)
    move = {"do": "move", **on(visit), "volunteers": [other]}
    why = {"rule": "service_match", "reason": "她做了四十年家务"}

    refused = desk.edit(move)
    stored = desk.edit(move, overrides=[why])
    moved_on = desk.edit({"do": "move", **on(visit), "start": earlier(visit, 5)}, check=True)
    elsewhere = desk.edit(move, overrides=[{"rule": "crew_together", "reason": "so"}])

    assert (refused.status_code, refused.json()["broken"][0]["overridable"]) == (409, True)
    assert stored.status_code == 200, stored.text
    assert [(one["rule"], one["reason"]) for one in stored.json()["overridden"]] == [("service_match", why["reason"])]
    assert desk.visit(visit["need"], visit["start"][:10])["overrides"] == [why]
    assert desk.read("/audit").json()["clean"]
    assert desk.read("/audit").json()["overridden"][0]["reason"] == why["reason"]
    assert "service_match" in [one["rule"] for one in moved_on.json()["broken"]]
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (422, "NOT_OVERRIDABLE")
