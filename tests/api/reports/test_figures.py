"""Every figure of the town, counted by hand (see town.py)."""

from typing import Any

from fastapi.testclient import TestClient

WEEK = {"from_day": "2026-11-23", "until_day": "2026-11-29"}


def report(town: TestClient, kind: str, **asked: Any) -> dict[str, Any]:
    answer = town.get(f"/v1/reports/{kind}", params=WEEK | asked)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def by_station(town: TestClient, kind: str, *figures: str) -> list[tuple[Any, ...]]:
    """These figures of A, B, C, and the whole city."""
    whole = [report(town, kind, station_id=one)["total"] for one in "ABC"]
    whole.append(report(town, kind, region_id="city")["total"])
    return [tuple(one["values"][figure] for figure in figures) for one in whole]


def table(document: dict[str, Any], key: str, *columns: str) -> list[tuple[Any, ...]]:
    rows = next(one["rows"] for one in document["tables"] if one["key"] == key)
    return [tuple(row[column] for column in columns) for row in rows]


def test_who_was_served(town: TestClient) -> None:
    figures = by_station(town, "coverage", "cadres", "cadres_served", "served_share", "not_visited")

    # b2 withdrew her consent. Served: a1, b1 (partly), c2. Saturday the 28th minus 14 days is the 14th: a2 was visited on the
    # 10th, c1 and c3 never; c1 gave, which is not being visited.
    assert figures == [(2, 1, 0.5, 1), (1, 1, 1.0, 0), (3, 1, 0.3333, 2), (6, 3, 0.5, 3)]
    assert by_station(town, "coverage", "lixiu", "lixiu_served", "tuixiu", "hardship", "hardship_served") == [
        (1, 1, 1, 1, 1),
        (0, 0, 1, 0, 0),
        (0, 0, 3, 0, 0),
        (1, 1, 5, 1, 1),
    ]


def test_who_waits_and_since_when(town: TestClient) -> None:
    document = report(town, "coverage", region_id="city")
    patient = report(town, "coverage", region_id="city", days=18)

    # From the 10th to the 28th are 18 days; 18 days ago is not yet longer than 18 days.
    assert table(document, "not_visited", "cadre_id", "last_day", "days") == [
        ("c1", None, None),
        ("c3", None, None),
        ("a2", "2026-11-10", 18),
    ]
    assert [row[0] for row in table(patient, "not_visited", "cadre_id")] == ["c1", "c3"]


def test_whose_dossier_needs_a_hand(town: TestClient) -> None:
    # a1's is whole and was verified on the 1st; of the others nothing is known.
    assert by_station(town, "coverage", "incomplete", "unverified") == [(1, 1), (1, 1), (3, 3), (5, 5)]
    late = report(town, "coverage", station_id="A", verified_days=26)
    assert late["total"]["values"]["unverified"] == 2, "from the 1st to the 28th are 27 days"
    assert table(late, "dossiers", "cadre_id", "known")[1] == ("a2", "0/8")


def test_the_four_pillars_with_zeros(town: TestClient) -> None:
    def of(pillar: str) -> list[tuple[Any, ...]]:
        return by_station(town, "pillars", f"{pillar}_services", f"{pillar}_minutes", f"{pillar}_cadres")

    # Care: 60 minutes of v1, and 45 of v1 and v2 each.
    assert of("care") == [(2, 150, 1), (0, 0, 0), (0, 0, 0), (2, 150, 1)]
    assert of("study") == [(0, 0, 0), (1, 60, 1), (0, 0, 0), (1, 60, 1)]
    assert of("activity") == [(0, 0, 0)] * 4
    assert of("contribution") == [(0, 0, 0), (0, 0, 0), (1, 90, 1), (1, 90, 1)]
    services = table(report(town, "pillars", region_id="city"), "services", "service", "services", "minutes")
    assert [row[1:] for row in services] == [(1, 60), (0, 0), (2, 150), (1, 90)]


def test_hours_by_organisation_and_by_volunteer(town: TestClient) -> None:
    document = report(town, "hours", region_id="city")

    # v1: 60 + 45, v2: 45, v3: 60, v4: 90; v5 has left.
    assert by_station(town, "hours", "volunteers", "volunteers_served", "turns", "minutes") == [
        (2, 2, 3, 150),
        (1, 1, 1, 60),
        (1, 1, 1, 90),
        (4, 4, 5, 300),
    ]
    assert table(document, "organisations", "organisation_id", "volunteers", "turns", "minutes") == [
        ("company", 1, 1, 60),
        ("school", 1, 2, 105),
        ("society", 0, 0, 0),
        (None, 2, 2, 135),
    ]
    assert table(document, "volunteers", "volunteer_id", "turns", "minutes") == [
        ("v1", 2, 105),
        ("v2", 1, 45),
        ("v3", 1, 60),
        ("v4", 1, 90),
    ]


def test_a_certificate_adds_up_what_one_volunteer_gave(town: TestClient) -> None:
    page = town.get("/v1/reports/hours/volunteers/v1", params=WEEK).json()

    assert (page["turns"], page["minutes"], page["organisation"], page["station"]) == (2, 105, "school", "A")
    assert [(row["day"], row["minutes"]) for row in page["rows"]] == [("2026-11-23", 60), ("2026-11-25", 45)]
    assert [(one["service"], one["turns"], one["minutes"]) for one in page["services"]] == [("household", 2, 105)]
    assert "1小时45分钟" in page["text"]["zh"]
    assert "1 hours and 45 minutes" in page["text"]["en"]
    assert "a1" not in str(page), "no cadre is named"
    assert town.get("/v1/reports/hours/volunteers/none").status_code == 404


def test_how_evenly_the_load_is_spread(town: TestClient) -> None:
    document = report(town, "fairness", region_id="city")

    # Loads: v2 45/480 = 0.09375 (the policy's limit), v3 60/240 = 0.25, v1 105/120 = 0.875, v4 90/60 = 1.5, together 2.71875.
    # Gini of all: (−3·0.09375 − 0.25 + 0.875 + 3·1.5) / (4·2.71875) = 4.84375 / 10.875 = 0.4454;
    # of A: (0.875 − 0.09375) / (2·0.96875) = 0.4032. Load of all: 300 / (120 + 480 + 240 + 60).
    assert by_station(town, "fairness", "volunteers", "idle", "over", "limit", "load", "gini") == [
        (2, 0, 0, 600, 0.25, 0.4032),
        (1, 0, 0, 240, 0.25, 0.0),
        (1, 0, 1, 60, 1.5, 0.0),
        (4, 0, 1, 900, 0.3333, 0.4454),
    ]
    assert [row[0] for row in table(document, "bands", "volunteers")] == [0, 1, 1, 0, 0, 1, 1]
    assert table(document, "volunteers", "volunteer_id", "load")[0] == ("v4", 1.5)
    fortnight = report(town, "fairness", region_id="city", from_day="2026-11-16")
    assert fortnight["total"]["values"]["limit"] == 1800, "two weeks allow twice as much"


def test_which_homes_a_station_reaches(town: TestClient) -> None:
    document = report(town, "circle", region_id="city")

    # On foot a1 is 0.002° from A: 3.9 minutes; a2 0.008°: 15.4, so 16; b1 0.001° from B; C is not open, and from B it is
    # 0.05°: 97 minutes on foot, 31 by e-bike. By e-bike a2 takes 2 + 8 · 0.578 = 6.6 minutes.
    assert by_station(town, "circle", "cadres", "within_walk", "share_walk", "within_e_bike") == [
        (2, 1, 0.5, 2),
        (1, 1, 1.0, 1),
        (3, 0, 0.0, 0),
        (6, 2, 0.3333, 3),
    ]
    assert table(document, "outside", "cadre_id", "minutes")[-1] == ("a2", 16)
    assert table(document, "communities", "region_id", "cadres", "outside") == [
        ("south", 3, 3),
        ("alder", 2, 1),
        ("north", 1, 0),
    ]
    wider = report(town, "circle", station_id="A", minutes=16)
    assert wider["total"]["values"]["within_walk"] == 2


def test_where_new_stations_would_help_most(town: TestClient) -> None:
    document = report(town, "circle", region_id="city")

    # From c2, c1 is 0.002° away and c3 0.0075°: 14.5 minutes; c1 and c3 are 0.0095° apart: 18.3. So c2's place reaches all
    # three of them, and then only a2 is left.
    assert table(document, "sites", "latitude", "longitude", "reached", "together", "share") == [
        (24.452, 109.4, 3, 3, 0.75),
        (24.358, 109.4, 1, 4, 1.0),
    ]
    assert table(report(town, "circle", region_id="city", sites=1), "sites", "reached") == [(3,)]


def test_convenient_quick_and_reliable(town: TestClient) -> None:
    # Ways: v1 to a1 3.9, so 4, twice; v2 by e-bike 2 + 2 · 0.578 = 3.2, so 4; v3 to b1 1.9, so 2; v4 to c2 4.
    assert by_station(town, "kpis", "way") == [(4.0,), (2.0,), (4.0,), (4.0,)]
    # n2 was called in on Tuesday at 8:00, offered at 8:20, and v3 came at 14:00. n4 still waits; n1 is older, n5 later.
    assert by_station(town, "kpis", "asked", "asked_to_offer", "asked_to_arrival", "call", "call_to_arrival") == [
        (0, None, None, 0, None),
        (1, 20.0, 360.0, 1, 360.0),
        (1, None, None, 0, None),
        (2, 20.0, 360.0, 1, 360.0),
    ]
    # A: V1 and V2 done, V5 open; B: V3 partly, V4 no show, V6 called off. V7 is still to come.
    assert by_station(
        town, "kpis", "due", "kept", "kept_share", "no_show", "no_show_share", "planned", "called_off"
    ) == [
        (3, 2, 0.6667, 0, 0.0, 1, 0),
        (2, 1, 0.5, 1, 0.5, 0, 1),
        (0, 0, None, 0, None, 0, 0),
        (5, 3, 0.6, 1, 0.2, 1, 1),
    ]


def test_the_six_marks_of_a_station(town: TestClient) -> None:
    marks = ("organised", "premises", "regimes", "measures", "well_spoken_of", "contribution", "all")

    # A kept 2 of 3 promises, not 80 %; three glad faces of three. B lacks staff, opening hours and one regime, and heard one
    # voice. C is not open; c1 as a volunteer and c2 in a service of the pillar gave 90 minutes each, and 60 are asked for.
    assert by_station(town, "assessment", "stations", *marks) == [
        (1, 1, 1, 1, 0, 1, 0, 0),
        (1, 0, 0, 0, 0, 0, 0, 0),
        (1, 0, 0, 0, 0, 0, 1, 0),
        (3, 1, 1, 1, 0, 1, 1, 0),
    ]
    rows = table(report(town, "assessment", station_id="C"), "marks", "result", "evidence", "formula", "link")
    assert rows[5][1]["en"] == "2 cadres gave 180 minutes"
    assert all(row[0]["zh"] and row[1]["zh"] and row[2]["zh"] and row[3].startswith("/v1/") for row in rows)
    for *_, link in rows:
        assert town.get(link).status_code == 200, link


def test_how_far_rows_lead_back(town: TestClient) -> None:
    # A: V1 corrected, V2; B: V3, V4; C: one without a plan. n1's fact is written down, n2's (b1's health) is not.
    assert by_station(
        town, "records", "rows", "planned", "needed", "traced", "traced_share", "corrected", "overdue"
    ) == [
        (2, 2, 2, 2, 1.0, 1, 1),
        (2, 2, 2, 0, 0.0, 0, 0),
        (1, 0, 0, 0, 0.0, 0, 0),
        (5, 4, 4, 2, 0.4, 1, 1),
    ]
