"""A workbook is a zip archive; its directory is checked before anything is unpacked, and what it says while unpacking."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from api.exchange.reading.faults import Fault, FaultCode
from api.exchange.reading.limits import MOST_PARTS, MOST_RATIO, MOST_UNPACKED

ENCRYPTED = 0x1
FROM_HERE_ON_RATIOS_COUNT = 2**20


def unpacked(content: bytes) -> dict[str, bytes]:
    """The XML parts by name; pictures and the like are left where they are. Raises Fault."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            directory = archive.infolist()
            _check(directory)
            parts = [part for part in directory if part.filename.lower().endswith((".xml", ".rels"))]
            return {part.filename: _part(archive, part) for part in parts}
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, UnicodeError):
        raise Fault(FaultCode.DAMAGED) from None


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts and nothing else, so that whoever reads it finds what was checked and not something else."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)
    return content.getvalue()


def _check(directory: list[ZipInfo]) -> None:
    names = {part.filename for part in directory}
    if len(directory) > MOST_PARTS:
        raise Fault(FaultCode.BOMB)
    if len(names) < len(directory):
        raise Fault(FaultCode.DAMAGED)
    if "xl/workbook.xml" not in names:
        raise Fault(FaultCode.NOT_A_WORKBOOK)
    if any(part.flag_bits & ENCRYPTED for part in directory):
        raise Fault(FaultCode.OLD_OR_ENCRYPTED)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in directory):
        raise Fault(FaultCode.DAMAGED)
    if sum(part.file_size for part in directory) > MOST_UNPACKED or any(map(_is_inflated, directory)):
        raise Fault(FaultCode.BOMB)


def _is_inflated(part: ZipInfo) -> bool:
    return part.file_size > max(FROM_HERE_ON_RATIOS_COUNT, MOST_RATIO * part.compress_size)


def _part(archive: ZipFile, part: ZipInfo) -> bytes:
    """Never more than the directory says, which has been checked."""
    with archive.open(part) as stream:
        content = stream.read(part.file_size)
    if len(content) < part.file_size:
        raise Fault(FaultCode.DAMAGED)
    return content
