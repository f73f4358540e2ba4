"""What every model of the exchange contract shares: frozen, strict about types, kind about spelling."""

from difflib import get_close_matches
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _printable(value: str) -> str:
    if not value.isprintable():
        raise ValueError("expected printable characters only")
    return value


Id = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
Name = Annotated[str, Field(max_length=500)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class Document(BaseModel):
    """A frozen part of a document. Added fields are let pass, unless they look like a misspelt field of ours."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _no_misspelt_field(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for key in data.keys() - cls.model_fields.keys():
                near = get_close_matches(str(key).lower(), cls.model_fields.keys() - data.keys(), n=1, cutoff=0.8)
                if near:
                    raise ValueError(f"unknown field {key!r}, did you mean {near[0]!r}?")
        return data

    def revised(self, **changes: Any) -> Self:
        """A copy with some fields replaced, validated again."""
        return type(self).model_validate({name: getattr(self, name) for name in type(self).model_fields} | changes)
