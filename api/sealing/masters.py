"""Master keys: in the environment or in a file that only its owner reads, the newest first; never in the database."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes

from matcher.domain import BadInput

BYTES = 32


@dataclass(frozen=True)
class Masters:
    """Keys by the name that follows from them; the first wraps what is new, the others still unwrap."""

    keys: tuple[bytes, ...]

    @property
    def by_name(self) -> dict[str, bytes]:
        """All of them."""
        return {name_of(key): key for key in self.keys}


def name_of(key: bytes) -> str:
    """Tells keys apart and tells nothing of them."""
    return sha256(b"four-nearby master" + key).hexdigest()[:16]


def read_masters(written: str | None, path: Path) -> Masters:
    """From the setting (keys in URL-safe base64, separated by commas, the newest first), else from the file, made if missing.

    Raises BadInput where they cannot be read.
    """
    if written is None and not path.exists():
        write_masters(Masters((token_bytes(BYTES),)), path)
    try:
        parts = written.split(",") if written is not None else json.loads(path.read_text(encoding="utf-8"))
        keys = tuple(urlsafe_b64decode(str(part)) for part in parts)
    except (OSError, ValueError, TypeError) as error:
        raise BadInput(
            f"The master keys cannot be read ({type(error).__name__}), expected base64 of {BYTES} bytes each."
        ) from None
    if not keys or any(len(key) != BYTES for key in keys):
        raise BadInput(f"The master keys are not {BYTES} bytes each, expected keys made by this service.")
    return Masters(keys)


def write_masters(masters: Masters, path: Path) -> None:
    """Whole or not at all, readable by its owner alone."""
    partial = path.with_name(path.name + ".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([urlsafe_b64encode(key).decode() for key in masters.keys], file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def with_new(masters: Masters) -> Masters:
    """A fresh key comes first; the others stay until nothing is wrapped by them."""
    return Masters((token_bytes(BYTES), *masters.keys))
