"""Documents to and from files: an error names the file, the document path, the value, and what was expected."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from matcher.domain.document import Document
from matcher.domain.errors import BadInput

D = TypeVar("D", bound=Document)


def read_document(model: type[D], path: Path) -> D:
    """Read and validate one document; raises BadInput with one sentence."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error})") from None
    return parse_document(model, content, str(path))


def parse_document(model: type[D], content: bytes | str, source: str) -> D:
    """Validate JSON text as a document; `source` is how the error calls it."""
    if isinstance(content, bytes):
        content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise BadInput(f"{source}: {sentence(error)}") from None


def sentence(error: ValidationError) -> str:
    """The first fault of a validation as `path: value, expected …`, with the number of further faults."""
    faults = error.errors(include_url=False, include_context=False)
    first = faults[0]
    path = _path(first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    value = "" if isinstance(first["input"], dict | list | tuple | Document) else f"{_shortened(first['input'])}: "
    if first["type"] == "json_invalid":
        path, value = "", ""
    more = f" (and {len(faults) - 1} more faults)" if len(faults) > 1 else ""
    return f"{path + ': ' if path else ''}{value if first['type'] != 'missing' else ''}{message}{more}"


def write_document(document: Document, path: Path) -> None:
    """Write UTF-8 JSON, whole or not at all."""
    write_whole(f"{document.model_dump_json(indent=1)}\n".encode(), path)


def write_whole(content: bytes, path: Path) -> None:
    """Write beside the path, then replace what was there; raises BadInput where that cannot be done."""
    try:
        if path.exists() and not path.is_file():
            raise ValueError("it is no ordinary file")
        partial = path.with_name(path.name + ".partial")
        try:
            partial.write_bytes(content)
            partial.replace(path.resolve())
        finally:
            partial.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: cannot be written ({getattr(error, 'strerror', None) or error})") from None


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def _shortened(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
