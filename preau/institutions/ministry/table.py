"""A delimited file from outside, read strictly: encodings and delimiters vary, anything unsound is refused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.kernel.errors import Invalid

MAX_BYTES = 50_000_000  # the ministry's file of 2022 weighs 1.8 MB
MAX_COLUMNS = 200
SHOWN = 5  # missing columns that a refusal names
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UTF8_LETTERS = re.compile(
    rb"\xc3[\x80-\xbf]"
)  # « Ã© » where « é » was meant: no French text has these in Windows-1252


# Control characters that are Windows-1252 taken for Latin-1 by somebody before us: « l\x92école » is « l’école ».
_LEFTOVERS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}


class FileRefused(Invalid):
    """The file can't be read. Says why, with the line where there is one; nothing of the file was kept."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        where = _("Ligne %(line)d : ") % {"line": line} if line else ""
        super().__init__(where + reason)
        self.line = line


@dataclass(frozen=True)
class Row:
    """One row: its values by column name in capitals, spaces trimmed, and the line where it starts."""

    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


def decode(data: bytes) -> str:
    """`data` as text: UTF-8, with or without its mark, else Windows-1252."""
    if len(data) > MAX_BYTES:
        raise FileRefused(_("le fichier est trop gros (plus de %(size)d Mo).") % {"size": MAX_BYTES // 1_000_000})
    if not data.strip():
        raise FileRefused(_("le fichier est vide."))
    if control := _CONTROLS.search(data):
        reason = _("ce n’est pas du texte : il y a des octets binaires. Est-ce bien le fichier CSV ?")
        raise FileRefused(reason, data.count(b"\n", 0, control.start()) + 1)
    try:
        return data.decode("utf-8-sig").translate(_LEFTOVERS)
    except UnicodeDecodeError as error:
        return _windows(data, error)


def _windows(data: bytes, error: UnicodeDecodeError) -> str:
    """Text that isn't UTF-8. What was, but for a few damaged bytes, would come out as « Ã‰cole »: that is refused."""
    damaged = FileRefused(
        _("le texte est endommagé : il n’est ni en UTF-8 ni en Windows-1252. Téléchargez le fichier de nouveau."),
        data.count(b"\n", 0, error.start) + 1,
    )
    if data.startswith(b"\xef\xbb\xbf") or _UTF8_LETTERS.search(data):
        raise damaged
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise damaged from error


def read(data: bytes, required: Iterable[str]) -> list[Row]:
    """The rows of a comma- or semicolon-separated file, in any order of columns, those that nobody needs included.

    Raises `FileRefused` when a column of `required` is missing, a row is longer or shorter than the header, or the
    file is no text.
    """
    text = decode(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    records = _records(text, delimiter)
    header = [name.strip().upper() for name in next(records, (1, [""]))[1]]
    _check_header(header, required)
    return [_row(line, header, cells) for line, cells in records if any(cell.strip() for cell in cells)]


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            reason = _("la rangée est mal formée ou coupée (un guillemet qui n’est pas fermé, par exemple).")
            raise FileRefused(reason, start) from error
        if cells is None:
            return
        yield start, cells
        start = reader.line_num + 1


def _check_header(header: list[str], required: Iterable[str]) -> None:
    named = [name for name in header if name]
    if len(header) > MAX_COLUMNS:
        raise FileRefused(_("il y a plus de %(number)d colonnes.") % {"number": MAX_COLUMNS}, 1)
    if missing := [name for name in required if name not in named]:
        reason = _("il manque la colonne %(names)s. Est-ce bien le bon fichier ?")
        shown = [*missing[:SHOWN], *(["…"] if len(missing) > SHOWN else [])]
        raise FileRefused(reason % {"names": ", ".join(shown)}, 1)
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise FileRefused(_("la colonne %(names)s est là deux fois.") % {"names": ", ".join(twice)}, 1)


def _row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        reason = _("la rangée a %(found)d colonnes au lieu de %(expected)d : le fichier est coupé ou mal formé.")
        raise FileRefused(reason % {"found": len(cells), "expected": len(header)}, line)
    return Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True) if name})
