"""JSON Lines, JSON and CSV: one article per record, read as a stream."""

from __future__ import annotations

import codecs
import csv
import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.errors import InputError
from kg.read.decoding import bom, decode, encoding_of
from kg.read.draft import Draft
from kg.read.metadata import COLUMNS, metadata_of

_log = logging.getLogger(__name__)

MAX_RECORD = 64 << 20
"""Bytes in one record."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def json_lines(
    source: str, stream: BinaryIO, columns: Mapping[str, str]
) -> Iterator[Draft | InputError]:
    """Yield the article of each line; a line that cannot be read costs itself alone."""
    for number, line in _lines(stream, source):
        name = f"{source}#{number}"
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            try:
                yield _record(source, str(number), _parsed(line, name), columns)
            except InputError as error:
                yield error


def _lines(stream: BinaryIO, source: str) -> Iterator[tuple[int, bytes | InputError]]:
    """Yield each line with its number; a line over the limit as an error."""
    mark, encoding = bom(stream.read(4))
    stream.seek(0)
    if encoding not in ("", "utf-8"):
        stream = _recoded(stream, encoding.removesuffix("-le").removesuffix("-be"))
    else:
        stream.seek(len(mark))
    number = 0
    while line := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(line) <= MAX_RECORD:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_RECORD)
        message = f"is over {MAX_RECORD:,} bytes long: split the article up"
        yield number, InputError(f"{source}#{number}", "too-large", message)


def _recoded(stream: BinaryIO, encoding: str) -> BinaryIO:
    """Return the stream in UTF-8, since lines of UTF-16 do not end in one byte."""
    return io.BytesIO(codecs.decode(stream.read(), encoding).encode("utf-8", "replace"))


def _parsed(line: bytes, name: str) -> object:
    try:
        return json.loads(decode(line, name))
    except (ValueError, RecursionError) as error:
        raise InputError(
            name, "malformed", f"is no JSON: {error}; write one object per line"
        ) from (error)


def json_records(
    source: str, raw: bytes, columns: Mapping[str, str]
) -> Iterator[Draft | InputError]:
    """Yield the article of a JSON object, or of each object of a JSON list."""
    whole = _parsed(raw, source)
    records = whole if isinstance(whole, list) else [whole]
    for number, record in enumerate(records, 1):
        try:
            yield _record(source, str(number) if whole is records else "", record, columns)
        except InputError as error:
            yield error


def table_rows(
    source: str, stream: BinaryIO, columns: Mapping[str, str]
) -> Iterator[Draft | InputError]:
    """Yield the article of each row of a CSV file whose first row names its columns.

    The separator is the comma, semicolon or tab that the first row uses most.
    Raises InputError (``columns``) where there is no column for the text.
    """
    csv.field_size_limit(MAX_RECORD)
    encoding = encoding_of(stream, source)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield from _rows(source, text, columns)
    finally:
        text.detach()


def _rows(
    source: str, text: io.TextIOWrapper, columns: Mapping[str, str]
) -> Iterator[Draft | InputError]:
    first = text.readline()
    separator = max(",;\t", key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    if not header:
        raise InputError(source, "empty", "holds no text")
    wanted = columns.get("text", "text")
    if wanted not in header:
        raise InputError(source, "columns", _no_text(wanted, header))
    rows = csv.reader(text, delimiter=separator)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
            if row:
                record = dict(zip(header, row, strict=False))
                yield _record(source, str(number), record, columns)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"{source}#{number}", "malformed", f"is no row of CSV: {error}")
        except InputError as error:
            yield error


def _record(source: str, number: str, record: object, columns: Mapping[str, str]) -> Draft:
    """Return the article of one record, named by its `id` or else by its number."""
    name = f"{source}#{number}" if number else source
    if not isinstance(record, Mapping):
        raise InputError(name, "malformed", 'is no JSON object: write {"text": …}')
    values = {column: record.get(columns.get(column, column)) for column in COLUMNS}
    text = values.pop("text")
    if not isinstance(text, str):
        wanted = columns.get("text", "text")
        raise InputError(name, "columns", _no_text(wanted, [str(key) for key in record]))
    if values["id"] not in (None, ""):
        name = f"{source}#{values['id']}"
    if _LONE_SURROGATE.search(text):
        _log.warning("%s: lone surrogates replaced, since no encoding can write them", name)
        text = _LONE_SURROGATE.sub("\ufffd", text)
    return Draft(name, text, metadata_of(values))


def _no_text(wanted: str, there: list[str]) -> str:
    return f"has no {wanted!r} but {', '.join(there)}: name the text's column with --map text=NAME"
