"""Each entry is sealed together with the one before it, and the end with its number: what is altered, moved or cut off is found.

The words of a purpose may be forgotten (`forgetting.py`): the chain holds their seal, and a later entry says that they were.
"""

from collections.abc import Iterator
from datetime import datetime
from json import dumps
from typing import NamedTuple

from sqlmodel import Session, col, select

from api.sealing.keyring import Keyring
from api.tables.record import RecordEnd, RecordEntry

FORGET = "forget"
"""What an entry is that names, among its fields, the numbers of entries whose purpose was forgotten."""


class Entry(NamedTuple):
    """What the chain seals of an entry, under the names of its columns."""

    number: int
    at: datetime
    actor: str
    action: str
    kind: str
    row: str
    fields: list[str]
    why: str
    why_seal: str


def after(keyring: Keyring, chain: str, entry: Entry | RecordEntry) -> str:
    """The chain's seal after this entry."""
    told = [
        chain,
        entry.number,
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.kind,
        entry.row,
        entry.fields,
        entry.why_seal or entry.why,
    ]
    return keyring.mac(dumps(told, ensure_ascii=True).encode())


def why_sealed(keyring: Keyring, number: int, why: str) -> str:
    """The seal of an entry's purpose; of none there is none."""
    return keyring.mac(f"why {number} {why}".encode()) if why else ""


def end_sealed(keyring: Keyring, number: int, chain: str) -> str:
    """The seal of the end."""
    return keyring.mac(f"end {number} {chain}".encode())


def faults(session: Session, keyring: Keyring) -> Iterator[str]:
    """What is wrong with the record, in English, one sentence each; nothing where it is whole."""
    chain, number, emptied, forgotten = "", 0, set[int](), set[int]()
    for entry in session.exec(select(RecordEntry).order_by(col(RecordEntry.number))).yield_per(1000):
        if entry.number != number + 1:
            yield f"Entry {entry.number} follows entry {number}: {entry.number - number - 1} are missing."
        number = entry.number
        expected = after(keyring, chain, entry)
        if expected != entry.chain:
            yield f"Entry {number} is not as it was written, or does not follow the one before it."
        elif entry.why_seal and not entry.why:
            emptied.add(number)
        elif entry.why_seal and entry.why_seal != why_sealed(keyring, number, entry.why):
            yield f"The purpose of entry {number} is not as it was written."
        if entry.action == FORGET:
            forgotten |= set(map(int, entry.fields))
        chain = entry.chain
    for one in sorted(emptied - forgotten):
        yield f"The purpose of entry {one} is gone, and no entry says that it was forgotten."
    end = session.exec(select(RecordEnd)).one_or_none()
    if end is None:
        if number:
            yield "The end of the record is missing."
    elif (end.number, end.chain) != (number, chain) or end.seal != end_sealed(keyring, end.number, end.chain):
        yield f"The record ends with entry {number}, its seal says entry {end.number}, or the seal is not ours."
