"""Two choices of rules on one week: what each achieves, and in which visits they differ."""

import pytest

from tests.screens.conftest import SignIn
from tests.screens.words import rows, words

WEEK = "/rules/compare?place=station:liuxing&week=2026-11-30"


@pytest.fixture(autouse=True)
def _in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BEGINNING", "SECONDS"):
        monkeypatch.setattr(f"api.screens.rules.compare_routes.{name}", 0.5)


def test_nobody_is_sent_where_nobody_may_go(pages: SignIn) -> None:
    client = pages("qin")

    page = client.post(
        WEEK, data={"first": "now", "second": "now", "setting": "service_circle.minutes", "value": "0"}
    ).text

    assert rows(page, "不同的规则") == [["十五分钟服务圈", "分钟数", "15", "0"]]
    made = next(row for row in rows(page, "各自的效果") if row[0] == "安排的服务次数")
    # Within no minutes there is only who lives in the very place: fewer visits than within fifteen.
    assert int(made[1]) > int(made[2])
    assert made[3].endswith("更差")
    differing = rows(page, "不同的服务安排")
    assert sum(row[2] == "仅方案一有" for row in differing) - sum(row[2] == "仅方案二有" for row in differing) == int(
        made[1]
    ) - int(made[2])


def test_a_rule_can_be_tried_off(pages: SignIn) -> None:
    client = pages("qin")

    page = client.post(
        WEEK, data={"first": "default", "second": "now", "setting": "travel.level", "value": "停用"}
    ).text

    points = next(row for row in rows(page, "各规则得分") if row[0] == "路程分钟")
    assert points[2] == "停用"


def test_the_same_rules_make_the_same_roster(pages: SignIn) -> None:
    page = pages("qin").post(WEEK, data={"first": "default", "second": "now", "setting": "", "value": ""}).text

    assert rows(page, "不同的规则") == [["没有：两种规则相同。"]]
    assert rows(page, "不同的服务安排") == [["没有：两份排班相同。"]]


@pytest.mark.parametrize(
    ("setting", "value"), [("service_circle.minutes", ""), ("service_circle.minutes", "x"), ("nothing.at_all", "3")]
)
def test_what_cannot_be_tried_is_told_on_the_form(pages: SignIn, setting: str, value: str) -> None:
    answer = pages("qin").post(WEEK, data={"first": "now", "second": "now", "setting": setting, "value": value})

    assert answer.status_code == 422
    assert "方案二" in words(answer.text)


def test_a_choice_that_is_none_is_refused(pages: SignIn) -> None:
    client = pages("qin")

    for first in ("", "version:99", "region:nowhere", "version:x"):
        answer = client.post(WEEK, data={"first": first, "second": "now", "setting": "", "value": ""})
        assert answer.status_code in (404, 422)
