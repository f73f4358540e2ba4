"""Pictures of the pages in both languages: `python -m tests.screens.pictures FOLDER`, to be looked at; three are in the README."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser import chromium
from tests.screens.conftest import browsing, listening_service, sign_in
from tests.screens.furnishing import furnish, ids_in

PAGES = {
    "today": "/today",
    "board": "/board",
    "match": "/match?cadre={cadre}",
    "confirmations": "/confirmations",
    "needs": "/needs",
    "dossier": "/cadres/{cadre}",
    "volunteer": "/volunteers/{volunteer}",
    "ledger": "/ledger",
    "map": "/map?place=station:{station}",
    "report": "/reports/coverage",
    "rules": "/rules",
    "exchange": "/exchange",
    "print-board": "/board/{roster}/print",
    "print-slips": "/print/slips",
    "print-cards": "/print/cards",
    "print-ledger": "/print/ledger",
}
LARGEST = {"width": 1366, "height": 900}


def main(folder: Path) -> None:
    """One PNG per page and language; pages for paper as they lie on paper."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        furnish(Path(place))
        with listening_service(Path(place)) as address, chromium() as browser:
            context = browsing(browser, address)
            page = sign_in(context, "qin")
            page.set_viewport_size(LARGEST)
            context.add_cookies([{"name": "purpose", "value": "pictures", "url": address}])
            for language in ("zh", "en"):
                context.add_cookies([{"name": "language", "value": language, "url": address}])
                for name, path in PAGES.items():
                    page.emulate_media(media="print" if name.startswith("print") else "screen")
                    answer = page.goto(path.format(**ids_in(Path(place))))
                    assert answer is not None
                    assert answer.status == 200, path
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=folder / f"{name}-{language}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
