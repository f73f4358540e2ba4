"""What a form sends becomes what the rooms take; what does not fit is told at its field, and what was typed stays typed."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData

from api.errors import Refused, Unacceptable
from api.tables.row import kinds_of
from matcher.domain import Text

Model = TypeVar("Model", bound=BaseModel)

NO_FAULTS: Mapping[str, Text] = MappingProxyType({})

FAULTS: dict[str, Text] = {
    "missing": Text("expected something here", "此处必填"),
    "string_too_short": Text("expected something here", "此处必填"),
    "string_too_long": Text("expected at most {max_length} characters", "最多{max_length}个字"),
    "string_pattern_mismatch": Text("has characters that do not belong here", "含有不允许的字符"),
    "enum": Text("expected one of the choices", "请从选项中选择"),
    "literal_error": Text("expected one of the choices", "请从选项中选择"),
    "greater_than_equal": Text("expected {ge} or more", "不得小于{ge}"),
    "greater_than": Text("expected more than {gt}", "须大于{gt}"),
    "less_than_equal": Text("expected {le} or less", "不得大于{le}"),
    "less_than": Text("expected less than {lt}", "须小于{lt}"),
    "int_parsing": Text("expected a whole number", "请填整数"),
    "int_type": Text("expected a whole number", "请填整数"),
    "float_parsing": Text("expected a number", "请填数字"),
    "float_type": Text("expected a number", "请填数字"),
    "date_from_datetime_parsing": Text("expected a date such as 2026-11-23", "请填日期，如2026-11-23"),
    "date_parsing": Text("expected a date such as 2026-11-23", "请填日期，如2026-11-23"),
    "time_parsing": Text("expected a time such as 09:30", "请填时间，如09:30"),
    "too_long": Text("expected at most {max_length} entries", "最多{max_length}项"),
}
"""What is wrong with a field, by pydantic's kind of error."""
NO_NUMBER = {"a whole number": "int_parsing", "a number": "float_parsing", "a date such as 2026-11-23": "date_parsing"}
UNCONVERTED = re.compile(f"(\\w+): expected ({'|'.join(NO_NUMBER)})")
"""How fields say of a text that stands where a number or a date belongs."""
OTHER = Text("does not fit: {message}", "不合要求：{message}")


class Faulty(Unacceptable):
    """A form that cannot be taken; `faults` say what is expected, by field, and under the empty name what concerns the whole."""

    def __init__(self, faults: Mapping[str, Text]) -> None:
        count = len(faults)
        super().__init__(
            "FORM_FAULTY",
            zh=f"有{count}处需要更正。",
            en=f"{count} place{'s need' if count > 1 else ' needs'} correcting.",
        )
        self.faults = faults


class Form:
    """The fields of a form as they were typed."""

    def __init__(self, data: FormData) -> None:
        self.data = data

    def text(self, name: str) -> str:
        """What was typed in a field, without blanks around it; empty where there is no such field."""
        value = self.data.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """All that was chosen under a name."""
        return [value for value in self.data.getlist(name) if isinstance(value, str) and value]

    def read(self, model: type[Model], **more: Any) -> Model:
        """The form as a model, completed by `more`; raises Faulty. Empty fields are left to the model's defaults."""
        values = {
            name: self._value(name, field.annotation) for name, field in model.model_fields.items() if name in self.data
        }
        entered = {name: value for name, value in values.items() if value is not None}
        try:
            return model.model_validate(entered | more)
        except ValidationError as error:
            raise Faulty(faults_of(error)) from None

    def _value(self, name: str, annotation: Any) -> Any:
        kinds = kinds_of(annotation)
        if any(get_origin(kind) in (list, tuple, set, frozenset) for kind in kinds):
            return self.texts(name)
        typed = self.text(name)
        if bool in kinds or any(bool in get_args(kind) for kind in kinds):
            return typed in ("on", "true", "1", "yes")
        if not typed:
            return None
        if int in kinds and re.fullmatch(r"[+-]?\d{1,18}", typed):
            return int(typed)
        if float in kinds and re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", typed):
            return float(typed)
        return typed


def faults_of(error: ValidationError) -> dict[str, Text]:
    """By field; of several faults of one field the first."""
    faults: dict[str, Text] = {}
    for fault in error.errors(include_url=False, include_input=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        message = fault["msg"].removeprefix("Value error, ")
        known = FAULTS.get(fault["type"], OTHER)
        if not field and (told := UNCONVERTED.fullmatch(message)) is not None:
            field, known = told[1], FAULTS[NO_NUMBER[told[2]]]
        words = {"message": message} | fault.get("ctx", {})
        faults.setdefault(field, Text(known.en.format(**words), known.zh.format(**words)))
    return faults


def faults_in(refused: Refused | None) -> Mapping[str, Text]:
    """By field, of whatever a form was refused for; of a contradiction the field that it names."""
    if isinstance(refused, Faulty):
        return refused.faults
    places = refused.more.get("errors") if isinstance(refused, Unacceptable) else None
    return {str(places[0]["path"]).removeprefix("body."): refused.text} if places and refused is not None else NO_FAULTS


async def _form(request: Request) -> Form:
    return Form(await request.form())


Submitted = Annotated[Form, Depends(_form)]
