"""How figures are written for people: shares as per cent, minutes as hours where there are many, nothing as a dash."""

from api.reports.tally import Unit
from matcher.domain import Text

NOTHING = Text("—", "—")
MANY_MINUTES = 120


def figure_text(value: float | None, unit: Unit | None) -> Text:
    """In both languages."""
    if value is None:
        return NOTHING
    match unit:
        case Unit.SHARE:
            return _same(f"{value:.1%}")
        case Unit.INDEX:
            return _same(f"{value:.2f}")
        case Unit.MINUTES if value >= MANY_MINUTES:
            hours, minutes = divmod(round(value), 60)
            return Text(f"{hours:,} h {minutes} min", f"{hours:,}小时{minutes}分")
        case Unit.MINUTES:
            return Text(f"{value:g} min", f"{value:g}分钟")
        case _:
            return _same(f"{value:,}" if isinstance(value, int) else f"{value:g}")


def _same(text: str) -> Text:
    return Text(text, text)
