"""What goes first is not disturbed by what waits for it, and waiting ends with it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from matcher.engine.precedence import Precedence


def test_who_waits_goes_on_once_nothing_goes_first() -> None:
    precedence, asked = Precedence(), Event()
    order: list[str] = []

    def waiting() -> None:
        asked.set()
        precedence.wait()
        order.append("waited")

    with ThreadPoolExecutor(1) as pool:
        with precedence.first():
            waits = pool.submit(waiting)
            assert asked.wait(10)
            assert not precedence._free.is_set()
            order.append("first")
        waits.result(10)
    assert order == ["first", "waited"]


def test_nobody_waits_for_what_failed() -> None:
    precedence = Precedence()
    with pytest.raises(ZeroDivisionError), precedence.first():
        raise ZeroDivisionError
    precedence.wait()
