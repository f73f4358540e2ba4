"""What somebody reads on a page: its words without marks, and the cells of its tables."""

import re
from html import unescape


def words(html: str) -> str:
    """One blank between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(html: str, caption: str) -> list[list[str]]:
    """Cells of the body (and foot) of the table whose caption begins so."""
    found = next(
        table
        for table in re.findall(r"<table.*?</table>", html, re.DOTALL)
        if words(_caption(table)).startswith(caption)
    )
    body = found[found.index("<tbody") :]
    return [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    ]


def _caption(table: str) -> str:
    match = re.search(r"<caption[^>]*>(.*?)</caption>", table, re.DOTALL)
    return match[1] if match else ""


def value(html: str, name: str) -> str:
    """Of the first field of this name."""
    match = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', html)
    assert match is not None
    return unescape(match[1])
