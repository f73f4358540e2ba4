"""Rules as a page shows them: title, sentence, level, numbers, and who set each."""

from dataclasses import dataclass
from typing import Any

from api.screens.rules.layers import Jurisdiction, said_by
from api.screens.rules.plain import LEVELS, PARAMETERS, sentence
from matcher.domain import Text
from matcher.policy import RuleInForce, Setting, rules_in_force
from matcher.rules.catalogue import title_of

YES, NO = Text("yes", "是"), Text("no", "否")


@dataclass(frozen=True)
class Said:
    """A value and who set it: the region's name and version, or nobody (the default)."""

    key: str
    name: Text
    value: Any
    words: Text
    region: str
    version: int

    @property
    def is_default(self) -> bool:
        """Nobody here has said otherwise."""
        return not self.region


@dataclass(frozen=True)
class ShownRule:
    """A rule as it holds here."""

    name: str
    title: Text
    sentence: Text
    is_hard: bool
    level: Said
    parameters: tuple[Said, ...]
    overridable: Said | None

    @property
    def is_off(self) -> bool:
        """It demands nothing."""
        return bool(self.level.value == "off")

    @property
    def said(self) -> tuple[Said, ...]:
        """All settings of the rule that somebody may change."""
        return (*self.parameters, *((self.overridable,) if self.overridable is not None else ()), self.level)

    @property
    def differs(self) -> tuple[Said, ...]:
        """Settings that some region has made."""
        return tuple(one for one in self.said if not one.is_default)


def shown_rules(here: Jurisdiction) -> list[ShownRule]:
    """In the order in which people read them."""
    return [_shown(rule, here) for rule in rules_in_force(here.layers)]


def _shown(rule: RuleInForce, here: Jurisdiction) -> ShownRule:
    values = {name: setting.value for name, setting in rule.parameters.items()}
    return ShownRule(
        rule.name,
        title_of(rule.name),
        sentence(rule.name, values),
        rule.is_hard,
        _said("level", rule.level, here),
        tuple(_said(name, setting, here) for name, setting in rule.parameters.items()),
        _said("overridable", rule.overridable, here) if rule.overridable is not None else None,
    )


def _said(key: str, setting: Setting, here: Jurisdiction) -> Said:
    region, version = said_by(setting)
    return Said(
        key, PARAMETERS[key], setting.value, value_words(setting.value), here.names.get(region, region), version
    )


def value_words(value: Any) -> Text:
    """A level, yes or no, or a number."""
    match value:
        case bool():
            return YES if value else NO
        case str() if value in LEVELS:
            return LEVELS[value]
        case _:
            return Text(f"{value}", f"{value}")
