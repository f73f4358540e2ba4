"""The reading process: a file comes in on standard input, its cells go out on standard output as JSON."""

import json
import sys
from typing import Any

from api.exchange.reading.delimited import read_delimited
from api.exchange.reading.faults import Fault, FaultCode
from api.exchange.reading.limits import CPU_SECONDS, MEMORY
from api.exchange.reading.workbook import read_workbook

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0"


def main() -> None:
    """Whatever the reader of workbooks may trip over ends here: the file is then damaged."""
    _limit_itself()
    try:
        answer: dict[str, Any] = {"sheets": _read(sys.stdin.buffer.read())}
    except Fault as fault:
        answer = {"fault": fault.code.value}
    except MemoryError:
        answer = {"fault": FaultCode.TOO_COSTLY.value}
    except BaseException:
        answer = {"fault": FaultCode.DAMAGED.value}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode(errors="replace"))


def _read(content: bytes) -> list[dict[str, Any]]:
    if not content.strip():
        raise Fault(FaultCode.EMPTY)
    if content.startswith(OLE):
        raise Fault(FaultCode.OLD_OR_ENCRYPTED)
    return read_workbook(content) if content.startswith(ZIP) else read_delimited(content)


def _limit_itself() -> None:
    """Where the system knows such limits (not on Windows, where only the time is limited, from outside)."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
