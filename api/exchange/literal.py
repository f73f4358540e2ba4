"""A text that a spreadsheet would take for a formula is kept a text: in CSV by an apostrophe before it, taken away on reading.

In a workbook nothing of the kind is needed: there a text is a text. (A list of such first characters is kept by OWASP under
"CSV injection"; the full-width ones are taken for formulas by Chinese and Japanese Excel.)
"""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
APOSTROPHE = "'"


def harmless(text: str) -> str:
    """The text as CSV writes it."""
    return APOSTROPHE + text if _would_run(text) else text


def as_meant(text: str) -> str:
    """The text as it was before `harmless`."""
    return text.removeprefix(APOSTROPHE) if text.startswith(APOSTROPHE) and _would_run(text) else text


def _would_run(text: str) -> bool:
    """Also where apostrophes stand before it already, so that `as_meant` takes away ours and no other."""
    return text.lstrip(APOSTROPHE).startswith(DANGEROUS)
