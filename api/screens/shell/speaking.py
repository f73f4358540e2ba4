"""Pages speak English by their own words and Chinese by the catalogues (`zh.po`) that lie beside the templates."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from api.web.language import Language

SCREENS = Path(__file__).parent.parent


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Each screen's own, by its file."""
    for file in sorted(SCREENS.glob("*/zh.po")):
        with file.open("rb") as opened:
            yield file, read_po(opened, locale="zh_CN")


@cache
def translations(language: Language) -> NullTranslations:
    """All catalogues of the language as one."""
    if language == "en":
        return NullTranslations()
    spoken = Translations()
    spoken.plural = lambda _number: 0  # Chinese has one form for all numbers
    for _, catalogue in catalogues():
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        spoken.merge(Translations(compiled))
    return spoken
