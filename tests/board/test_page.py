"""The page says what the roster says, in both languages, for weeks of any size."""

from collections import Counter
from datetime import timedelta

import pytest

from matcher.board.page import page
from matcher.board.reading import board_of
from matcher.domain import Problem, Roster
from tests.board.markup import Element, read
from tests.board.weeks import REASON, SUGGESTION, pilots
from tests.building import cadre, need, problem, published, roster, station, visit, volunteer


def hung(week: Problem, made: Roster) -> Element:
    return read(page(board_of(week, made)))


def starts(elements: list[Element]) -> Counter[str | None]:
    return Counter(element.all("time")[0].attributes["datetime"] for element in elements)


def test_the_grids_hold_every_visit_once_per_volunteer():
    week, made = pilots()

    root = hung(week, made)

    shown = [entry for grid in root.all("table", of="grid") for entry in grid.all("li")]
    assert starts(shown) == Counter(f"{one.start:%Y-%m-%dT%H:%M}" for one in made.visits for _ in one.volunteers)


def test_the_lists_by_date_hold_every_visit_once_per_station_it_serves():
    week, made = pilots()

    root = hung(week, made)

    home = {one.id: one.station for one in week.cadres}
    shown = [row for part in root.all("div", of="by-date") for row in part.all("tr") if row.all("td")]
    assert starts(shown) == Counter(
        f"{one.start:%Y-%m-%dT%H:%M}"
        for one in made.visits
        for _ in {home[who] for who in week.need_by_id[one.need].cadres}
    )


def test_a_visit_shows_its_hours_its_cadre_its_service_and_who_comes_along():
    week = problem([need(crew=2)], [volunteer("v1"), volunteer("v2")], [cadre().revised(name="莫老")])

    root = hung(week, roster(visit("n1", "09:05", "v1", "v2")))

    first, _ = root.all("table", of="grid")[0].all("li")
    assert first.text == "家 09:05–10:05 莫老 家政 household ＋同去 with v2"


def test_pinned_and_urgent_visits_say_so_in_words():
    week = problem([need(priority="emergency")], published=[published("n1", "09:00", "v1", pinned=True)])
    pinned = visit("n1", "09:00", "v1").revised(pinned=True)

    root = hung(week, roster(pinned))

    (entry,) = root.all("table", of="grid")[0].all("li")
    assert [tag.text for tag in entry.all("span", of="tag")] == ["紧急 emergency", "固定 fixed"]


def test_a_visit_at_another_station_names_the_station():
    week = problem(
        [need()], cadres=[cadre(station="s2")], stations=[station("s1"), station("s2").revised(name="弯塘社区")]
    )

    root = hung(week, roster(visit("n1", "09:00", "v1")))

    (entry,) = root.all("table", of="grid")[0].all("li")
    assert entry.all("p", of="elsewhere")[0].text == "→往 to 弯塘社区"


def test_dates_stand_in_both_languages_above_their_columns():
    root = hung(problem(), roster(visit("n1", "09:00", "v1")))

    headings = [heading.text for heading in root.all("table", of="grid")[0].all("thead")[0].all("th")]
    assert headings[1:3] == ["11月23日（周一） Mon 23 Nov", "11月24日（周二） Tue 24 Nov"]


def test_all_that_is_missing_stands_with_reasons_and_suggestion_in_both_languages():
    week, made = pilots()

    root = hung(week, made)

    rows = [row.text for table in root.all("table", of="unmet") for row in table.all("tbody")[0].all("tr")]
    assert len(rows) >= len(made.unmet or ())
    for unmet in made.unmet or ():
        assert any(f"{unmet.need} " in row and f"{unmet.missing} / " in row for row in rows)
    assert all(said in row for row in rows for said in (REASON.zh, REASON.en, SUGGESTION.zh, SUGGESTION.en))


def test_the_figures_are_those_of_the_roster():
    week, made = pilots()
    wanted = sum(one.visits for one in week.needs)

    root = hung(week, made)

    figures = [item.text for item in root.all("header")[0].all("ul", of="figures")[0].all("li")]
    assert figures[0].startswith(f"{len(made.visits)}/{wanted} 上门服务")
    assert figures[4].startswith(f"{wanted - len(made.visits)} ")


def test_every_footer_tells_policy_seed_and_bound_in_words_and_nothing_of_the_machine():
    week, made = pilots()

    root = hung(week, made.revised(seed=17, seconds=12.345))

    footers = [footer.text for footer in root.all("section", of="station")[0].all("footer")]
    assert len(footers) == 1
    for said in (
        "策略 default",
        "policy default",
        "种子 17",
        "seed 17",
        "7500分",
        "至多再低25.0%",
        "made by four-nearby",
    ):
        assert said in footers[0]
    assert "12.3" not in root.text


def test_the_score_is_told_by_rule_with_each_rules_statement():
    week, made = pilots()

    root = hung(week, made)

    rows = [row.text for row in root.all("section", of="scoring")[0].all("tr")]
    assert any(row.startswith("travel ") and "1 per minute" in row and row.endswith(" 1000") for row in rows)
    assert any(row.startswith("总分 Total") and row.endswith(" 10000") for row in rows)


def test_chinese_comes_before_english_and_neither_stands_alone():
    week, made = pilots()

    root = hung(week, made)

    headings = [one for one in root.all("th", "caption", "h3") if one.all("span", of="en")]
    assert len(headings) > 50
    for heading in headings:
        languages = [part.classes[0] for part in heading.all("span") if {"zh", "en"} & set(part.classes)]
        assert languages == ["zh", "en"] * (len(languages) // 2), heading.text


def test_english_words_are_marked_as_english():
    root = hung(*pilots())

    assert all(part.attributes.get("lang") == "en" for part in root.all("span", of="en"))
    assert root.all("html")[0].attributes["lang"] == "zh-Hans"


def test_every_table_has_headings_with_a_scope_and_a_name():
    root = hung(*pilots())

    for table in root.all("table"):
        assert all(heading.attributes.get("scope") for heading in table.all("th"))
        assert table.all("caption") or table.all("tr", of="date")


def test_a_team_is_marked_by_character_and_shape_beside_its_name():
    root = hung(*pilots())

    legend = root.all("div", of="legend")[0].all("li")
    shapes = {item.all("use")[0].attributes["href"] for item in legend if item.all("svg", of="mark")}
    assert {"#house", "#heart", "#cross", "#book"} <= shapes
    assert any(item.text.startswith("家 家政 household") for item in legend)


@pytest.mark.parametrize("days", range(1, 8))
def test_a_week_of_any_length_has_a_column_per_date(days: int):
    made = roster(visit("n1", "09:00", "v1"))

    root = hung(problem(days=days), made)

    (grid,) = root.all("table", of="grid")
    assert len(grid.all("thead")[0].all("th")) == 1 + days
    assert all(len(row.all("td")) == days for row in grid.all("tbody")[0].all("tr"))


def test_without_stations_the_page_says_so():
    empty = problem([], [], stations=[])

    root = hung(empty, roster())

    assert "本周没有服务站。 No station this week." in root.text
    assert not root.all("section")


def test_without_visits_every_volunteer_is_named_as_free_and_every_need_as_unmet():
    week, _ = pilots()

    root = hung(week, roster())

    assert not root.all("table", of="grid")
    assert all(one.name in root.text for one in week.volunteers)
    lacking = {
        cell.all("span", of="need")[0].text
        for table in root.all("table", of="unmet")
        for cell in table.all("th")
        if cell.all("span", of="need")
    }
    assert lacking == {one.id for one in week.needs}


def test_ten_stations_are_ten_sections_in_their_order():
    week = problem(stations=[station(f"s{number}", number) for number in range(1, 11)])

    root = hung(week, roster(visit("n1", "09:00", "v1")))

    names = [section.all("h2")[0].text.split(" ")[0] for section in root.all("section", of="station")]
    assert names == ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10"]


def test_a_visit_until_midnight_ends_at_twenty_four():
    late = problem([need(windows=[])], [volunteer(availability=[])])
    made = roster(visit("n1", "23:00", "v1"))

    (entry,) = hung(late, made).all("table", of="grid")[0].all("li")

    assert "23:00–24:00" in entry.text
    assert made.visits[0].end - made.visits[0].start == timedelta(hours=1)
