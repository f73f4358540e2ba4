"""Layers laid over one another: every parameter is that of the last layer that sets it, and remembers which that was."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from matcher.domain import BadInput
from matcher.domain.files import sentence
from matcher.policy.layer import Layer, default_layer, is_a_name, tables_of
from matcher.policy.policy import Policy
from matcher.rules.catalogue import CATALOGUE
from matcher.rules.hard.pinned import Pinned
from matcher.rules.rule import OverridableRule, Rule


class Setting(NamedTuple):
    """A value and the name of the layer that set it."""

    value: Any
    layer: str


class Laid(NamedTuple):
    """A rule at any level, off included, and where each of its fields comes from."""

    rule: Rule
    settings: dict[str, Setting]


def policy_from(layers: Sequence[Layer], name: str | None = None) -> Policy:
    """The policy of layers laid over the default one in order (city, district, station); it is named after the last of them.

    Raises BadInput with one sentence that names the layer at fault.
    """
    if name is not None and not is_a_name(name):
        raise BadInput(f"The policy's name is {name!r:.60}, expected a printable string")
    rules = [one.rule for one in laid(layers)]
    last = layers[-1].name if layers else default_layer().name
    return Policy(last if name is None else name, tuple(rule for rule in rules if rule.level != "off"))


def laid(layers: Sequence[Layer]) -> tuple[Laid, ...]:
    """Every rule of the catalogue as the layers have it; raises BadInput."""
    settings: dict[str, dict[str, Setting]] = {kind.name: {} for kind in CATALOGUE}
    for layer in (default_layer(), *layers):
        for rule, table in tables_of(layer).items():
            settings[rule] |= {parameter: Setting(value, layer.name) for parameter, value in table.items()}
    rules = tuple(_laid(kind, settings[kind.name]) for kind in CATALOGUE)
    order = {layer.name: position for position, layer in enumerate((default_layer(), *layers))}
    _one_weekly_limit(rules, order)
    _pinned_where_overridable(rules, order)
    return rules


def _laid(kind: type[Rule], settings: dict[str, Setting]) -> Laid:
    if (level := settings.get("level")) is not None and level.value not in kind.levels:
        expected = " or ".join(kind.levels)
        raise BadInput(f"{level.layer}: rules.{kind.name}.level: {level.value!r:.60}, expected {expected}")
    try:
        rule = kind.model_validate({parameter: setting.value for parameter, setting in settings.items()})
    except ValidationError as error:
        at_fault = settings[str(error.errors()[0]["loc"][0])].layer
        raise BadInput(f"{at_fault}: rules.{kind.name}.{sentence(error)}") from None
    unsaid = {name: Setting(getattr(rule, name), default_layer().name) for name in kind.model_fields}
    return Laid(rule, unsaid | settings)


def _one_weekly_limit(rules: Sequence[Laid], order: dict[str, int]) -> None:
    """Rules that speak of one weekly limit speak of the same."""
    limit = "minutes_per_week"
    stated = {one.rule.name: one.settings[limit] for one in rules if limit in one.settings and one.rule.level != "off"}
    if len({setting.value for setting in stated.values()}) > 1:
        both = " and ".join(f"rules.{name}.{limit} {setting.value}" for name, setting in stated.items())
        raise BadInput(f"{_last(stated.values(), order)}: {both} differ, expected the same weekly limit")


def _pinned_where_overridable(rules: Sequence[Laid], order: dict[str, int]) -> None:
    """A visit that overrides a rule stands as if pinned, so pinned visits must stand."""
    pinned = next(one for one in rules if isinstance(one.rule, Pinned))
    for one in rules:
        if pinned.rule.level == "off" and isinstance(one.rule, OverridableRule) and one.rule.overridable:
            layer = _last((pinned.settings["level"], one.settings["overridable"]), order)
            raise BadInput(
                f"{layer}: rules.{one.rule.name} is overridable while rules.pinned is off, expected pinned to be hard: "
                "a visit that overrides a rule stands as it is pinned"
            )


def _last(settings: Iterable[Setting], order: dict[str, int]) -> str:
    """The layer that came last."""
    return max((setting.layer for setting in settings), key=lambda layer: order[layer])
