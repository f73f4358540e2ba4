"""The record on a page: found by person, kind, row and date; its chain is verified on demand."""

from datetime import date
from itertools import islice
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.authority import Action
from api.record.chain import faults
from api.screens.administration.record import ROWS, Filter, entries
from api.screens.administration.words import DEEDS, KINDS
from api.screens.shell.guarding import opens
from api.screens.shell.page import Shown
from api.sealing.columns import KEYRING
from api.web.pages import MOST_ROWS
from api.web.service import Configured, Storage

router = APIRouter(prefix="/administration/record", dependencies=opens(Action.INSPECT))

MOST_FAULTS = 20


@router.get("")
def look(
    page: Shown,
    request: Request,
    storage: Storage,
    settings: Configured,
    offset: Annotated[int, Query(ge=0, le=MOST_ROWS)] = 0,
    check: bool = False,
) -> Response:
    """The newest first; `check` reads the whole chain."""
    asked = request.query_params
    wanted = Filter(
        actor=asked.get("actor", "").strip()[:200],
        kind=asked.get("kind", "").strip()[:200],
        row=asked.get("row", "").strip()[:200],
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        offset=offset,
    )
    with storage.reading() as session:
        found, total = entries(session, settings, page.who, wanted)
        wrong = list(islice(faults(session, session.info[KEYRING]), MOST_FAULTS)) if check else []
        return page.show(
            "administration/record.html",
            wanted=wanted,
            entries=found,
            total=total,
            rows=ROWS,
            checked=check,
            wrong=wrong,
            deeds=DEEDS,
            kinds=KINDS,
            address=lambda start: f"/administration/record?{urlencode(wanted.asked(start))}",
        )


def _day(typed: str) -> date | None:
    """None where it is no date."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
