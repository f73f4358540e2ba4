"""Sheets on paper: as many pages of A4 as there are people, with their words in Chinese, numbered."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.screens.conftest import Open, SignIn

PLACE = "place=station:liuxing&week=2026-11-23"
ACROSS = ("842", "595")
"""Points of A4, wider than high."""

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not there")


def printed(signed_in: Open, address: str, into: Path, language: str = "zh") -> tuple[int, tuple[str, str], str]:
    """Pages, width and height in points, and the text, of what chromium prints."""
    page = signed_in("qin", "/today", language=language)
    page.context.add_cookies([{"name": "purpose", "value": "tests", "url": page.url}])
    page.goto(address)
    page.pdf(path=into, prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", into], check=True, capture_output=True, text=True).stdout
    text = subprocess.run(["pdftotext", "-layout", into, "-"], check=True, capture_output=True, text=True).stdout
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    pages = re.search(r"Pages:\s+(\d+)", told)
    assert size is not None
    assert pages is not None
    return int(pages[1]), (f"{float(size[1]):.0f}", f"{float(size[2]):.0f}"), text


@poppler
def test_each_volunteer_has_a_slip_that_begins_a_sheet_and_ends_with_a_reply(signed_in: Open, tmp_path: Path) -> None:
    pages, size, text = printed(signed_in, f"/print/slips?{PLACE}", tmp_path / "slips.pdf")

    sheets = text.split("\f")[:-1]
    first = [sheet for sheet in sheets if "柳星社区（示例）" in sheet and "这一周" in sheet]
    assert size == ("595", "842")
    assert len(sheets) == pages
    assert text.count("✂") == len(first) > 1
    assert re.search(rf"1\s?/\s?{pages}\s*$", sheets[0])
    assert "打印" not in text


@poppler
def test_a_card_for_the_fridge_is_one_sheet_with_whom_to_call(signed_in: Open, tmp_path: Path) -> None:
    pages, size, text = printed(signed_in, f"/print/cards?cadre=liuxing-c001&{PLACE}", tmp_path / "card.pdf")

    assert (pages, size) == (1, ("595", "842"))
    assert "000-0001-0001" in text
    assert "急救电话：120" in text
    assert re.search(r"周[一二三四五六日] +\d\d:\d\d", text)


@poppler
def test_a_page_of_the_ledger_lies_across_and_has_a_column_to_sign(signed_in: Open, tmp_path: Path) -> None:
    address = f"/print/ledger?{PLACE}&from_day=2026-11-23&until_day=2026-11-23"

    pages, size, text = printed(signed_in, address, tmp_path / "ledger.pdf")

    assert (pages, size) == (1, ACROSS)
    assert "离退休干部志愿服务台账" in text
    assert "签字" in text
    assert "打扫卫生" in text


def test_where_a_volunteer_goes_is_printed_only_when_they_have_said_that_they_come(pages: SignIn) -> None:
    client = pages("qin")
    client.post("/preferences/purpose", data={"purpose": "打印"})

    sheets = client.get(f"/print/slips?{PLACE}").text.split('class="errand"')[1:]

    told = [sheet.split("</section>")[0] for sheet in sheets]
    assert {"确认能来后告知" in one for one in told} == {True, False}
    assert all(("000-0004" in one) != ("确认能来后告知" in one) for one in told)


def test_what_is_masked_on_pages_is_masked_on_paper(pages: SignIn) -> None:
    client = pages("qin")

    masked = client.get("/print/cards?cadre=liuxing-c001").text

    assert "周国栋" not in masked
    assert "示*" in masked
