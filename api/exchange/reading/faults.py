"""Why a file as a whole cannot be read; what is wrong with single cells is another matter."""

from enum import StrEnum


class FaultCode(StrEnum):
    """Stable names; `told.py` has the sentences."""

    EMPTY = "FILE_EMPTY"
    TOO_LARGE = "FILE_TOO_LARGE"
    OLD_OR_ENCRYPTED = "FILE_OLD_OR_ENCRYPTED"
    NOT_A_WORKBOOK = "FILE_NOT_A_WORKBOOK"
    DAMAGED = "FILE_DAMAGED"
    BOMB = "FILE_UNPACKS_TOO_LARGE"
    DECLARATIONS = "FILE_DECLARES_ENTITIES"
    TOO_MANY_CELLS = "FILE_TOO_MANY_CELLS"
    ENCODING = "FILE_ENCODING_UNKNOWN"
    TOO_COSTLY = "FILE_TOO_COSTLY"


class Fault(Exception):
    """The file cannot be read."""

    def __init__(self, code: FaultCode) -> None:
        super().__init__(code.value)
        self.code = code
