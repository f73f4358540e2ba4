"""How often somebody may ask: so many requests a minute for each person or key, and so many wrong guesses for each address.

A minute's worth may come at once, and comes back evenly (the generic cell rate algorithm, ITU-T I.371): of each name no more
is kept than the moment at which all of it is back. In one process, like the line at the door. The library `limits` 5.8 starts
a thread for most hits, and goes by the wall clock.
"""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from math import ceil
from threading import Lock
from time import monotonic

from api.errors import Busy

MINUTE = 60.0
MOST_NAMES = 20_000
"""Who has not asked for longest is forgotten beyond that."""
OF_ONE_HOLDER = 64
"""Leading bits of an IPv6 address by which one holder is known; there are as many others below as anybody likes to use."""


class Rate:
    """So many a minute for each name; safe to be asked by many threads."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._step = MINUTE / a_minute
        self._clock = clock
        self._whole_again: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str) -> float:
        """Seconds until one more may be taken; 0 where it may be now."""
        now = self._clock()
        with self._lock:
            return self._wait(self._whole_again.get(name, now), now)

    def take(self, name: str) -> float:
        """One is taken, answered with 0; or none is, answered with the seconds until one may be."""
        now = self._clock()
        with self._lock:
            whole_again = max(self._whole_again.get(name, now), now)
            wait = self._wait(whole_again, now)
            if not wait:
                self._whole_again[name] = whole_again + self._step
                self._whole_again.move_to_end(name)
                if len(self._whole_again) > MOST_NAMES:
                    self._whole_again.popitem(last=False)
            return wait

    def _wait(self, whole_again: float, now: float) -> float:
        # float sums of many steps are off by less than a thousandth of one
        wait = whole_again + self._step - MINUTE - now
        return wait if wait > self._step / 1000 else 0.0


class Rates:
    """Those of one service."""

    def __init__(self, requests: int, large: int, guesses: int, clock: Callable[[], float] = monotonic) -> None:
        """A minute: of one actor in all and of what takes long, and wrong secrets from one address."""
        self._requests, self._large, self._guesses = (Rate(number, clock) for number in (requests, large, guesses))

    def ask(self, actor: str, *, large: bool) -> None:
        """Raises Busy where the actor has asked too often."""
        wait = self._requests.take(actor) or (self._large.take(actor) if large else 0.0)
        if wait:
            raise Busy(
                "ASKED_TOO_OFTEN",
                zh="您的请求过于频繁，请稍后再试。",
                en="You ask too often; try again in a moment.",
                retry_after=ceil(wait),
            )

    def check_guesses(self, address: str) -> None:
        """Raises Busy where too many secrets from there were wrong."""
        if wait := self._guesses.wait(holder_of(address)):
            raise Busy(
                "TOO_MANY_GUESSES",
                zh="多次使用无效的链接或密码，请稍后再试。",
                en="Too many links or passwords from here were wrong; try again in a moment.",
                retry_after=ceil(wait),
            )

    def guessed(self, address: str) -> None:
        """A secret from there was wrong."""
        self._guesses.take(holder_of(address))


def holder_of(address: str) -> str:
    """Whoever holds the address: itself, or with IPv6 the network that one customer is given."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ip_network((parsed, OF_ONE_HOLDER), strict=False))
