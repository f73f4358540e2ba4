"""A coordinator lets a visit stand though it breaks a rule, and says why."""

from typing import Annotated

from pydantic import Field

from matcher.domain.document import Document, Word

LONGEST_REASON = 2000


class Override(Document):
    """It counts only for a rule that the policy marks overridable, and only with a reason."""

    rule: Word
    reason: Annotated[str, Field(max_length=LONGEST_REASON)]

    @property
    def has_reason(self) -> bool:
        """Blanks are none."""
        return bool(self.reason.strip())


Overrides = Annotated[tuple[Override, ...], Field(exclude_if=lambda overrides: not overrides)]
"""Of a visit; a document whose visits override nothing does not speak of it."""
