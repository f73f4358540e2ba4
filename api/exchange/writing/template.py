"""The workbook to fill in, and the same with what is kept already."""

from collections.abc import Mapping, Sequence

from api.exchange.datum import Datum
from api.exchange.forms.form import Form, Subject
from api.exchange.kinds.kind import Written
from api.exchange.writing.book import Book, References
from api.exchange.writing.filling import lay_form
from api.exchange.writing.notes import lay_notes

Rows = Sequence[Sequence[Written]]


def template(forms: Sequence[Form], references: References) -> bytes:
    """Empty but for a sample row; the datum is asked."""
    book = Book(references)
    lay_notes(book, forms, None)
    for form in forms:
        lay_form(book, form, (), sample=True)
    return book.content()


def filled_workbook(forms: Sequence[Form], rows: Mapping[Subject, Rows], references: References) -> bytes:
    """What is kept, as it can be imported again."""
    book = Book(references)
    for form in forms:
        lay_form(book, form, rows[form.subject], sample=False)
    lay_notes(book, forms, Datum.WGS84)
    return book.content()
