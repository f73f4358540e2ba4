"""Quality over time: how far each engine's served points lie below the best that any engine found on that day.

python -m benchmarks.peers.plot results.json quality.svg
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.running import Result
from benchmarks.peers.table import OURS
from benchmarks.peers.writing import read_results

SMALLEST = 0.01
"""Percent; the axis is linear below."""


def plot(results: Sequence[Result], path: Path) -> None:
    """A panel per size and kind of day (mean over seeds), written as the suffix of the path says."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    sizes = list(dict.fromkeys(result.case.visits for result in results))
    kinds = list(dict.fromkeys(result.case.kind for result in results))
    figure, panels = pyplot.subplots(
        len(sizes), len(kinds), figsize=(4.2 * len(kinds), 3.2 * len(sizes)), squeeze=False, sharex=True
    )
    for row, visits in enumerate(sizes):
        for column, kind in enumerate(kinds):
            panel = panels[row][column]
            of_panel = [result for result in results if (result.case.visits, result.case.kind) == (visits, kind)]
            for engine, curve in curves(of_panel).items():
                style = {"linewidth": 2.5, "color": "black"} if engine == OURS else {"linewidth": 1.2}
                panel.plot(list(curve), list(curve.values()), marker="o", markersize=4, label=engine, **style)
            panel.set_title(f"{visits} visits, {kind}")
            panel.set_xscale("log")
            panel.set_yscale("symlog", linthresh=SMALLEST)
            panel.set_ylim(bottom=-SMALLEST / 4)
    for panel in panels[-1]:
        panel.set_xlabel("time limit, s")
    for line in panels:
        line[0].set_ylabel("below the best, % of served points")
    handles = {line.get_label(): line for row in panels for panel in row for line in panel.get_lines()}
    figure.legend(handles.values(), handles.keys(), loc="upper center", ncols=len(handles), frameon=False)
    figure.tight_layout(rect=(0, 0, 1, 0.95))
    figure.savefig(path)
    pyplot.close(figure)


def curves(results: Sequence[Result]) -> dict[str, dict[float, float]]:
    """By engine and limit: percent of served points below the best found on the same day in any time, mean over seeds."""
    best: dict[int, int] = {}
    for result in results:
        best[result.case.seed] = max(best.get(result.case.seed, 1), result.served)
    below: dict[str, dict[float, list[float]]] = {}
    for result in results:
        if not result.reason:
            top = best[result.case.seed]
            of_engine = below.setdefault(result.engine, {})
            of_engine.setdefault(result.case.limit, []).append(100 * (top - result.served) / top)
    return {
        engine: {limit: sum(values) / len(values) for limit, values in sorted(by_limit.items())}
        for engine, by_limit in below.items()
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("picture", type=Path)
    arguments = parser.parse_args()
    plot(read_results(arguments.results), arguments.picture)
