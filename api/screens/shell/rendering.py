"""Templates become pages: one environment per language, all values escaped, nothing undefined passed over."""

from functools import cache, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.screens.shell import showing
from api.screens.shell.speaking import SCREENS, translations
from api.screens.static.files import address
from api.web.language import Language


@cache
def environment(language: Language) -> Environment:
    """Templates are named from `screens/`: `board/board.html`."""
    made = Environment(
        loader=FileSystemLoader(SCREENS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"static": address}
    made.filters |= {
        "weekday": partial(showing.weekday, language=language),
        "whole_date": partial(showing.whole_date, language=language),
        "short_date": partial(showing.short_date, language=language),
        "week_of": partial(showing.week_of, language=language),
        "clock": showing.clock,
        "closing": showing.closing,
        "chinese": showing.chinese,
        "said": partial(showing.said, language=language),
        "mixed": partial(showing.mixed, language=language),
        "service": partial(showing.service, language=language),
        "sign": showing.sign,
    }
    return made
