"""Importing the network: from the files to institutions and pages, all or nothing."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from preau.institutions.ministry import FileRefused
from preau.institutions.models import Domain, Institution, Page, PageHandle
from preau.institutions.services import ImportReport, network_import
from preau.institutions.signals import network_changed
from preau.kernel.errors import Invalid
from preau.records.models import Entry

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
REAL = Path(__file__).parents[3] / "shared" / "data"
SCHOOLS = (DATA / "ecoles.csv").read_text()
BOARDS = (DATA / "organismes.csv").read_bytes()


def imported(schools: str = SCHOOLS, **changes: Any) -> ImportReport:
    return network_import(**{"schools": schools.encode(), "boards": BOARDS, "source": "ecoles.csv", **changes})


def without(code: str) -> str:
    return "".join(line for line in SCHOOLS.splitlines(keepends=True) if f",{code}," not in line)


def institution(code: str) -> Institution:
    return Institution.objects.select_related("page", "parent").get(code=code)


def everything() -> list[Any]:
    tables = [Domain, Institution, Page, PageHandle, Entry]
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.fixture
def told() -> Iterator[list[Domain]]:
    heard: list[Domain] = []

    def listen(domain: Domain, **_: object) -> None:
        heard.append(domain)

    network_changed.connect(listen)
    yield heard
    network_changed.disconnect(listen)


def test_an_import_makes_boards_schools_and_their_pages(told: list[Domain]) -> None:
    report = imported()
    assert (report.rows, report.boards, report.schools, len(report.created)) == (6, 2, 5, 7)
    handles = dict(Institution.objects.values_list("code", "page__handle"))
    assert handles == {
        "980000": "css_modele",
        "980001": "saint_exemple_val_modele",
        "980002": "saint_exemple_anse_modele",
        "980003": "cfp_modele",
        "990000": "cs_model",
        "990001": "model",
        "990002": "cea_model",
    }
    assert told == [Domain.objects.get()]


def test_the_default_domain_is_that_of_the_installation() -> None:
    imported()
    assert Domain.objects.get().host == "testserver"
    assert Domain.objects.get().is_default


def test_a_school_has_its_official_facts() -> None:
    imported()
    school = institution("980001")
    assert (school.name, school.short_name, school.address) == (
        "École Saint-Exemple",
        "École St-Exemple",
        "1, rue du Modèle",
    )
    assert (school.postal_code, school.municipality_name, school.website) == (
        "G0A 1A0",
        "Val-Modèle",
        "https://www.ecole-modele.test",
    )
    assert (school.kind, school.levels, school.parent.code) == ("school", ["preschool", "primary"], "980000")
    assert school.path == f"/{school.parent_id}/{school.pk}/"


def test_imported_pages_are_listed_and_not_open() -> None:
    imported()
    assert not Page.objects.open().exists()


def test_english_boards_publish_in_both_languages_at_first() -> None:
    imported()
    policies = dict(Institution.objects.values_list("code", "language_policy"))
    assert (policies["980000"], policies["980001"]) == ("fr", "fr")
    assert (policies["990000"], policies["990001"]) == ("fr+en", "fr+en")


def test_a_hopeless_website_is_listed_and_left_empty() -> None:
    assert imported().hopeless == [("980002 École Saint-Exemple", "à venir")]
    assert (institution("980002").website, institution("980002").website_given) == ("", "à venir")


def test_an_import_is_one_entry_in_the_journal() -> None:
    imported()
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_type) == ("network.imported", "institutions.domain")
    assert (entry.snapshot["source"], entry.snapshot["created"], entry.snapshot["rows"]) == ("ecoles.csv", 7, 6)


def test_a_second_run_changes_nothing_and_says_so(told: list[Domain]) -> None:
    imported()
    before = everything()
    report = imported()
    assert (report.changed, report.unchanged, report.created, report.updated) == (False, 7, [], [])
    assert everything() == before
    assert len(told) == 1


def test_the_order_of_rows_changes_nothing() -> None:
    imported()
    lines = SCHOOLS.splitlines()
    assert not imported("\n".join([lines[0], *lines[:0:-1]])).changed


def test_a_newer_file_updates_the_facts() -> None:
    imported()
    report = imported(SCHOOLS.replace("École primaire Model", "École primaire du Nouveau-Model"))
    assert [i.code for i in report.updated] == ["990001"]
    school = institution("990001")
    assert (school.name, school.page.name) == ("École primaire du Nouveau-Model",) * 2
    assert "nouveau model" in school.search_text


def test_a_handle_stays_when_the_name_changes() -> None:
    imported()
    imported(SCHOOLS.replace("École primaire Model", "École primaire du Nouveau-Model"))
    assert institution("990001").page.handle == "model"


def test_what_people_wrote_on_a_page_is_kept() -> None:
    imported()
    Page.objects.filter(institution__code="990001").update(name="L’école de chez nous", summary_fr="Bienvenue")
    Institution.objects.filter(code="990001").update(language_policy="en")
    imported(SCHOOLS.replace("École primaire Model", "École primaire du Nouveau-Model"))
    school = institution("990001")
    assert (school.page.name, school.page.summary_fr, school.language_policy) == (
        "L’école de chez nous",
        "Bienvenue",
        "en",
    )


def test_a_school_gone_from_the_file_is_marked_and_kept() -> None:
    imported()
    report = imported(without("980003"))
    assert [i.code for i in report.missing] == ["980003"]
    assert institution("980003").missing_since is not None
    assert Page.objects.filter(institution__code="980003").exists()


def test_a_school_gone_already_is_not_listed_again() -> None:
    imported()
    imported(without("980003"))
    assert not imported(without("980003")).changed


def test_a_school_that_is_back_is_listed_as_such() -> None:
    imported()
    imported(without("980003"))
    report = imported()
    assert [i.code for i in report.returned] == ["980003"]
    assert institution("980003").missing_since is None


def test_a_school_made_by_hand_is_left_alone() -> None:
    imported()
    board = institution("980000")
    local = Institution.objects.create(
        domain=board.domain, parent=board, kind="adult", name="Centre d’ici", is_local=True
    )
    assert not imported().changed
    local.refresh_from_db()
    assert local.missing_since is None


def test_a_school_that_changes_board_moves_with_what_is_below_it() -> None:
    imported()
    school = institution("980003")
    below = Institution.objects.create(domain=school.domain, parent=school, kind="school", name="Annexe", is_local=True)
    report = imported(SCHOOLS.replace("Formation professionnelle,980000", "Formation professionnelle,990000"))
    assert [i.code for i in report.moved] == ["980003"]
    other = institution("990000")
    below.refresh_from_db()
    assert institution("980003").path == f"/{other.pk}/{school.pk}/"
    assert below.path == f"/{other.pk}/{school.pk}/{below.pk}/"


def test_one_board_alone_can_be_imported() -> None:
    report = imported(only_board="990000")
    assert sorted(i.code for i in report.created) == ["990000", "990001", "990002"]
    assert Entry.objects.get().institution_id == institution("990000").pk


def test_a_board_imported_alone_leaves_the_others_as_they_are() -> None:
    imported()
    gone = without("980003").replace("École primaire Model", "École primaire autre")
    report = imported(gone, only_board="990000")
    assert ([i.code for i in report.updated], report.missing) == (["990001"], [])


def test_a_board_imported_alone_has_the_handles_that_it_would_have_among_all() -> None:
    imported(only_board="980000")
    assert institution("980001").page.handle == "saint_exemple_val_modele"


def test_an_unknown_board_is_refused() -> None:
    with pytest.raises(Invalid, match="970000"):
        imported(only_board="970000")
    assert not Domain.objects.exists()


def test_a_school_s_code_is_not_a_board_s() -> None:
    with pytest.raises(Invalid, match="980001"):
        imported(only_board="980001")


def test_a_code_that_is_a_school_s_and_a_board_s_is_refused() -> None:
    with pytest.raises(Invalid, match="990000"):
        imported(SCHOOLS.replace(",980003,", ",990000,", 1))


def test_boards_that_are_known_need_not_be_given_again() -> None:
    imported()
    assert not imported(boards=None).changed


def test_boards_that_nobody_names_are_refused_with_the_option_to_give() -> None:
    with pytest.raises(FileRefused, match="--boards"):
        imported(boards=None)


def test_a_newer_file_needs_no_file_of_boards() -> None:
    lines = SCHOOLS.splitlines()
    named = [lines[0] + ",NOM_CS", *(line + ",CSS neuf" for line in lines[1:])]
    imported("\n".join(named), boards=None)
    assert institution("980000").name == "CSS neuf"


def test_a_refused_file_leaves_everything_as_it_was() -> None:
    imported()
    before = everything()
    with pytest.raises(FileRefused):
        imported(SCHOOLS.replace("Model School", "Autre nom")[:-20])
    assert everything() == before


def test_an_import_that_is_cut_short_leaves_nothing() -> None:
    def cut(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(progress=cut)
    assert everything() == [[], [], [], [], []]


def test_a_handle_that_somebody_has_or_had_is_not_given() -> None:
    domain = Domain.objects.create(host="testserver", name="Ici", is_default=True)
    owner = Institution.objects.create(domain=domain, kind="board", name="Autre", is_local=True)
    page = Page.objects.create(domain=domain, institution=owner, handle="autre", name="Autre")
    PageHandle.objects.create(domain=domain, handle="cfp_modele", page=page)
    imported()
    assert institution("980003").page.handle == "cfp_modele_anse_modele"


def test_an_import_takes_few_queries(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(45):
        imported()
    with django_assert_max_num_queries(12):
        imported()


def command(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("import-network", *arguments, stdout=out, **options)
    return out.getvalue()


FILES = (str(DATA / "ecoles.csv"), "--boards", str(DATA / "organismes.csv"))


def test_the_command_says_what_it_did() -> None:
    said = command(*FILES)
    assert "6 rows read" in said
    assert "7 created" in said
    assert "à venir" in said


def test_one_board_is_counted_in_the_singular() -> None:
    assert "1 board, " in command(*FILES, "--board", "980000")


def test_a_device_without_an_end_is_not_read_to_its_end() -> None:
    with pytest.raises(CommandError, match="too large"):
        command("/dev/zero")


def test_a_pipe_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    writer = threading.Thread(target=(tmp_path / "tube").write_text, args=(SCHOOLS,))
    writer.start()
    assert "6 rows read" in command(str(tmp_path / "tube"), *FILES[1:])
    writer.join()


def test_the_command_says_that_nothing_is_new() -> None:
    command(*FILES)
    assert "Nothing new" in command(*FILES)


def test_the_command_lists_what_is_gone(tmp_path: Path) -> None:
    command(*FILES)
    (tmp_path / "neuf.csv").write_text(without("980003"))
    assert "980003 Centre de formation professionnelle Modèle" in command(str(tmp_path / "neuf.csv"))


def test_the_command_refuses_a_bad_file_in_words(tmp_path: Path) -> None:
    (tmp_path / "coupe.csv").write_text(SCHOOLS[:-30])
    with pytest.raises(CommandError, match=r"Line 7[^$]*Nothing was imported"):
        command(str(tmp_path / "coupe.csv"), *FILES[1:])
    assert not Institution.objects.exists()


@pytest.mark.parametrize("where", ["nulle-part.csv", str(DATA)])
def test_the_command_refuses_what_it_cannot_read(where: str) -> None:
    with pytest.raises(CommandError, match="can’t be read"):
        command(where)


def test_the_command_refuses_a_file_that_is_too_big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "gros.csv").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(CommandError, match="too large"):
        command(str(tmp_path / "gros.csv"))


@pytest.fixture
def served() -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(DATA))

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_files_can_be_fetched(served: str, settings: Any) -> None:
    settings.ALLOW_LOOPBACK = True
    assert "7 created" in command(f"{served}/ecoles.csv?cle=secrete", "--boards", f"{served}/organismes.csv")
    assert "secrete" not in str(Entry.objects.get().snapshot)


def test_an_address_that_answers_by_an_error_is_refused(served: str, settings: Any) -> None:
    settings.ALLOW_LOOPBACK = True
    with pytest.raises(CommandError, match="404"):
        command(f"{served}/absent.csv")


def test_an_address_inside_is_refused(served: str) -> None:
    with pytest.raises(CommandError, match="can’t be downloaded"):
        command(f"{served}/ecoles.csv")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_the_progress() -> None:
    screen = Terminal()
    command(*FILES, stderr=screen)
    assert "100% 7/7" in screen.getvalue()


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason="needs ../shared/data: the real file is NOT tried")
class TestTheRealFile:
    def files(self) -> dict[str, bytes]:
        return {
            "schools": (REAL / "ecoles_publiques_qc_2022.csv").read_bytes(),
            "boards": (REAL / "organismes_scolaires_qc_2022.csv").read_bytes(),
        }

    def test_it_has_72_boards_and_2745_schools(self) -> None:
        report = network_import(**self.files())
        assert (report.rows, report.boards, report.schools, len(report.created)) == (5358, 72, 2745, 2817)
        assert len(report.hopeless) == 12

    def test_the_twenty_namesakes_are_told_apart(self) -> None:
        network_import(**self.files())
        namesakes = Page.objects.filter(institution__name="École Saint-Joseph").values_list("handle", flat=True)
        assert len(set(namesakes)) == 20
        assert all(handle.startswith("saint_joseph_") for handle in namesakes)

    def test_a_second_run_changes_nothing(self, django_assert_max_num_queries: Any) -> None:
        network_import(**self.files())
        with django_assert_max_num_queries(12):
            assert not network_import(**self.files()).changed

    def test_one_board_is_imported_alone(
        self,
    ) -> None:
        report = network_import(**self.files(), only_board="751000")
        assert (report.boards, report.schools) == (1, Institution.objects.exclude(parent=None).count())
