"""Volunteers are priced, several at a time."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

T = TypeVar("T")


class Pricer:
    """What prices them is compiled, so threads do it side by side."""

    def __init__(self, workers: int = 1, context: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        """While volunteers are priced it is in the context."""
        self._context = context
        self._pool: Executor | None = ThreadPoolExecutor(workers) if workers > 1 else None

    def each(self, price: Callable[[int], T], volunteers: Iterable[int]) -> list[T]:
        """What pricing tells of each of these volunteers."""
        with self._context():
            return [*(self._pool.map if self._pool else map)(price, volunteers)]
