"""Which rules are in force where, at which level, with which parameters, and which layer says so: what a page of rules shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain import Text
from matcher.policy.layer import Layer
from matcher.policy.layering import Laid, Setting, laid
from matcher.rules.rule import HardRule, OverridableRule


@dataclass(frozen=True)
class RuleInForce:
    """A rule of the catalogue; `level` may be off. `parameters` are all others but `overridable`."""

    name: str
    statement: Text
    is_hard: bool
    """By its nature; a hard rule that is off is one still."""
    level: Setting
    parameters: dict[str, Setting]
    overridable: Setting | None
    """None where no visit can ever be excused from the rule."""

    def as_json(self) -> dict[str, Any]:
        """For machines: stable keys, both languages."""
        return {
            "name": self.name,
            "en": self.statement.en,
            "zh": self.statement.zh,
            "kind": "hard" if self.is_hard else "soft",
            "level": self.level._asdict(),
            "parameters": {name: setting._asdict() for name, setting in self.parameters.items()},
            "overridable": None if self.overridable is None else self.overridable._asdict(),
        }


def rules_in_force(layers: Sequence[Layer]) -> tuple[RuleInForce, ...]:
    """Every rule of the catalogue under these layers, in the order in which people read them; raises BadInput."""
    return tuple(_in_force(one) for one in laid(layers))


def _in_force(one: Laid) -> RuleInForce:
    apart = ("level", "overridable")
    return RuleInForce(
        name=one.rule.name,
        statement=one.rule.statement,
        is_hard=isinstance(one.rule, HardRule),
        level=one.settings["level"],
        parameters={name: one.settings[name] for name in type(one.rule).model_fields if name not in apart},
        overridable=one.settings["overridable"] if isinstance(one.rule, OverridableRule) else None,
    )
