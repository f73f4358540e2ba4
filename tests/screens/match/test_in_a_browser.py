"""A station's call for help from start to end: by mouse in Chinese, and by nothing but the keyboard in English."""

import re

from playwright.sync_api import Page, expect

from tests.screens.conftest import Open

SERVICES = ("household", "emotional", "legal", "medical")
"""In the order of the form, where the first is chosen at the beginning."""


def answerable(page: Page) -> tuple[str, str]:
    """The last figures of the phone of a cadre to whom somebody could come today, and for what."""
    headers = {"Origin": re.sub(r"(https?://[^/]+).*", r"\1", page.url)}
    for service in SERVICES[1:]:
        for number in range(1, 13):
            call = {"cadre_id": f"liuxing-c{number:03}", "service": service, "minutes": 30}
            if page.request.post("/v1/matches", data=call, headers=headers).json()["options"]:
                return f"{number:04}", service
    raise AssertionError("nobody can come to anybody")


def test_a_call_from_start_to_end_in_chinese(signed_in: Open) -> None:
    page = signed_in("qin", "/match")
    figures, service = answerable(page)

    page.locator("[name=q]").fill(figures)
    page.locator("#cadres input").check()
    page.locator(f"[name=service][value={service}]").check()
    page.locator("[name=when][value=today]").check()
    page.locator("[name=minutes]").fill("30")
    page.locator("[name=content]").fill("陪同就医")
    page.get_by_role("button", name="谁能来？").click()
    page.get_by_role("button", name="显示，用于联系志愿者").click()
    volunteer = page.locator(".option h3 [lang=zh]").first.inner_text()
    page.get_by_role("button", name="接受", exact=True).first.click()

    expect(page.get_by_role("heading", name="已安排好")).to_be_visible()
    note = page.locator(".note").inner_text()
    assert volunteer in note
    assert "陪同就医" in note
    expect(page.get_by_role("button", name="打印便条")).to_be_visible()
    expect(page.get_by_role("link", name="登记台账")).to_have_attribute("href", re.compile("^/ledger/visits/"))


def test_a_call_by_keyboard_alone_in_english(signed_in: Open) -> None:
    page = signed_in("qin", "/match", language="en")
    figures, service = answerable(page)
    page.reload()

    page.keyboard.type(figures)
    expect(page.locator("#cadres input")).to_be_checked()
    for _ in range(3):  # search, who, service
        page.keyboard.press("Tab")
    for _ in range(SERVICES.index(service)):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")  # how urgent
    page.keyboard.press("Tab")  # when
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")  # minutes
    page.keyboard.type("30")
    page.keyboard.press("Tab")  # people
    page.keyboard.press("Tab")  # what is to be done
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/match/\w{32}"))
    expect(page.locator(".option").first).to_be_focused()
    while page.evaluate("document.activeElement.textContent.trim()") != "Accepted":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="It is agreed", exact=True)).to_be_visible()


def test_an_emergency_shows_the_ambulance_as_soon_as_it_is_chosen(signed_in: Open) -> None:
    page = signed_in("qin", "/match")
    ambulance = page.locator(".emergency-only")

    expect(ambulance).to_be_hidden()
    page.locator("[name=priority][value=emergency]").check()

    expect(ambulance).to_be_visible()
