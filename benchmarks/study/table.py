"""Figures as Markdown: a line per roster, then median and worst per time limit and scenario."""

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from benchmarks.study.measuring import Figures

HEADER = (
    *("scenario", "seed", "limit s", "visits", "unmet", "points", "bound"),
    *("gap %", "from the bound", "optimal", "s", "MB", "audit"),
)
SUMMARY = ("limit s", "scenario", "rosters", "clean", "optimal", "unmet", "gap %", "from the bound", "s", "MB")
"""From `unmet` on: median / worst."""


def head(columns: Sequence[str]) -> str:
    """The first two lines of a table."""
    return f"{_line(columns)}\n|{'---|' * len(columns)}"


def row(figures: Figures) -> str:
    """One roster."""
    return _line(
        [
            figures.case.what,
            figures.case.seed,
            f"{figures.case.limit:g}",
            figures.visits,
            figures.unmet,
            figures.points,
            figures.bound,
            f"{100 * figures.gap:.2f}",
            f"{figures.from_the_bound:.2f}",
            "yes" if figures.optimal else "",
            f"{figures.seconds:.1f}",
            f"{figures.peak:.0f}",
            "clean" if figures.clean else "NOT CLEAN",
        ]
    )


def summary(results: Sequence[Figures]) -> Iterator[str]:
    """Per time limit: each scenario, and all of them together where there are several."""
    yield head(SUMMARY)
    for limit in dict.fromkeys(figures.case.limit for figures in results):
        of_limit = [figures for figures in results if figures.case.limit == limit]
        whats = list(dict.fromkeys(figures.case.what for figures in of_limit))
        for what in whats:
            yield _summed(f"{limit:g}", what, [figures for figures in of_limit if figures.case.what == what])
        if len(whats) > 1:
            yield _summed(f"{limit:g}", "all", of_limit)


def _summed(limit: str, what: str, results: Sequence[Figures]) -> str:
    def both(value: Callable[[Figures], float], form: str) -> str:
        values = [value(figures) for figures in results]
        return f"{format(median(values), form)} / {format(max(values), form)}"

    return _line(
        [
            limit,
            what,
            len(results),
            sum(figures.clean for figures in results),
            sum(figures.optimal for figures in results),
            both(lambda figures: figures.unmet, "g"),
            both(lambda figures: 100 * figures.gap, ".2f"),
            both(lambda figures: figures.from_the_bound, ".2f"),
            both(lambda figures: figures.seconds, ".1f"),
            both(lambda figures: figures.peak, ".0f"),
        ]
    )


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
