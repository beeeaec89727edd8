"""A list of media: the open data's columns, a made-up excerpt, and what people's spreadsheets do to it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from preau.kernel.errors import Invalid, NotAllowed
from preau.listening.models import BoardSource, Source
from preau.listening.services import media_import
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[3] / "shared" / "data" / "medias_rss_qc.csv"
LIST = """nom,type,region,url
Radio des Battures,radio-tele,Côte-Nord,https://battures.exemple/rss
"Hebdo, le vrai",hebdo,Estrie,https://hebdo.exemple/feed/
Sans adresse,hebdo,Estrie,
Piège,hebdo,Estrie,javascript:alert(1)
Encore l’hebdo,hebdo,Estrie,https://HEBDO.exemple/feed/#haut
"""


def bring(cast: Cast, text: str = LIST, who: str = "rivages_moderator", **options: str):  # type: ignore[no-untyped-def]
    return media_import(actor=cast[who], board=cast.rivages.institution, data=text.encode(), **options)


def test_each_feed_is_there_once_and_faults_are_named_by_line(cast: Cast) -> None:
    report = bring(cast)
    assert (report.added, report.known, [line for line, _ in report.faults]) == (2, 1, [4, 5])
    assert set(BoardSource.objects.values_list("label", flat=True)) == {"Radio des Battures", "Hebdo, le vrai"}
    again = bring(cast)
    assert (again.added, again.known) == (0, 3)


def test_a_region_alone_however_it_is_typed(cast: Cast) -> None:
    assert bring(cast, region="cote-nord").added == 1
    assert Source.objects.get().label == "Radio des Battures"


def test_a_byte_order_mark_and_capitals_are_taken(cast: Cast) -> None:
    assert bring(cast, "\ufeffNom,Type,Région,URL\nA,b,c,https://a.exemple/\n").added == 1


@pytest.mark.parametrize(
    "text",
    ["", "nom,url\nA,https://a.exemple/\n", "\0\0", "nom,type,region,url\n" + "A,b,c,https://a.exemple/\n" * 401],
    ids=["empty", "columns", "noise", "long"],
)
def test_what_is_no_such_list_is_refused_whole(cast: Cast, text: str) -> None:
    with pytest.raises(Invalid):
        bring(cast, text)
    assert BoardSource.objects.count() == 0


def test_a_file_in_another_encoding_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        media_import(actor=cast["superuser"], board=cast.rivages.institution, data=LIST.encode("utf-16"))


@pytest.mark.parametrize("who", ["rivages_reader", "saules_moderator", "estuaire_administrator"])
def test_only_those_who_moderate_the_board(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        bring(cast, who=who)


def test_the_command(cast: Cast, tmp_path: Path) -> None:
    file, said = tmp_path / "medias.csv", io.StringIO()
    file.write_text(LIST)
    person = cast["rivages_moderator"].email
    call_command("import-media", str(file), "--as", person, "--board", "900000", stdout=said, stderr=said)
    assert "2 added, 1 there already, 2 left out." in said.getvalue()
    with pytest.raises(CommandError, match="several boards"):
        call_command("import-media", str(file), "--as", person)
    with pytest.raises(CommandError, match="no account"):
        call_command("import-media", str(file), "--as", "personne@exemple.test")


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared")
def test_the_open_data_itself(cast: Cast) -> None:
    report = media_import(actor=cast["superuser"], board=cast.rivages.institution, data=REAL.read_bytes())
    assert report.faults == []
    assert report.added > 15
