"""Data keys, wrapped by master keys: a rotation wraps them anew and no sealed column need be touched."""

from base64 import b64decode, b64encode
from hmac import HMAC, compare_digest
from secrets import token_bytes, token_hex
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlmodel import Session, select

from api.sealing.masters import BYTES, Masters, name_of
from api.storage.columns import now
from api.tables.record import DataKey

NONCE = 12
MARK = "§1§"
"""Begins every sealed text; what people enter may begin so too and is sealed like anything else."""


class Tampered(Exception):
    """A sealed value is not what was sealed for this place, or its key is gone."""


class Keyring:
    """Seals and opens texts for their places; knows the data keys of one database."""

    def __init__(self, masters: Masters) -> None:
        self._masters = masters
        self._keys: dict[str, bytes] = {}
        self._newest = ""
        self._lock = Lock()

    def load(self, session: Session, *, make: bool = False) -> None:
        """Data keys as they are now; with `make` there is one afterwards. Raises Tampered where a master key is missing."""
        rows = session.exec(select(DataKey).order_by(DataKey.created_at)).all()  # type: ignore[arg-type]
        if not rows and make:
            rows = [_wrapped(token_hex(4), token_bytes(BYTES), self._masters)]
            session.add(rows[0])
            session.flush()
        keys = {row.id: _unwrapped(row, self._masters) for row in rows}
        with self._lock:
            self._keys = keys
            self._newest = rows[-1].id if rows else ""

    def seal(self, text: str, place: str) -> str:
        """Sealed for this place (`table.column|row id`): opened for another, it is refused."""
        nonce = token_bytes(NONCE)
        sealed = nonce + AESGCM(self._keys[self._newest]).encrypt(nonce, text.encode(), place.encode())
        return f"{MARK}{self._newest}§{b64encode(sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        """The text; raises Tampered."""
        mark, _, rest = sealed.partition(MARK)
        name, _, body = rest.partition("§")
        if mark or name not in self._keys:
            raise Tampered(place)
        try:
            raw = b64decode(body, validate=True)
            return AESGCM(self._keys[name]).decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()
        except (InvalidTag, ValueError):
            raise Tampered(place) from None

    def mac(self, message: bytes) -> str:
        """A seal that only a holder of the oldest data key can make; for the record's chain."""
        oldest = next(iter(self._keys.values()))
        return HMAC(oldest, message, "sha256").hexdigest()

    def mac_fits(self, message: bytes, told: str) -> bool:
        """Whether it is that seal."""
        return compare_digest(self.mac(message), told)


def rewrap(session: Session, masters: Masters) -> int:
    """All data keys are wrapped by the first master key; answers how many were not."""
    rows = [row for row in session.exec(select(DataKey)).all() if row.master != name_of(masters.keys[0])]
    for row in rows:
        fresh = _wrapped(row.id, _unwrapped(row, masters), masters)
        row.master, row.wrapped = fresh.master, fresh.wrapped
    return len(rows)


def _wrapped(name: str, key: bytes, masters: Masters) -> DataKey:
    nonce, master = token_bytes(NONCE), masters.keys[0]
    body = nonce + AESGCM(master).encrypt(nonce, key, name.encode())
    return DataKey(id=name, master=name_of(master), wrapped=b64encode(body).decode(), created_at=now())


def _unwrapped(row: DataKey, masters: Masters) -> bytes:
    master = masters.by_name.get(row.master)
    if master is None:
        raise Tampered(f"data key {row.id}")
    try:
        raw = b64decode(row.wrapped, validate=True)
        return AESGCM(master).decrypt(raw[:NONCE], raw[NONCE:], row.id.encode())
    except (InvalidTag, ValueError):
        raise Tampered(f"data key {row.id}") from None
