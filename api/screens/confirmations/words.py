"""Why somebody does not come, as it is often said."""

from matcher.domain import Text

REASONS = (
    Text("unwell", "身体不适"),
    Text("something came up", "临时有事"),
    Text("away from town", "外出"),
    Text("family needs me", "家中有事"),
)
"""Proposals; whoever declines may say anything."""
