"""A filter on which nothing was chosen arrives as an empty text, and filters nothing."""

from pydantic import BeforeValidator

NOTHING_CHOSEN = BeforeValidator(lambda value: None if value == "" else value)
"""For queries of pages: `state: Annotated[OfferState | None, NOTHING_CHOSEN] = None`."""
