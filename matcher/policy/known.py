"""A misspelt name gets the nearest one that exists."""

from collections.abc import Iterable
from difflib import get_close_matches

from matcher.domain import BadInput


def check_known(source: str, what: str, named: Iterable[str], known: Iterable[str]) -> None:
    """Every name is known; else BadInput that suggests the nearest, or all there are."""
    known = list(known)
    for name in named:
        if name not in known:
            near = get_close_matches(str(name), known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(known)}"
            raise BadInput(f"{source}: {what} {name!r:.100} is unknown, {hint}")
