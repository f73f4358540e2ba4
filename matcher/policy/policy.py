"""A policy: which rules hold, at which level, with which parameters and weights."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.rules.rule import HardRule, Rule, SoftRule


@dataclass(frozen=True)
class Policy:
    """The rules that are not off, in the order of the catalogue."""

    name: str
    rules: tuple[Rule, ...]

    @property
    def hard(self) -> Iterator[HardRule]:
        """Rules that no accepted roster breaks."""
        return (rule for rule in self.rules if isinstance(rule, HardRule))

    @property
    def soft(self) -> Iterator[SoftRule]:
        """Rules whose points add up to the score."""
        return (rule for rule in self.rules if isinstance(rule, SoftRule))
