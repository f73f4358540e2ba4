"""A PostgreSQL that is cut off says nothing at all: whoever has waited long enough hangs up, and the others are told at once.

`statement_timeout` is kept by the server and is not heard when the line is dead; these limits are kept on this side.
"""

from time import monotonic
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout
from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

from api.storage.patience import patience

T = TypeVar("T")

GRACE = 1.0
"""Seconds after the server's own limit, so that a server that still speaks says itself what took so long."""
TO_CONNECT = 2.0
"""Seconds; libpq waits no shorter. What is left of the limit is for asking whether a connection still holds."""
KNOWN_SILENT = 1.0
"""Seconds for which nobody else tries to connect after somebody has waited for it in vain."""
USED = "used"


class Punctual(Connection[Any]):
    """Whoever waits longer than their patience closes it, whatever it was doing: what came of that nobody knows."""

    seconds = 3.0
    hurried: float | None = None

    def wait(self, gen: PQGen[T], *more: Any, **named: Any) -> T:
        """As the driver does; raises OperationalError where it takes too long."""
        mine = patience(self.seconds + GRACE)
        allowed = mine.left if self.hurried is None else min(mine.left, self.hurried)
        with mine.waiting():
            return super().wait(self._until(monotonic() + allowed, gen), *more, **named)

    def _until(self, deadline: float, gen: PQGen[T]) -> PQGen[T]:
        """The driver comes by ten times a second, whether anything arrives or not."""
        try:
            awaited = next(gen)
            while True:
                ready = yield awaited
                if monotonic() > deadline:
                    self.close()
                    raise OperationalError("the database has been silent for too long")
                awaited = gen.send(ready)
        except StopIteration as done:
            result: T = done.value
            return result

    def answers(self, within: float) -> bool:
        """It holds, and nobody waits longer than that to know."""
        self.hurried = within
        before, self.autocommit = self.autocommit, True
        try:
            self.execute("SELECT 1")
            self.autocommit = before
        except OperationalError:
            return False
        finally:
            self.hurried = None
        return True


def be_punctual(engine: Engine, seconds: float) -> None:
    """Connections of this engine are made, and asked whether they still hold, within `seconds` in all."""
    silent_until = 0.0

    def connect(_dialect: Any, _record: Any, arguments: list[Any], named: dict[str, Any]) -> Punctual:
        nonlocal silent_until
        mine = patience(seconds)
        if mine.left < TO_CONNECT / 2 or monotonic() < silent_until:
            raise OperationalError("the database was silent a moment ago")
        limit = int(max(TO_CONNECT, min(seconds, mine.left)))
        try:
            with mine.waiting():
                connection = Punctual.connect(*arguments, **named | {"connect_timeout": limit})
        except ConnectionTimeout:
            silent_until = monotonic() + KNOWN_SILENT
            raise
        connection.seconds = seconds
        return connection

    def check(connection: Punctual, record: Any, _fairy: Any) -> None:
        if USED in record.info and not connection.answers(max(0.5, seconds - TO_CONNECT)):
            raise InvalidatePoolError("the line was cut")
        record.info[USED] = True

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "checkout", check)
