"""The map inside a PDF of ours: found, unpacked within bounds, and never trusted.

Nothing in the PDF is carried out, followed or written; the name of what is inside only says which it is.
"""

import os
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from app.cannot import CannotDo
from model.parsing import LARGEST

LARGEST_PDF = 100 * 1024 * 1024
"""A PDF of more bytes than this is not looked into."""
HEAD = 1024
"""So far from its start a PDF says that it is one (ISO 32000-2, annex I)."""
ENDING = ".journey"
MOST_FILES = 100
"""So many enclosed files are looked at."""
MEMORY = 128 * 1024 * 1024
"""What one part of a PDF may take unpacked, bytes."""
_UNBOUNDED = re.compile(rb"/\s*LZW(?:Decode)?\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class CarriesNoMap(CannotDo):
    """A PDF without a map that can be opened; says why in a sentence."""


NO_MAP = "This PDF carries no map; only a report that was exported with its map can be opened again."
DAMAGED = "The PDF is damaged or incomplete, so the map in it cannot be read; ask for the file once more."


def is_pdf(path: str | Path) -> bool:
    """Whether a file says at its start that it is a PDF; one that cannot be read does not."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return False
    try:
        return stat.S_ISREG(os.fstat(descriptor).st_mode) and b"%PDF-" in os.read(descriptor, HEAD)
    except OSError:
        return False
    finally:
        os.close(descriptor)


def carried_map(path: str | Path) -> bytes:
    """The bytes of the map inside a PDF; raises CarriesNoMap, OSError."""
    with open(path, "rb") as file:
        content = file.read(LARGEST_PDF + 1)
    return map_in(content)


def map_in(content: bytes) -> bytes:
    """The bytes of the map inside a PDF of these bytes; raises CarriesNoMap."""
    if len(content) > LARGEST_PDF:
        raise CarriesNoMap(f"The PDF is larger than {LARGEST_PDF >> 20} MB and was not looked into.")
    if _UNBOUNDED.search(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise CarriesNoMap(NO_MAP)
    import pikepdf

    try:
        with _bounded(), pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            return _unpacked(next(_maps(pdf), None))
    except pikepdf.PasswordError:
        raise CarriesNoMap(
            "The PDF is protected by a password; open the one it was made from, or take the password off."
        ) from None
    except CarriesNoMap:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError) as error:
        raise CarriesNoMap(DAMAGED) from error


@contextmanager
def _bounded() -> Iterator[None]:
    """Keeps qpdf from taking more memory or patience than a PDF of ours needs."""
    from pikepdf import settings

    before: Any = settings.set_qpdf_limits(
        doc_max_warnings=50,
        parser_max_nesting=100,
        max_stream_filters=4,
        flate_max_memory=MEMORY,
        png_max_memory=MEMORY,
        run_length_max_memory=MEMORY,
        tiff_max_memory=MEMORY,
        dct_max_memory=MEMORY,
    )
    try:
        yield
    finally:
        settings.set_qpdf_limits(**before)


def _maps(pdf: Any) -> Iterator[Any]:
    """The streams of the enclosed maps: the source of the document first, then those that are called like one."""
    by_name = []
    for place, (name, described) in enumerate(pdf.attachments.items()):
        if place >= MOST_FILES:
            break
        says = str(described.obj.get("/UF", described.obj.get("/F", name)))
        if not says.lower().endswith(ENDING):
            continue
        embedded = described.obj.get("/EF")
        stream = embedded.get("/F", embedded.get("/UF")) if embedded is not None else None
        if stream is None:
            continue
        if described.obj.get("/AFRelationship") == "/Source":
            yield stream
        else:
            by_name.append(stream)
    yield from by_name


def _unpacked(stream: Any) -> bytes:
    """What a stream holds, no more of it than a map may have; raises CarriesNoMap."""
    if stream is None:
        raise CarriesNoMap(NO_MAP)
    from pikepdf import Name

    filters = stream.get("/Filter", ())
    named = [str(filters)] if isinstance(filters, Name) else [str(one) for one in filters]
    raw = bytes(stream.read_raw_bytes())
    for one in named:
        if one not in ("/FlateDecode", "/Fl") or stream.get("/DecodeParms") is not None or len(named) > 2:
            raise CarriesNoMap(DAMAGED)
        raw = _inflated(raw)
    if len(raw) > LARGEST:
        raise CarriesNoMap(f"The map in the PDF is larger than {LARGEST >> 20} MB and was not opened.")
    return raw


def _inflated(raw: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(raw, LARGEST + 1)
    except zlib.error:
        raise CarriesNoMap(DAMAGED) from None
    if len(content) <= LARGEST and not unpacking.eof:
        raise CarriesNoMap(DAMAGED)
    return content
