"""The words of authority: roles that people have, actions that routes declare, how sensitive a field is, and who asks."""

from dataclasses import dataclass
from enum import StrEnum

from api.tables.identity import Role


class Action(StrEnum):
    """What a route does, as it declares it."""

    LOOK = "look"
    """Read people, needs, rosters, visits and the ledger."""
    KEEP = "keep"
    """Write the registry: people, needs, calendar."""
    PLAN = "plan"
    """Make, solve, edit and undo rosters."""
    PUBLISH = "publish"
    ANSWER = "answer"
    """Enter answers, drop-outs and replacements on a volunteer's behalf."""
    MATCH = "match"
    """Find and apply help for a call that comes in."""
    CLOSE = "close"
    """Write the ledger, and what cadres thought of it."""
    REPORT = "report"
    EXCHANGE = "exchange"
    """Import and export files."""
    RULE = "rule"
    """Change policies."""
    ADMINISTER = "administer"
    """Users and keys."""
    INSPECT = "inspect"
    """Read the record of who did what."""
    REVEAL = "reveal"
    """See a masked field, or hand out all that is kept of somebody, with its purpose recorded."""
    ERASE = "erase"
    """Forget somebody who asks for it."""
    OPEN = "open"
    """What needs no right: health, signing in, and addresses that are secrets themselves."""


class Sensitivity(StrEnum):
    """Names of stations are public, names and phones of people are contact, the dossier is sensitive."""

    PUBLIC = "public"
    CONTACT = "contact"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Actor:
    """Who asks: a person, a machine's key or a link. `stations` is the scope; None means all there are."""

    id: str
    role: Role
    stations: frozenset[str] | None = frozenset()


__all__ = ["Action", "Actor", "Role", "Sensitivity"]
