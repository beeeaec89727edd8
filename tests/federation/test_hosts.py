"""Other servers: what we decide about them, one by one or by a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from preau.federation.models import Follower, Host, Parcel, Policy
from preau.federation.selectors import may_govern, policies_of, policy_of
from preau.federation.services import activity_send, actor_for, domain_blocks_import, follower_add, host_decide
from preau.federation.services.hosts import host_name
from preau.institutions.models import Institution
from preau.kernel.errors import Invalid
from preau.records.models import Entry
from tests.conftest import Cast

from .inbox.stage import remote

MASTODON = """#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
insultes.test,suspend,TRUE,TRUE,"Haine, harcèlement",FALSE
bruit.test,silence,FALSE,FALSE,Publicité,FALSE
calme.test,noop,FALSE,FALSE,,FALSE
ins***es.test,suspend,FALSE,FALSE,,TRUE
testserver,suspend,FALSE,FALSE,,FALSE
insultes.test,silence,FALSE,FALSE,,FALSE
"""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mastodon.Test", "mastodon.test"),
        (" https://mastodon.test/@camille ", "mastodon.test"),
        ("@camille@mastodon.test", "mastodon.test"),
        ("mastodon.test:8443", "mastodon.test:8443"),
        ("école.test", "xn--cole-9oa.test"),
        ("192.0.2.7", "192.0.2.7"),
    ],
)
def test_a_server_is_named_as_people_type_it(db: None, typed: str, name: str) -> None:
    assert host_name(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "test", "a b.test", "*.test", "ins***es.test", "a..b", "x" * 300 + ".t", "é\ud800.t"]
)
def test_what_is_no_name_is_refused(db: None, typed: str) -> None:
    with pytest.raises(Invalid):
        host_name(typed)


def test_a_server_that_spoke_to_us_is_decided_upon_whatever_its_name(cast: Cast) -> None:
    Host.objects.create(name="intranet:8443")
    host_decide(name=host_name("intranet:8443"), policy=Policy.BLOCKED, reason="", user=cast["superuser"])
    assert policy_of("intranet:8443") == Policy.BLOCKED


def test_our_own_server_is_not_blocked(cast: Cast) -> None:
    cast.domain.host = "ecoles.test"
    cast.domain.save()
    with pytest.raises(Invalid):
        host_decide(name="ecoles.test", policy=Policy.BLOCKED, reason="", user=cast["superuser"])


def test_blocking_covers_what_is_below_and_nothing_beside(cast: Cast) -> None:
    host_decide(name="insultes.test", policy=Policy.BLOCKED, reason="", user=cast["superuser"])
    host_decide(name="m.bruit.test", policy=Policy.LIMITED, reason="", user=cast["superuser"])
    names = [
        "insultes.test",
        "a.b.insultes.test",
        "insultes.test:8443",
        "pasinsultes.test",
        "bruit.test",
        "m.bruit.test",
    ]
    found = policies_of(names)
    assert [found[name] for name in names] == ["blocked", "blocked", "blocked", "open", "open", "limited"]


def test_the_stricter_of_two_policies_holds(cast: Cast) -> None:
    host_decide(name="insultes.test", policy=Policy.LIMITED, reason="", user=cast["superuser"])
    host_decide(name="a.insultes.test", policy=Policy.BLOCKED, reason="", user=cast["superuser"])
    assert policy_of("a.insultes.test") == Policy.BLOCKED
    assert policy_of("b.insultes.test") == Policy.LIMITED


def test_blocking_ends_what_ties_us_to_a_server(cast: Cast) -> None:
    actor = actor_for(cast.saules)
    gone, stays = remote("a", "x.insultes.test"), remote("b", "ailleurs.test")
    for person in (gone, stays):
        follower_add(actor=actor, remote=person, follow_uri=f"{person.uri}#follow")
    activity_send(actor=actor, kind="Create", object_uri="x", document={}, inboxes=[gone.inbox, stays.inbox])
    host_decide(name="insultes.test", policy=Policy.BLOCKED, reason="Haine", user=cast["superuser"])
    assert [follower.remote for follower in Follower.objects.all()] == [stays]
    states = dict(Parcel.objects.filter(activity__kind="Create").values_list("host__name", "state"))
    assert states == {"x.insultes.test": "cancelled", "ailleurs.test": "pending"}
    entry = Entry.objects.get(verb="host.blocked")
    assert entry.snapshot == {
        "host": "insultes.test",
        "policy": "blocked",
        "reason": "Haine",
        "followers_ended": 1,
    }


def test_opening_again_forgets_the_reason(cast: Cast) -> None:
    for policy in (Policy.BLOCKED, Policy.OPEN):
        host_decide(name="insultes.test", policy=policy, reason="Haine", user=cast["superuser"])
    assert Host.objects.get(name="insultes.test").policy_reason == ""
    assert Entry.objects.filter(verb="host.opened").exists()


def test_mastodon_s_list_is_read(cast: Cast) -> None:
    report = domain_blocks_import(data=MASTODON.encode(), user=cast["superuser"])
    assert (report.blocked, report.limited, report.unchanged) == (["insultes.test"], ["bruit.test"], ["calme.test"])
    assert [number for number, _ in report.skipped] == [5, 6]
    assert Host.objects.get(name="insultes.test").policy_reason == "Haine, harcèlement"
    assert Entry.objects.get(verb="host.imported").snapshot["limited"] == ["bruit.test"]


def test_importing_again_changes_nothing_and_says_so(cast: Cast) -> None:
    domain_blocks_import(data=MASTODON.encode())
    report = domain_blocks_import(data=MASTODON.encode())
    assert report.changed == 0
    assert Entry.objects.filter(verb="host.imported").count() == 1


def test_a_list_never_makes_a_policy_milder(cast: Cast) -> None:
    host_decide(name="bruit.test", policy=Policy.BLOCKED, reason="Nous", user=cast["superuser"])
    domain_blocks_import(data=MASTODON.encode())
    host = Host.objects.get(name="bruit.test")
    assert (host.policy, host.policy_reason) == ("blocked", "Nous")


def test_a_plain_list_of_names_blocks_them(cast: Cast) -> None:
    assert domain_blocks_import(data=b"\xef\xbb\xbfa.test\r\n\r\nb.test\n").blocked == ["a.test", "b.test"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'"a.test\nb.test', b"x" * 5_000_001])
def test_what_is_no_list_is_refused(db: None, data: bytes) -> None:
    with pytest.raises(Invalid):
        domain_blocks_import(data=data)
    assert not Host.objects.exists()


def test_the_command_says_what_it_did(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "blocs.csv"
    file.write_text(MASTODON)
    call_command("import-domain-blocks", str(file))
    said = capsys.readouterr().out
    assert "1 blocked, 1 limited, 1 as they were." in said
    assert "line 5 skipped" in said


def test_the_command_says_what_it_can_not_read(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        call_command("import-domain-blocks", str(tmp_path / "nothing.csv"))


def test_who_administers_every_board_decides_for_all(cast: Cast) -> None:
    assert may_govern(cast["superuser"])
    assert not may_govern(cast["rivages_administrator"])  # there is another board
    assert not may_govern(cast["nobody"])
    Institution.objects.filter(pk=cast.estuaire.institution_id).update(parent=cast.rivages.institution_id)
    assert may_govern(cast["rivages_administrator"])
    assert not may_govern(cast["saules_administrator"])
    assert not may_govern(cast["rivages_communications"])
