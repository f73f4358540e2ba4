"""Cadres: their dossiers of eight facts (八个清), how complete these are, and when somebody last verified them."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlmodel import col, or_

from api.authority import Action
from api.clock import local_today
from api.identity.guarding import may
from api.registry.dossier import completeness, is_incomplete, missing_facts
from api.registry.keeping import find
from api.registry.listing import equal, stations_below
from api.registry.people import check_not_yet_known
from api.registry.resource import Entry, Filters, Resource
from api.registry.routes import router_of
from api.registry.searching import Words, matching
from api.registry.sound import not_in_the_future
from api.storage.lists import holds
from api.tables.cadres import Cadre, CadreFields, CadrePublic, Category, Consent, Hardship, Mobility
from api.tables.row import Key, Line
from api.tables.visits import PriorVisits
from api.web.etags import IfMatch, tag
from api.web.problems import refusals
from api.web.service import Configured, Storage

Days = Annotated[int | None, Query(ge=0, le=36_500, description="Nobody has verified the dossier for so many days.")]


def _filters(
    settings: Configured,
    station_id: Key | None = None,
    region_id: Key | None = None,
    grid: Annotated[Line | None, Query()] = None,
    category: Category | None = None,
    hardship: Hardship | None = None,
    mobility: Mobility | None = None,
    active: bool | None = None,
    incomplete: bool | None = None,
    unverified_for_days: Days = None,
    q: Words = None,
) -> Filters:
    found = equal(
        (Cadre.station_id, station_id),
        (Cadre.grid, grid),
        (Cadre.category, category),
        (Cadre.mobility, mobility),
        (Cadre.active, active),
    )
    if region_id is not None:
        found.append(col(Cadre.station_id).in_(stations_below(region_id)))
    if hardship is not None:
        found.append(holds(Cadre.hardships, hardship.value))
    if incomplete is not None:
        found.append(is_incomplete() if incomplete else ~is_incomplete())
    if unverified_for_days is not None:
        since = local_today(settings) - timedelta(days=unverified_for_days)
        found.append(or_(col(Cadre.verified_on).is_(None), col(Cadre.verified_on) <= since))
    return [*found, matching(Cadre, q)] if q else found


def _check(entry: Entry[CadreFields]) -> None:
    for field in ("born_on", "verified_on"):
        not_in_the_future(getattr(entry.fields, field), field, entry.settings)


def shown(cadre: Cadre) -> CadrePublic:
    """A cadre with how many of the eight facts are known, and which are not."""
    return CadrePublic(
        **{name: getattr(cadre, name) for name in CadrePublic.model_fields if hasattr(cadre, name)},
        completeness=completeness(cadre),
        missing_facts=missing_facts(cadre),
    )


CADRES = Resource(
    path="cadres",
    fields=CadreFields,
    table=Cadre,
    public=CadrePublic,
    order=(col(Cadre.pinyin),),
    example={
        "station_id": "liuxing",
        "name": "示例-张立山",
        "code": "C-0001",
        "gender": "M",
        "phone": "000-0000-0002",
        "category": "lixiu",
        "latitude": 24.351,
        "longitude": 109.402,
        "born_on": "1938-05-01",
        "address": "示例路2号1栋101室",
        "family": "与老伴同住，子女在外地",
        "health": "高血压，行动不便",
        "former_unit": "示例机械厂",
        "party_branch": "柳星社区第一党支部",
        "strengths": "书法、调解",
        "service_needs": "每周陪聊一次、代买药品",
        "hardships": ["empty_nest"],
        "mobility": "limited",
    },
    filters=_filters,
    check=_check,
    check_new=check_not_yet_known,
    parts=(Consent.cadre_id, PriorVisits.cadre_id),
    present=shown,
)

router: APIRouter = router_of(CADRES)


@router.post("/{key}/verification", dependencies=may(Action.KEEP), responses=refusals(404, 412, 428))
def verify_dossier(
    key: Key, if_match: IfMatch, response: Response, storage: Storage, settings: Configured
) -> CadrePublic:
    """Somebody has looked today, and all that the dossier says (in the version named) is true."""
    with storage.writing() as session:
        cadre = find(CADRES, session, key, for_change=True)
        if_match.check(cadre.version)
        cadre.verified_on = local_today(settings)
        session.flush()
        tag(response, cadre.version)
        return shown(cadre)
