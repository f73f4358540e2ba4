"""Policies over HTTP: which rules hold in a region and who says so, its versions, and another one; all rules there are."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, StringConstraints
from sqlmodel import Field, Session

from api.authority import Action
from api.errors import no_such
from api.identity.guarding import may
from api.policies.effective import layers_of
from api.policies.saying import say
from api.policies.versions import newest_number, versions
from api.registry.jurisdiction import check_jurisdiction
from api.tables.places import Region
from api.tables.policies import PolicyVersion
from api.tables.row import Fields, Key, Line
from api.web.etags import IfMatch, tag
from api.web.problems import refusals
from api.web.service import Storage
from api.weeks.scope import regions_above
from matcher.policy import RuleInForce, Setting, rules_in_force
from matcher.rules.catalogue import CATALOGUE

router = APIRouter(prefix="/v1", tags=["policies"])

Toml = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\u0000]*$")]

EXAMPLE = {
    "toml": "[rules.service_circle]\nminutes = 20\n",
    "note": "城郊住得远，服务圈放宽到20分钟",
    "by": "示例-协调员",
}


class PolicyFields(Fields):
    """What the region says, as TOML with only what differs from above, and why."""

    toml: Toml
    note: Line = Field(min_length=1)
    by: Line = ""


class PolicyVersionPublic(BaseModel):
    """One version of what a region says."""

    region_id: str
    number: int
    toml: str
    note: str
    made_by: str
    created_at: datetime


class Source(BaseModel):
    """A value and who set it: `layer` is `default` or `region@version`, `region_id` the region if it is one."""

    value: Any
    layer: str
    region_id: str | None


class RulePublic(BaseModel):
    """A rule, its statement in both languages, and where its level and each parameter come from."""

    name: str
    kind: Literal["hard", "soft"]
    zh: str
    en: str
    level: Source
    parameters: dict[str, Source]
    overridable: Source | None = Field(description="Null where no visit can ever be excused from the rule.")


class PolicyPublic(BaseModel):
    """The policy in force; `number` is the version of the region's own share (0: it says nothing), and its ETag."""

    region_id: str
    number: int
    rules: list[RulePublic]


class CataloguedRule(BaseModel):
    """A rule that policies may speak of; `parameters` is the JSON Schema of what they may say."""

    name: str
    kind: Literal["hard", "soft"]
    zh: str
    en: str
    levels: list[str]
    overridable: bool
    parameters: dict[str, Any]


@router.get("/regions/{region_id}/policy", dependencies=may(Action.LOOK), responses=refusals(404))
def effective_policy(region_id: Key, response: Response, storage: Storage) -> PolicyPublic:
    """Every rule as it holds in the region."""
    with storage.reading() as session:
        layers = layers_of(session, regions_above(session, region_id))
        number = newest_number(session, region_id)
    tag(response, number)
    return PolicyPublic(region_id=region_id, number=number, rules=[_rule(rule) for rule in rules_in_force(layers)])


@router.get("/regions/{region_id}/policy/versions", dependencies=may(Action.LOOK), responses=refusals(404))
def list_policy_versions(region_id: Key, response: Response, storage: Storage) -> list[PolicyVersionPublic]:
    """What the region itself has said, the newest first; the ETag is that of the next one's If-Match."""
    with storage.reading() as session:
        _region(session, region_id)
        found = versions(session, region_id)
    tag(response, found[0].number if found else 0)
    return [_shown(version) for version in found]


@router.post(
    "/regions/{region_id}/policy/versions",
    status_code=201,
    dependencies=may(Action.RULE),
    responses=refusals(404, 409, 412, 428),
)
def add_policy_version(
    region_id: Key,
    wanted: Annotated[PolicyFields, Body(examples=[EXAMPLE])],
    if_match: IfMatch,
    response: Response,
    storage: Storage,
) -> PolicyVersionPublic:
    """Another version, which must leave this region and all below it with a policy that holds together."""
    with storage.writing() as session:
        region = _region(session, region_id, for_change=True)
        check_jurisdiction(session, region_id)
        if_match.check(newest_number(session, region_id))
        version = say(session, region, wanted.toml, wanted.note, wanted.by)
        answer = _shown(version)
    tag(response, answer.number)
    return answer


@router.get("/rules", dependencies=may(Action.LOOK), responses=refusals())
def list_rules() -> list[CataloguedRule]:
    """All rules there are, in the order in which people read them."""
    in_force = {rule.name: rule for rule in rules_in_force(())}
    return [
        CataloguedRule(
            name=kind.name,
            kind="hard" if in_force[kind.name].is_hard else "soft",
            zh=kind.statement.zh,
            en=kind.statement.en,
            levels=list(kind.levels),
            overridable=in_force[kind.name].overridable is not None,
            parameters=kind.model_json_schema()["properties"],
        )
        for kind in CATALOGUE
    ]


def _region(session: Session, region_id: str, *, for_change: bool = False) -> Region:
    region = session.get(Region, region_id, with_for_update=for_change)
    if region is None:
        raise no_such("区域", "region")
    return region


def _shown(version: PolicyVersion) -> PolicyVersionPublic:
    return PolicyVersionPublic.model_validate(version, from_attributes=True)


def _rule(rule: RuleInForce) -> RulePublic:
    return RulePublic(
        name=rule.name,
        kind="hard" if rule.is_hard else "soft",
        zh=rule.statement.zh,
        en=rule.statement.en,
        level=_source(rule.level),
        parameters={name: _source(setting) for name, setting in rule.parameters.items()},
        overridable=_source(rule.overridable) if rule.overridable is not None else None,
    )


def _source(setting: Setting) -> Source:
    region, at, _ = setting.layer.rpartition("@")
    return Source(value=setting.value, layer=setting.layer, region_id=region if at else None)
