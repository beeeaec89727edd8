"""Reading the ministry's files: every form that they come in, and every one that is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.institutions import ministry
from preau.institutions.ministry import table

DATA = Path(__file__).parent / "data"
SCHOOLS = (DATA / "ecoles.csv").read_text()
BOARDS = (DATA / "organismes.csv").read_bytes()
KNOWN = {"980000", "990000"}
ROWS = SCHOOLS.splitlines()


def read(text: str | bytes, known: set[str] = KNOWN) -> ministry.Schools:
    return ministry.read_schools(text.encode() if isinstance(text, str) else text, known)


def with_cell(row: int, column: str, value: str) -> str:
    """The file with one cell changed; `row` counts from 1, the header being 0."""
    position = ROWS[0].split(",").index(column)
    lines = [list(cells) for _, cells in table._records(SCHOOLS, ",")]
    lines[row][position] = value
    return "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in lines) + "\n"


def reordered(text: str) -> str:
    return "\n".join(";".join(f'"{cell}"' for cell in cells[::-1]) for _, cells in table._records(text, ",")) + "\n"


def test_rows_of_one_school_are_folded_into_one() -> None:
    schools = read(SCHOOLS)
    assert schools.rows == 6
    assert list(schools.by_code) == ["980001", "980002", "980003", "990001", "990002"]


def test_levels_are_those_of_all_buildings() -> None:
    assert read(SCHOOLS).by_code["980001"].levels == ["preschool", "primary"]


def test_coordinates_are_those_of_the_building_at_the_school_s_address() -> None:
    school = read(SCHOOLS).by_code["980001"]
    assert (school.longitude, school.latitude) == (-71.5, 47.5)


def test_kinds_follow_from_what_is_taught() -> None:
    kinds = {code: school.kind for code, school in read(SCHOOLS).by_code.items()}
    assert kinds == {
        **dict.fromkeys(["980001", "980002", "990001"], "school"),
        "980003": "training",
        "990002": "adult",
    }


def test_both_lines_of_an_address_are_kept_and_postal_codes_spaced() -> None:
    school = read(SCHOOLS).by_code["980002"]
    assert (school.address, school.postal_code) == ("2, chemin d'En-Bas, C.P. 12", "G0A 2B0")


def test_no_coordinates_are_none() -> None:
    assert read(SCHOOLS).by_code["990002"].latitude is None


FORMS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "with its mark": lambda text: text.encode("utf-8-sig"),
    "windows-1252": lambda text: text.encode("cp1252"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "semicolons and another order": lambda text: reordered(text).encode(),
    "lower-case header": lambda text: text.replace(ROWS[0], ROWS[0].lower()).encode(),
    "shuffled rows": lambda text: "\n".join([ROWS[0], *ROWS[:0:-1]]).encode(),
    "empty lines at the end": lambda text: text.encode() + b"\n\n,,,,,,,,,,,,,,,,,,,,,,,\n",
    "decimal commas": lambda text: reordered(text).replace("47.5", "47,5").encode(),
    "extra columns": lambda text: "\n".join(f"{line},X" for line in text.splitlines()).encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_schools_are_read_from(form: str) -> None:
    assert read(FORMS[form](SCHOOLS)).by_code == read(SCHOOLS).by_code


def test_a_newer_file_names_its_boards_itself() -> None:
    lines = [f"{line},{'NOM_CS' if n == 0 else 'CSS neuf'}" for n, line in enumerate(ROWS)]
    assert read("\n".join(lines), known=set()).boards["980000"].name == "CSS neuf"


@pytest.mark.parametrize("column", ["CD_ORGNS", "CD_CS", "TYPE_CS", "SITE_WEB_ORGNS", "PRIM", "COORD_X_LL84_IMM"])
def test_a_missing_column_is_refused_by_name(column: str) -> None:
    with pytest.raises(table.FileRefused, match=rf"Ligne 1\b.*\b{column}\b"):
        read(SCHOOLS.replace(column, "AUTRE", 1))


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(table.FileRefused, match="ADULTE"):
        read(SCHOOLS.replace("FORM_PRO", "ADULTE", 1).replace("ORDRE_ENS", "FORM_PRO", 1))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n".join([*ROWS[:3], ROWS[3][:60], *ROWS[4:]]), 4),
        (SCHOOLS[:-30], 7),
        ("\n".join([*ROWS[:3], ROWS[3] + ",", *ROWS[4:]]), 4),
        ("\n".join([*ROWS[:2], ROWS[2].replace('Modèle",', "Modèle,"), *ROWS[3:]]), 3),
        (with_cell(4, "CD_ORGNS", "98000"), 5),
        (with_cell(4, "CD_ORGNS", "98000X"), 5),
        (with_cell(4, "CD_CS", ""), 5),
        (with_cell(4, "CD_CS", "970000"), 5),
        (with_cell(4, "CD_ORGNS", "980000"), 5),
        (with_cell(4, "NOM_OFFCL_ORGNS", ""), 5),
        (with_cell(4, "NOM_OFFCL_ORGNS", "É" * 201), 5),
        (with_cell(4, "TYPE_CS", "Autre"), 5),
        (with_cell(4, "PRIM", "2"), 5),
        (with_cell(4, "COORD_Y_LL84_IMM", "nord"), 5),
        (with_cell(4, "COORD_Y_LL84_IMM", "91.5"), 5),
        (with_cell(2, "CD_CS", "990000"), 3),
    ],
)
def test_an_unsound_row_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(table.FileRefused) as refused:
        read(text)
    assert refused.value.line == line


def test_lines_are_counted_over_values_of_several_lines() -> None:
    text = with_cell(1, "NOM_IMM", "Pavillon\nNord").replace("Anglo", "Autre", 1)
    with pytest.raises(table.FileRefused) as refused:
        read(text)
    assert refused.value.line == 7


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04\x14\x00",
        SCHOOLS.encode("utf-16"),
        SCHOOLS.encode().replace("é".encode(), b"\xc3", 1),
        SCHOOLS.encode("utf-8-sig") + b"\xe9",
        SCHOOLS.encode("cp1252") + b"\x81",
        b"<!doctype html><title>404</title>",
        ROWS[0].encode(),
        b"\n" * 10,
        b"a" * 200_000,
        ("x," * 300).encode(),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(table.FileRefused):
        read(data)


def test_a_binary_file_is_refused_with_the_line_of_its_first_byte() -> None:
    with pytest.raises(table.FileRefused, match="Ligne 3"):
        read("\n".join(ROWS[:2]) + "\n\x00\x01")


def test_an_empty_file_is_refused_as_such() -> None:
    with pytest.raises(table.FileRefused, match="vide"):
        read(b"\n \n")


def test_a_picture_is_refused_as_binary() -> None:
    with pytest.raises(table.FileRefused, match="binaires"):
        read(b"\x89PNG\r\n\x1a\n\x00\x00")


def test_a_file_that_is_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_BYTES", 1_000)
    with pytest.raises(table.FileRefused, match="trop gros"):
        read(SCHOOLS)


@given(st.binary(max_size=300))
def test_nothing_but_a_refusal_comes_of_garbage(data: bytes) -> None:
    with pytest.raises(table.FileRefused):
        read(ROWS[0].encode() + b"\n" + data.replace(b"\n", b"") + b"\x00")


def test_boards_are_read_with_the_kind_of_their_network() -> None:
    boards = ministry.read_boards(BOARDS)
    assert boards["980000"] == ministry.Board("980000", "CSS du Modèle", "Franco", "www.css-modele.test")
    assert boards["990000"].network == "Anglo"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("98,X,Francophone,", "code"),
        ("980000,,Francophone,", "nom"),
        ("980000,A,F,\n980000,B,F,", "deux fois"),
        ("", "aucune rangée"),
    ],
)
def test_an_unsound_file_of_boards_is_refused(row: str, why: str) -> None:
    with pytest.raises(table.FileRefused, match=why):
        ministry.read_boards(f"code,nom,type,web\n{row}\n".encode())


@pytest.mark.parametrize(
    ("given_as", "address"),
    [
        ("", ""),
        ("www.exemple.ca", "https://www.exemple.ca"),
        ("  www.exemple.ca/ ", "https://www.exemple.ca/"),
        ("http://exemple.ca", "http://exemple.ca"),
        ("Http://Exemple.CA/Ecole/", "http://exemple.ca/Ecole/"),
        ("HTTPS://exemple.ca:8443/a?b=c#d", "https://exemple.ca:8443/a?b=c#d"),
        ("https://exemple.ca/école", "https://exemple.ca/%C3%A9cole"),
        ("https://exemple.ca/%C3%A9cole", "https://exemple.ca/%C3%A9cole"),
        ("école.ca", "https://xn--cole-9oa.ca"),
        *[(hopeless, "") for hopeless in ("à venir", "httpL//www.exemple.ca/ecole", "stisidore/", "/la-source/")],
        *[(hopeless, "") for hopeless in ("a@exemple.ca", "www.exemple", "http://203.0.113.9/", "http://", "www..ca")],
        *[(hopeless, "") for hopeless in ("a.ca b.ca", "javascript:alert(1)", 'http://a.ca/"onclick', "http:\\\\a.ca")],
        *[(hopeless, "") for hopeless in ("http://a.ca:99999/", "http://[::1]/", "ftp://a.ca", "x" * 300 + ".ca")],
        ("https://a.ca/" + "x" * 300, ""),
    ],
)
def test_a_website_is_normalised_or_told_to_be_hopeless(given_as: str, address: str) -> None:
    assert ministry.normalised(given_as) == address


@given(st.text(max_size=80))
def test_a_normalised_website_stays_as_it_is(text: str) -> None:
    address = ministry.normalised(text)
    assert ministry.normalised(address) == address
    assert address == "" or address.startswith(("http://", "https://"))


def test_what_an_older_tool_made_of_an_apostrophe_is_mended() -> None:
    name = "École de l\x92Anse \x96 Pavillon \x9cuvre"
    assert read(with_cell(3, "NOM_OFFCL_ORGNS", name)).by_code["980002"].name == "École de l’Anse – Pavillon œuvre"
