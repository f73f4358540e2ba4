"""The README's picture: the demonstration week is solved, and its first station's board is photographed.

python -m tests.board.picture
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import scenarios
from matcher.board import write_html
from matcher.solve import solve
from tests.browser import chromium

PICTURE = Path(__file__).parents[2] / ".pictures" / "roster.png"
LARGEST = 400_000
"""Bytes that a README's picture may weigh."""

WIDTH = 1440
"""Pixels of page and picture."""

BOTTOM = ".station .grid"


def take(path: Path) -> None:
    """Photograph the first station from its name to the end of its volunteers' grid."""
    week = scenarios.get("four_pilots").build()
    with TemporaryDirectory() as folder, chromium() as browser:
        hung = Path(folder) / "roster.html"
        write_html(week, solve(week, seconds=20, seed=0), hung)
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        page.goto(hung.as_uri())
        top = page.locator(".station").first.bounding_box()
        grid = page.locator(BOTTOM).first.bounding_box()
        assert top is not None
        assert grid is not None
        height = grid["y"] + grid["height"] - top["y"] + 8
        path.parent.mkdir(exist_ok=True)
        page.screenshot(
            path=path, full_page=True, clip={"x": top["x"], "y": top["y"], "width": top["width"], "height": height}
        )
    weight = path.stat().st_size
    assert weight <= LARGEST, f"{path} weighs {weight} bytes, at most {LARGEST}"


if __name__ == "__main__":
    take(PICTURE)
