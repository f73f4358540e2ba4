"""Everything a coordinator or volunteer reads is said twice: in Chinese and in English."""

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence in both languages; which comes first is the page's choice."""

    en: str
    zh: str
