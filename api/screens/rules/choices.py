"""Which policies can be laid side by side: what holds here, the default, earlier versions, other places', and a change tried out."""

from dataclasses import dataclass

from sqlmodel import Session

from api.errors import Unacceptable
from api.policies.effective import layers_of
from api.screens.rules.layers import Jurisdiction, layers_at, own_versions
from api.screens.rules.plain import LEVELS, PARAMETERS
from api.screens.rules.showing import shown_rules
from api.screens.shell.place import Place
from api.weeks.scope import regions_above
from matcher.domain import Text
from matcher.policy import Layer
from matcher.rules.catalogue import title_of

NOW, DEFAULT, VERSION, REGION = "now", "default", "version", "region"
TRIED = "tried"
"""The name of the layer that a change tried out stands in."""


@dataclass(frozen=True)
class Choice:
    """A policy to choose; `is_name` where its words are a name of a place."""

    key: str
    words: Text
    is_name: bool = False


def choices(session: Session, here: Jurisdiction, place: Place) -> list[Choice]:
    """For both sides of the form."""
    found = [
        Choice(NOW, Text("as the rules are here now", "当前规则")),
        Choice(DEFAULT, Text("the default, without anything said here", "默认规则（不含本地规定）")),
    ]
    found += [
        Choice(f"{VERSION}:{one.number}", Text(f"version {one.number} of this place", f"本地第{one.number}版"))
        for one in own_versions(session, here.region.id)[1:]
    ]
    found += [
        Choice(f"{REGION}:{one.id}", Text(one.name, one.name), is_name=True)
        for one in place.regions
        if one.id != here.region.id
    ]
    return found


def settings_to_try(here: Jurisdiction) -> list[tuple[str, Text, Text]]:
    """Each number and level of a rule: key, words, and how it stands now."""
    return [
        (
            f"{rule.name}.{one.key}",
            Text(f"{title_of(rule.name).en}: {one.name.en}", f"{title_of(rule.name).zh}：{one.name.zh}"),
            one.words,
        )
        for rule in shown_rules(here)
        for one in (*rule.parameters, rule.level)
    ]


def layers_chosen(session: Session, here: Jurisdiction, place: Place, key: str) -> list[Layer]:
    """Raises Unacceptable where there is no such choice."""
    kind, _, wanted = key.partition(":")
    if kind == NOW:
        return list(here.layers)
    if kind == DEFAULT:
        return []
    if kind == VERSION and wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
        return layers_at(session, here, int(wanted))
    if kind == REGION and wanted in {one.id for one in place.regions}:
        return layers_of(session, regions_above(session, wanted))
    raise Unacceptable("NO_SUCH_CHOICE", zh="没有这个选项，请重新选择。", en="There is no such choice; choose again.")


def tried(key: str, typed: str) -> Layer:
    """A layer that changes one setting; whether it may be so, the policy says. Raises Unacceptable."""
    rule, _, parameter = key.partition(".")
    if not typed or parameter not in PARAMETERS:
        raise Unacceptable(
            "NOTHING_TRIED",
            zh="请填写要试的数值（或 hard、soft、off）。",
            en="Say which value is to be tried: a number, or hard, soft, off.",
        )
    words = {text.zh: level for level, text in LEVELS.items()} | {text.en: level for level, text in LEVELS.items()}
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 19
    return Layer(TRIED, {rule: {parameter: int(typed) if is_number else words.get(typed, typed)}})
