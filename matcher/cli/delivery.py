"""Where results go: checked before the long work begins, written whole afterwards."""

from os.path import realpath
from pathlib import Path
from tempfile import TemporaryFile

from matcher.cli.terminal import write_output
from matcher.domain import BadInput
from matcher.domain.document import Document
from matcher.domain.files import write_document

STANDARD_OUTPUT = Path("-")


def is_a_file(output: Path | None) -> bool:
    """No output and `-` both mean standard output."""
    return output is not None and output != STANDARD_OUTPUT


def check_summary(as_json: bool, output: Path | None) -> None:
    """A summary for machines goes to standard output, so the roster must go to a file; else BadInput."""
    if as_json and not is_a_file(output):
        raise BadInput(
            "--json prints a summary where the roster goes already, expected a file for the roster (-o FILE)"
        )


def check_destinations(*outputs: Path | None, inputs: tuple[Path, ...] = ()) -> None:
    """Every file can be written, and none would overwrite an input or another result; raises BadInput."""
    taken = {realpath(path): "an input of this command" for path in inputs}
    for path in outputs:
        if path is None or path == STANDARD_OUTPUT:
            continue
        if realpath(path) in taken:
            raise BadInput(f"{path}: is {taken[realpath(path)]}, expected another file to write to")
        taken[realpath(path)] = "named for another result"
        try:
            _check_writable(path)
        except OSError as error:
            raise _refused(path, error) from None


def make_folder(folder: Path) -> None:
    """The folder is there afterwards; raises BadInput."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from None


def deliver(document: Document, output: Path | None) -> None:
    """To its file, or to standard output."""
    if output is None or output == STANDARD_OUTPUT:
        write_output(document.model_dump_json(indent=1))
    else:
        write_document(document, output)


def _check_writable(path: Path) -> None:
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "no ordinary file"
        raise BadInput(f"{path}: is {kind}, expected a file to write to (or - for standard output)")
    if not path.parent.is_dir():
        raise BadInput(f"{path}: cannot be written, expected {path.parent} to be a folder that exists")
    with TemporaryFile(dir=path.parent):  # only writing proves that one may write
        pass


def _refused(path: Path, error: OSError) -> BadInput:
    return BadInput(f"{path}: cannot be written ({error.strerror or error})")
