"""A team is known by a character, a shape and a colour, never by a colour alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Team:
    """`colour` is read on white and bears white; `shape` names a path of the page."""

    mark: str
    shape: str
    colour: str


TEAMS = {
    "household": Team("家", "house", "#8f4700"),
    "emotional": Team("心", "heart", "#a8174f"),
    "legal": Team("法", "shield", "#33409e"),
    "medical": Team("医", "cross", "#00694a"),
    "study": Team("学", "book", "#66329a"),
}


def team_of(service: str) -> Team:
    """The team of a built-in service; a county's own word goes by its first two letters."""
    return TEAMS.get(service) or Team(service[:2].upper(), "tag", "#4a4a4a")
