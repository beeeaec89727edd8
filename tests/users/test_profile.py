from __future__ import annotations

from django.core.checks import run_checks

from preau.records.models import Entry
from preau.users.models import User


def test_a_person_changes_name_and_language_and_lands_in_it(client, cast) -> None:
    user = cast["saules_editor"]
    client.force_login(user)
    answer = client.post("/compte/", {"name": "Dominique Essai", "language": "en"})
    assert answer["Location"] == "/en/compte/"
    changed = User.objects.get(pk=user.pk)
    assert (changed.name, changed.language) == ("Dominique Essai", "en")
    assert Entry.objects.get().verb == "user.changed"


def test_saving_without_a_change_leaves_no_entry(client, cast) -> None:
    user = cast["saules_editor"]
    client.force_login(user)
    client.post("/compte/", {"name": user.name, "language": "fr"})
    assert Entry.objects.count() == 0


def test_a_strange_language_is_refused(client, cast) -> None:
    client.force_login(cast["saules_editor"])
    assert client.post("/compte/", {"name": "X", "language": "xx"}).status_code == 200
    assert User.objects.get(pk=cast["saules_editor"].pk).language == "fr"


def test_a_tenant_open_to_all_is_refused(settings) -> None:
    settings.ENTRA_TENANT = "common"
    assert "users.E001" in [fault.id for fault in run_checks()]
    settings.ENTRA_TENANT = "8f1d2c3e-0000-4000-8000-000000000000"
    assert "users.E001" not in [fault.id for fault in run_checks()]
