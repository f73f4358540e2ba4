"""Files that people open stand whole or not at all."""

from pathlib import Path

from matcher.domain import BadInput


def write_whole(content: bytes, path: Path) -> None:
    """Write beside the path, then replace what was there; raises BadInput where that cannot be done."""
    try:
        partial = path.with_name(path.name + ".partial")
        try:
            partial.write_bytes(content)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInput(f"{path}: cannot be written ({reason})") from None
