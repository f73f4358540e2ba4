"""Each entry is sealed together with the one before it, and the end with its number: what is altered, moved or cut off is found."""

from collections.abc import Iterator
from json import dumps

from sqlmodel import Session, col, select

from api.sealing.keyring import Keyring
from api.tables.record import RecordEnd, RecordEntry


def after(keyring: Keyring, chain: str, entry: RecordEntry) -> str:
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
        entry.why,
    ]
    return keyring.mac(dumps(told, ensure_ascii=True).encode())


def end_sealed(keyring: Keyring, number: int, chain: str) -> str:
    """The seal of the end."""
    return keyring.mac(f"end {number} {chain}".encode())


def faults(session: Session, keyring: Keyring) -> Iterator[str]:
    """What is wrong with the record, in English, one sentence each; nothing where it is whole."""
    chain, number = "", 0
    for entry in session.exec(select(RecordEntry).order_by(col(RecordEntry.number))).yield_per(1000):
        if entry.number != number + 1:
            yield f"Entry {entry.number} follows entry {number}: {entry.number - number - 1} are missing."
        number = entry.number
        expected = after(keyring, chain, entry)
        if expected != entry.chain:
            yield f"Entry {number} is not as it was written, or does not follow the one before it."
        chain = entry.chain
    end = session.exec(select(RecordEnd)).one_or_none()
    if end is None:
        if number:
            yield "The end of the record is missing."
    elif (end.number, end.chain) != (number, chain) or end.seal != end_sealed(keyring, end.number, end.chain):
        yield f"The record ends with entry {number}, its seal says entry {end.number}, or the seal is not ours."
