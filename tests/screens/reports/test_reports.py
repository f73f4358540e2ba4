"""Reports on pages say what the reports of the service count, lead down to the station, and to where the evidence is."""

import re

import pytest

from api.reports.catalogue import Kind
from tests.screens.conftest import SignIn
from tests.screens.words import rows, words

WEEK = "from_day=2026-11-23&until_day=2026-11-29"


def test_the_three_words_are_three_figures(pages: SignIn) -> None:
    client = pages("qin")
    total = client.get(f"/v1/reports/kpis?region_id=city&{WEEK}").json()["total"]["values"]

    page = client.get(f"/reports?place=region:city&{WEEK}").text

    told = [words(one) for one in re.findall(r'<p class="figure">(.*?)</p>', page)]
    assert total["asked_to_arrival"] is None
    assert told == [f"{total['way']:g}分钟", "—", f"{total['kept_share']:.1%}"]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_report_shows_each_figure_of_each_part_and_their_sum(pages: SignIn, kind: Kind) -> None:
    client = pages("qin")
    report = client.get(f"/v1/reports/{kind}?region_id=city&{WEEK}").json()

    table = rows(client.get(f"/reports/{kind}?place=region:city&{WEEK}").text, report["title"]["zh"])

    assert [row[0].split()[0] for row in table] == [*(row["name"] for row in report["rows"]), "合计"]
    assert {len(row) for row in table} == {1 + len(report["figures"])}
    counts = [number for number, one in enumerate(report["figures"], 1) if one["unit"] == "count"]
    for row, told in zip([*report["rows"], report["total"]], table, strict=True):
        shown = [int(told[number].replace(",", "")) for number in counts]
        assert shown == [row["values"][report["figures"][number - 1]["key"]] for number in counts]


def test_a_part_leads_to_the_same_report_of_what_lies_in_it(pages: SignIn) -> None:
    client = pages("qin")
    city = client.get(f"/reports/coverage?place=region:city&{WEEK}").text
    below = re.search(r'<a href="(/reports/coverage\?place=region%3Adistrict-0[^"]*)"', city)
    assert below is not None

    district = client.get(below[1].replace("&amp;", "&")).text

    in_the_city = next(row for row in rows(city, "服务覆盖") if row[0].startswith("柳北区"))
    assert rows(district, "服务覆盖")[-1][1:] == in_the_city[1:]
    assert "柳星社区" in district


def test_a_bar_of_a_share_is_as_long_as_the_share(pages: SignIn) -> None:
    client = pages("qin")
    report = client.get(f"/v1/reports/coverage?region_id=city&{WEEK}").json()

    page = client.get(f"/reports/coverage?place=region:city&{WEEK}&figure=served_share").text

    bars = [float(width) for width in re.findall(r'class="bar" width="([\d.]+)"', page)]
    assert bars == pytest.approx([100 * row["values"]["served_share"] for row in report["rows"]], abs=0.01)
    assert max(bars) > 0


def test_each_mark_leads_to_its_evidence(pages: SignIn) -> None:
    client = pages("qin")
    marks = next(
        table["rows"]
        for table in client.get(f"/v1/reports/assessment?region_id=city&{WEEK}").json()["tables"]
        if table["key"] == "marks"
    )

    page = client.get(f"/reports/assessment?place=region:city&{WEEK}").text

    assert page.count("✓ 达标") == sum(one["result"]["zh"] == "达标" for one in marks)
    assert page.count("✗ 未达标") == sum(one["result"]["zh"] == "未达标" for one in marks)
    for one in marks:
        shown = re.search(rf'<a href="([^"]+)">{re.escape(one["evidence"]["zh"])}</a>', page)
        assert shown is not None
        assert client.get(shown[1].replace("&amp;", "&")).status_code == 200


def test_a_workbook_is_handed_out_and_that_it_was_is_recorded(pages: SignIn) -> None:
    client = pages("wei")

    answer = client.get(f"/reports/kpis.xlsx?place=region:city&{WEEK}")

    assert answer.content.startswith(b"PK")
    record = rows(client.get("/administration/record?kind=kpis").text, "记录")
    assert record[0][2:4] == ["wei", "导出"]


def test_a_certificate_says_how_long_somebody_served(pages: SignIn) -> None:
    client = pages("qin")
    served = client.get(f"/v1/reports/fairness?{WEEK}").json()["tables"]
    volunteer = next(table for table in served if table["key"] == "volunteers")["rows"][0]["volunteer_id"]
    known = client.get(f"/v1/reports/hours/volunteers/{volunteer}?{WEEK}").json()

    page = words(client.get(f"/reports/hours/volunteers/{volunteer}?{WEEK}").text)

    assert known["turns"] > 0
    assert known["text"]["zh"] in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("from_day=2026-11-29&until_day=2026-11-23", "先后有序"),
        ("from_day=x&until_day=2026-11-23", "起始日期"),
        ("minutes=0", "分钟数：不得小于1"),
    ],
)
def test_dates_and_numbers_that_make_no_question_are_told_in_a_sentence(pages: SignIn, asked: str, told: str) -> None:
    client = pages("qin")

    answer = client.get(f"/reports/circle?{asked}")

    assert answer.status_code == 422
    assert told in words(answer.text)
