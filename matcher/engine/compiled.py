"""How kernels are compiled: without the interpreter lock, and cached until any source of the engine changes."""

from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import Any, cast

import numba
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

Compiled = Callable[..., Any]


def _cache_folder() -> Path:
    """A folder per state and place of the engine's sources: a cached kernel knows nothing of changes in the kernels it calls,
    and another copy of the sources knows nothing of it."""
    engine = Path(__file__).resolve().parent
    digest = sha256(f"{numba.__version__} {engine}".encode())
    for source in sorted(engine.rglob("*.py")):
        digest.update(source.read_bytes())
    for home in (Path.home() / ".cache", Path(gettempdir())):
        folder = home / "four-nearby" / digest.hexdigest()[:16]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        return folder
    return Path(gettempdir())


if not numba.config.CACHE_DIR:
    numba.config.CACHE_DIR = str(_cache_folder())


def kernel(function: Compiled) -> Compiled:
    """Compiled code that Python calls."""
    return cast(Compiled, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inner(function: Compiled) -> Compiled:
    """Compiled code that only compiled code calls; without wrappers for Python it compiles faster."""
    decorate = numba.njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
    return cast(Compiled, decorate(function))


def inlined(function: Compiled) -> Compiled:
    """Compiled code that is written into whoever calls it: a call counts references to all arrays that it is given, which takes longer
    than what a small function does with them."""
    decorate = numba.njit(
        cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True
    )
    return cast(Compiled, decorate(function))


STEP = types.int64(types.int64, types.int64, types.int64, types.int64)
"""What a step takes (an address of whatever it works on, and three numbers) and answers."""


class Step:
    """Compiled code that other compiled code calls by address.

    Numba links every function into its callers and optimises it anew in each: a chain of large functions compiles in
    minutes. A step is compiled once, by itself, when its address is first asked for.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    @cached_property
    def address(self) -> int:
        """Where the machine code lies in this process."""
        compiled = numba.cfunc(STEP, nopython=True, cache=True, error_model="numpy")(self.function)
        return int(compiled.address)


@intrinsic
def call(typing_context: Any, address: Any, work: Any, a: Any, b: Any, c: Any) -> Any:
    """Calls the step at the address."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        number = ir.IntType(64)
        step = builder.inttoptr(arguments[0], ir.FunctionType(number, [number] * 4).as_pointer())
        return builder.call(step, arguments[1:])

    return types.int64(types.int64, types.int64, types.int64, types.int64, types.int64), generate
