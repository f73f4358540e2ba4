"""Publishing over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.authority import Action
from api.identity.guarding import may
from api.offers.fields import Publishing
from api.offers.publishing import preview, publish
from api.offers.showing import PublicationShown, shown_publication
from api.rosters.versions import find
from api.tables.row import Key
from api.web.etags import IfMatch, tag
from api.web.problems import refusals
from api.web.service import Configured, Storage

router = APIRouter(prefix="/v1/rosters", tags=["offers"])

Check = Annotated[bool, Query(description="Only tells what would change and what stands in the way.")]


@router.post("/{roster_id}/publish", dependencies=may(Action.PUBLISH), responses=refusals(404, 409, 412, 428))
def publish_roster(
    roster_id: Key,
    if_match: IfMatch,
    response: Response,
    storage: Storage,
    settings: Configured,
    wanted: Publishing = Publishing(),  # noqa: B008 (frozen)
    check: Check = False,
) -> PublicationShown:
    """The newest version becomes what people are promised: visits are offered, those that changed anew, others stay as they
    were answered. The addresses of new offers are told in this answer and never again. Refused (409) with what stands
    in the way: broken rules, visits without need or people, changes of the past.
    """
    with storage.reading() if check else storage.writing() as session:
        roster = find(session, roster_id, for_change=not check)
        if_match.check(roster.version)
        found = preview(session, settings, roster) if check else publish(session, settings, roster)
        tag(response, roster.version)
        return shown_publication(roster, found)
