"""Long work is watched on standard error: a live line on a terminal, a single line in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matcher.cli.terminal import console, tell

if TYPE_CHECKING:
    from matcher.engine.progress import Listener, Progress


@contextmanager
def watching(seconds: float) -> Iterator[Listener]:
    """A listener that shows points, missing visits, bound and speed while the block runs."""
    if sys.stderr.isatty():
        with _live(seconds) as listener:
            yield listener
    else:
        yield _once(seconds)


def state(progress: Progress) -> str:
    """The best so far in one line."""
    return (
        f"得分 points {progress.points} · 缺 unmet {progress.unmet} · 下界 bound {progress.bound} · "
        f"{progress.moves_per_second:,.0f} moves/s"
    )


def _once(seconds: float) -> Listener:
    """Tells that the work has begun, when the first news of it comes."""
    told = False

    def listener(progress: Progress) -> None:
        nonlocal told
        if not told:
            told = True
            tell(f"求解中，至多{seconds:g}秒。 Solving for at most {seconds:g} seconds. {state(progress)}")

    return listener


@contextmanager
def _live(seconds: float) -> Iterator[Listener]:
    from rich import progress as rich

    columns = (
        rich.TimeElapsedColumn(),
        rich.BarColumn(bar_width=20),
        rich.TextColumn("{task.description}", markup=False),
    )
    with rich.Progress(*columns, console=console(err=True), transient=True) as bar:
        task = bar.add_task("准备中 preparing", total=seconds)

        def listener(progress: Progress) -> None:
            bar.update(task, completed=progress.seconds, description=state(progress))

        yield listener
