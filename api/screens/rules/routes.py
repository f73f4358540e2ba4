"""Rules on pages: what holds here, another number or level with a note, and all that was said before."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session

from api.authority import Action
from api.errors import Refused, Unacceptable, no_such
from api.policies.saying import say
from api.registry.jurisdiction import check_jurisdiction
from api.screens.rules.layers import Jurisdiction, jurisdiction, layers_at, own_tables, own_versions, toml_of
from api.screens.rules.plain import EFFECT_OF_LIMITS, EFFECT_OF_POINTS, LEVELS
from api.screens.rules.showing import ShownRule, shown_rules
from api.screens.shell.forms import Form, Submitted
from api.screens.shell.guarding import opens
from api.screens.shell.page import Page, Shown
from api.screens.shell.place import Here, Place
from api.storage import Database
from api.tables.places import Region
from api.web.etags import Expectation
from api.web.refusing import refusal_of
from api.web.service import Storage
from matcher.domain import BadInput, Text
from matcher.rules.catalogue import CATALOGUE

router = APIRouter(prefix="/rules")

LONGEST_NOTE = 200


@router.get("", dependencies=opens(Action.LOOK))
def all_rules(page: Shown, place: Here, storage: Storage) -> Response:
    """Those that must hold, then those that are weighed; each with who set it."""
    with storage.reading() as session:
        here = jurisdiction(session, place)
        rules = shown_rules(here)
    return page.show("rules/rules.html", place=place, where=here, rules=rules, levels=LEVELS)


@router.get("/versions", dependencies=opens(Action.LOOK))
def all_versions(page: Shown, place: Here, storage: Storage) -> Response:
    """What the region itself has said, with its notes."""
    with storage.reading() as session:
        here = jurisdiction(session, place)
        return page.show("rules/versions.html", place=place, where=here, versions=own_versions(session, here.region.id))


@router.post("/versions", dependencies=opens(Action.RULE))
def say_again(page: Shown, place: Here, form: Submitted, storage: Storage) -> Response:
    """An earlier version becomes the next one."""
    number = int(form.text("number")) if form.text("number").isascii() and form.text("number").isdecimal() else 0
    with storage.writing() as session:
        here = jurisdiction(session, place)
        toml = str(layers_at(session, here, number)[-1].rules)
        note = f"恢复第{number}版 version {number} again"
        _say(session, here, toml, note, page.who.name, form.text("newest"))
    return page.go("/rules/versions", told=Text("That version holds again.", "已恢复该版本。"))


@router.get("/change/{rule}", dependencies=opens(Action.RULE))
def change_form(page: Shown, place: Here, rule: str, storage: Storage) -> Response:
    """The rule's level and numbers as they hold here."""
    return _form(page, place, storage, rule, None, None)


@router.post("/change/{rule}", dependencies=opens(Action.RULE))
def change(page: Shown, place: Here, rule: str, form: Submitted, storage: Storage) -> Response:
    """Another version of what the region says; it must leave all regions below it with rules that hold together."""
    try:
        note = form.text("note")
        if not note or len(note) > LONGEST_NOTE:
            raise Unacceptable(
                "NOTE_MISSING",
                zh=f"请写明更改的原因（不超过{LONGEST_NOTE}字）。",
                en=f"Say why it is changed, in at most {LONGEST_NOTE} characters.",
            )
        with storage.writing() as session:
            here = jurisdiction(session, place)
            tables = own_tables(session, here.region.id)
            shown = _rule(here, rule)
            if form.text("as_above"):
                tables.pop(rule, None)
            else:
                tables[rule] = tables.get(rule, {}) | _differing(shown, form, tables.get(rule, {}))
            _say(session, here, toml_of(tables), note, page.who.name, form.text("number"))
    except (Refused, BadInput) as error:
        return _form(page, place, storage, rule, form, refusal_of(page.request, error))
    return page.go("/rules", told=Text("The rule is changed from now on.", "规则已更改，即时生效。"))


def _say(session: Session, here: Jurisdiction, toml: str, note: str, by: str, number: str) -> None:
    region = session.get_one(Region, here.region.id, with_for_update=True)
    check_jurisdiction(session, region.id)
    Expectation(number).check(here.number)
    say(session, region, toml, note, by)


def _rule(here: Jurisdiction, name: str) -> ShownRule:
    found = next((one for one in shown_rules(here) if one.name == name), None)
    if found is None:
        raise no_such("规则", "rule")
    return found


def _differing(rule: ShownRule, form: Form, own: dict[str, Any]) -> dict[str, Any]:
    """What was typed and is not so already, or was said here before; numbers as numbers, so that the policy checks them."""
    typed = {one.key: _value(one.value, form.text(one.key)) for one in rule.said}
    return {
        key: value
        for key, value in typed.items()
        if key in own or value != next(one.value for one in rule.said if one.key == key)
    }


def _value(before: object, typed: str) -> Any:
    if isinstance(before, bool):
        return typed == "on"
    if isinstance(before, int):
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else typed
    return typed


def _form(
    page: Page, place: Place, storage: Database, rule: str, form: Form | None, refused: Refused | None
) -> Response:
    with storage.reading() as session:
        here = jurisdiction(session, place)
        is_own = rule in own_tables(session, here.region.id)
    shown = _rule(here, rule)
    levels = next(kind.levels for kind in CATALOGUE if kind.name == rule)
    return page.show(
        "rules/change.html",
        refused=refused,
        place=place,
        where=here,
        rule=shown,
        is_own=is_own,
        levels=[(one, LEVELS[one]) for one in levels],
        effect=(EFFECT_OF_LIMITS if shown.is_hard else EFFECT_OF_POINTS) if shown.parameters else None,
        typed={one.key: form.text(one.key) for one in shown.said} if form is not None else {},
        note=form.text("note") if form is not None else "",
    )
