"""Bytes → text, and nothing but: no character of the text is changed, only a BOM is taken off."""

from __future__ import annotations

import codecs
import logging
import re
from pathlib import Path
from typing import BinaryIO

import charset_normalizer

from kg.errors import InputError

_log = logging.getLogger(__name__)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_FEW = 0.1
"""Up to this share of bytes beyond ASCII, undeclared text is Western and so Windows-1252."""
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_SAMPLE = 1 << 16


_NOT_TEXT = {b"%PDF-": "a PDF", b"{\\rtf": "RTF"}
"""How formats begin that may look like text but hold none that can be read as it stands."""


def decode(raw: bytes, source: str, declared: str = "") -> str:
    """Return the text of `raw`: by its BOM, as UTF-8, as `declared`, or as detected.

    What is neither BOM nor UTF-8 is said in the log.
    Raises InputError (``binary``, ``unreadable``).
    """
    for begin, name in _NOT_TEXT.items():
        if raw.startswith(begin):
            raise InputError(source, "binary", f"is {name}: convert it to text first")
    mark, encoding = bom(raw)
    if encoding:
        return _strictly(raw[len(mark) :], encoding, source)
    encoding = _unmarked(raw, source, declared)
    return _strictly(raw, encoding, source)


def bom(raw: bytes) -> tuple[bytes, str]:
    """Return the byte order mark that `raw` begins with and its encoding, or nothing and ""."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return mark, encoding
    return b"", ""


def encoding_of(stream: BinaryIO, source: str) -> str:
    """Return the encoding of a seekable stream without holding it whole, and rewind it.

    Names a codec that takes a BOM off. Raises InputError where the beginning is binary.
    """
    head = stream.read(_SAMPLE)
    _, marked = bom(head)
    if marked:
        stream.seek(0)
        return {"utf-8": "utf-8-sig"}.get(marked, marked.removesuffix("-le").removesuffix("-be"))
    decoder, odd, chunk = codecs.getincrementaldecoder("utf-8")(), b"", head
    while chunk:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            odd = chunk
            break
        chunk = stream.read(_SAMPLE)
    stream.seek(0)
    return _unmarked(odd or head, source, "") if odd or _is_binary(head) else "utf-8"


def _unmarked(raw: bytes, source: str, declared: str) -> str:
    if _is_binary(raw):
        return _wide(raw, source)
    if _fits(raw, "utf-8"):
        return "utf-8"
    encoding = declared if _fits(raw, declared) else _detected(raw, source)
    _log.info("%s: read as %s, since it is not UTF-8", source, encoding)
    return encoding


def _is_binary(raw: bytes) -> bool:
    """Tell whether a sample holds control characters that no text holds."""
    head = raw[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head or controls > max(1, len(head) * 0.02)


def _wide(raw: bytes, source: str) -> str:
    """Return the encoding of UTF-16 without a BOM; raises InputError where it is not that."""
    for encoding, zeros in (("utf-16-le", raw[1:_SAMPLE:2]), ("utf-16-be", raw[0:_SAMPLE:2])):
        if zeros and zeros.count(0) > len(zeros) * 0.7 and _fits(raw, encoding):
            _log.info("%s: read as %s, though it has no BOM", source, encoding)
            return encoding
    raise InputError(source, "binary", "is binary, not text: convert it to text first")


def _fits(raw: bytes, encoding: str) -> bool:
    if not encoding:
        return False
    try:
        raw.decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def _detected(raw: bytes, source: str) -> str:
    """Return the likeliest encoding of what is not UTF-8; raises InputError where none fits."""
    beyond = sum(byte > 127 for byte in raw[:_SAMPLE])
    if beyond <= _FEW * len(raw[:_SAMPLE]) and not _UNDEFINED.search(raw):
        return "cp1252"
    best = charset_normalizer.from_bytes(raw[: 16 * _SAMPLE]).best()
    if best is not None and _fits(raw, best.encoding):
        return best.encoding
    raise InputError(source, "unreadable", "its encoding is unknown: convert it to UTF-8")


def _strictly(raw: bytes, encoding: str, source: str) -> str:
    try:
        return raw.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise InputError(
            source,
            "unreadable",
            f"is not the {encoding} that it says: {error}; convert it to UTF-8",
        ) from error


def read_bytes(path: Path, limit: int) -> bytes:
    """Return a file's bytes; raises InputError (``too-large``) beyond `limit`, OSError as usual."""
    with path.open("rb") as stream:
        return limited(stream, limit, path.as_posix())


def limited(stream: BinaryIO, limit: int, source: str) -> bytes:
    """Return what is left of a stream; raises InputError (``too-large``) beyond `limit` bytes."""
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(
            source, "too-large", f"holds over {limit:,} bytes in one article: split it up"
        )
    return raw
