"""A volunteer calls and declines: somebody else is chosen, and the message for them can be copied."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.screens.confirmations.finding import NOW
from tests.screens.conftest import Open


def replaceable(page: Page) -> dict[str, Any]:
    """A visit of one volunteer to which somebody else could come."""
    visits = page.request.get("/v1/visits?state=planned&limit=200").json()["items"]
    for visit in (one for one in visits if one["start"] > NOW):
        waiting = [one["state"] for one in visit["offers"]] == ["pending"]
        if waiting and page.request.get(f"/v1/visits/{visit['id']}/replacements").json()["options"]:
            return dict(visit)
    raise AssertionError("nobody could replace anybody")


def test_a_decline_on_the_telephone_and_who_comes_instead(signed_in: Open) -> None:
    page = signed_in("qin", "/confirmations?state=pending")
    visit = replaceable(page)

    page.goto(f"/confirmations/offers/{visit['offers'][0]['id']}")
    page.get_by_label("原因").fill("感冒")
    page.get_by_role("button", name="谢绝：另找人").click()
    page.wait_for_url(f"**/confirmations/visits/{visit['id']}")
    page.get_by_role("button", name="改由其服务").first.click()

    expect(page.get_by_text("已改由其他志愿者服务。")).to_be_visible()
    now = page.request.get(f"/v1/visits/{visit['id']}").json()
    assert set(now["volunteers"]).isdisjoint(visit["volunteers"])
    assert now["coverage"] == "confirmed"


def test_a_volunteer_answers_by_the_address_of_a_message(signed_in: Open) -> None:
    page = signed_in("qin", "/confirmations?state=pending", language="en")
    page.get_by_role("link", name="Declined…").last.click()
    page.get_by_role("button", name="Write the message").click()
    text = page.locator("textarea").input_value()
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    link = re.search(r"https?://\S+/offers/\S+", text)
    assert link is not None
    page.context.clear_cookies(name="__Host-session")

    page.goto(link[0])
    page.get_by_role("button", name="Yes, I come").click()

    expect(page.get_by_text("Thank you, your answer is kept.")).to_be_visible()
    expect(page.get_by_text("At whose door to ring")).to_be_visible()
