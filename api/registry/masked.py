"""What was shown masked is never kept: a form that comes back with masks in it would wipe out what they stand for."""

from api.authority.seeing import CONTACT, DOSSIER, HIDDEN, WORK, masked_name, masked_phone
from api.registry.sound import contradiction
from api.tables.row import Fields, Row


def check_nothing_masked(row: Row, fields: Fields) -> None:
    """Raises Unacceptable that names the field which holds the mask of what is there."""
    for column in (*DOSSIER.get(type(row), ()), *WORK.get(type(row), ()), *CONTACT.get(type(row), ())):
        if is_mask(row, column, getattr(fields, column)):
            raise contradiction(
                column,
                zh="填写的是遮盖后的内容；请注明用途重新读取后再修改。",
                en="It holds a mask instead of what is there, expected a text; read it again with a purpose.",
            )


def is_mask(row: Row, column: str, entered: object) -> bool:
    """It is what somebody sees in place of the row's text."""
    known = getattr(row, column)
    masks = {HIDDEN, masked_phone(known) if column.endswith("phone") else masked_name(known)}
    return bool(known) and entered != known and entered in masks
