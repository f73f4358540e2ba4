"""A file comes as the body itself, or in the field `file` of a form."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request
from starlette.datastructures import FormData, UploadFile

from api.errors import Unacceptable
from api.exchange.datum import Datum
from api.exchange.forms.form import Subject

FIELDS = frozenset({"file", "subject", "datum"})
MOST_FIELDS = 10
MULTIPART = "multipart/form-data"
ANY_FILE = "application/octet-stream"
"""Which kind of file it is, its content tells; other types are taken all the same."""

W = TypeVar("W", bound=StrEnum)

_FILE = {"type": "string", "format": "binary"}
BODY = {
    "required": True,
    "content": {
        ANY_FILE: {"schema": _FILE},
        MULTIPART: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "additionalProperties": False,
                "properties": {
                    "file": _FILE,
                    "subject": {"type": "string", "enum": ["", *Subject]},
                    "datum": {"type": "string", "enum": ["", *Datum]},
                },
            }
        },
    },
}
"""For the OpenAPI document; what a form leaves open it sends empty."""


@dataclass(frozen=True)
class Upload:
    """A file, which sheet of it is wanted (all if none is named), and the datum of its coordinates if the request tells it."""

    content: bytes
    subject: Subject | None
    datum: Datum | None


async def _upload(
    request: Request,
    subject: Annotated[Subject | None, Query(description="Which sheet; needed for CSV.")] = None,
    datum: Annotated[Datum | None, Query(description="Of the coordinates, where the notes do not tell it.")] = None,
) -> Upload:
    if not request.headers.get("content-type", "").lower().startswith(MULTIPART):
        return Upload(await request.body(), subject, datum)
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
        _check_names(form)
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Unacceptable(
                "FILE_MISSING", zh="表单中没有文件（字段file）。", en="The form has no file in its field `file`."
            )
        return Upload(
            await file.read(), _word(form, "subject", Subject) or subject, _word(form, "datum", Datum) or datum
        )


Uploaded = Annotated[Upload, Depends(_upload)]


def _check_names(form: FormData) -> None:
    """A misspelt field is an error, never ignored."""
    if set(form) - FIELDS:
        raise Unacceptable(
            "INVALID_FIELD",
            zh="表单中有无法识别的字段；应为file、subject、datum。",
            en="The form has an unknown field; expected `file`, `subject`, `datum`.",
        )


def _word(form: FormData, name: str, words: type[W]) -> W | None:
    value = form.get(name)
    if value in (None, ""):
        return None
    try:
        return words(str(value))
    except ValueError:
        expected = ", ".join(words)
        raise Unacceptable(
            "INVALID_FIELD",
            zh=f"字段{name}应为以下之一：{expected}。",
            en=f"Field `{name}`: expected one of {expected}.",
        ) from None
