"""Texts as people type them are brought to one form: full-width letters and digits, stray blanks, unseen characters."""

import unicodedata

FULL_WIDTH = {full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""Digits and letters only: full-width punctuation is how Chinese sentences are written."""

BLANKS = {0x3000: " ", 0xA0: " ", 0x2028: "\n", 0x2029: "\n"}
DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−～~〜〰"}

UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co"}
KEPT = "\n\t"


def paragraph(text: str) -> str:
    """Sentences, perhaps several lines, without blanks around and without unseen characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(FULL_WIDTH | BLANKS)
    return "".join(sign for sign in lines if sign in KEPT or unicodedata.category(sign) not in UNSEEN).strip()


def line(text: str) -> str:
    """The same in one line, each stretch of white space as one blank."""
    return " ".join(paragraph(text).split())


def compact(text: str) -> str:
    """What is read by its form (numbers, dates, times, codes): everything full-width made plain, dashes alike."""
    return line(unicodedata.normalize("NFKC", text).translate(DASHES))


def folded(text: str) -> str:
    """What is compared: capitals, blanks and underscores do not count."""
    return "".join(compact(text).casefold().replace("_", " ").split())
