"""A policy is named by a bare word if it comes along (`default`, `phcp`), else by its file (`mine.toml`, `./mine`)."""

import re
from difflib import get_close_matches
from pathlib import Path

from matcher.domain import BadInput
from matcher.policy import Policy, default_policy, load_policy
from scenarios.registry import POLICIES

BARE_WORD = re.compile(r"[\w-]+")


def policy_named(name: str) -> Policy:
    """The policy of this name or file; raises BadInput that suggests the nearest name."""
    if not BARE_WORD.fullmatch(name):
        return load_policy(Path(name))
    if name == "default":
        return default_policy()
    shipped = {path.stem: path for path in sorted(POLICIES.glob("*.toml"))}
    if name in shipped:
        return load_policy(shipped[name])
    known = ["default", *shipped]
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}" if near else f"expected one of {', '.join(known)}"
    raise BadInput(f"policy {name!r} is unknown, {hint}, or a file such as ./{name} or {name}.toml")
