"""Asking, confirming, managing and ending, as a parent does it: without an account, without script."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from preau.channels.models import Channel
from preau.institutions.models import PageHandle
from preau.records.models import Entry
from preau.subscriptions import services, tasks
from preau.subscriptions.limits import ASKS_AN_HOUR
from preau.subscriptions.models import Frequency, Letter, LetterKind, Subscriber, Subscription
from tests.channels.stage import publish, reader, work
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
EMAIL = "parent@exemple.test"


def ask(client: Client, cast: Cast, prefix: str = "", **changes: object) -> object:
    given = {"email": EMAIL, "pages": [cast.saules.pk, cast.rivages.pk], "frequency": "each", "consent": "on"}
    return client.post(f"{prefix}/suivre/page_900001", {**given, **changes})


def link_in_last_mail(word: str) -> str:
    found = re.search(rf"http://testserver(/\S*{word}\S*)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def test_the_form_offers_the_school_and_its_board(client: Client, cast: Cast) -> None:
    body = client.get("/suivre/page_900001").content.decode()
    assert "École des Trois-Saules" in body
    assert "Centre de services scolaire des Rivages" in body
    assert "École des Érables" not in body


def test_an_official_page_offers_the_board_of_the_mandate(client: Client, cast: Cast) -> None:
    assert "Centre de services scolaire des Rivages" in client.get("/suivre/camille_exemple").content.decode()


def test_a_page_that_is_not_open_can_not_be_followed(client: Client, cast: Cast) -> None:
    cast.saules.opened_at = None
    cast.saules.save()
    assert client.get("/suivre/page_900001").status_code == 404


def test_an_old_handle_leads_to_the_page(client: Client, cast: Cast) -> None:
    PageHandle.objects.create(domain=cast.domain, handle="ancien", page=cast.saules)
    assert client.get("/suivre/ancien")["Location"] == "/suivre/page_900001"


def test_nothing_is_followed_before_the_mail_is_confirmed(client: Client, cast: Cast) -> None:
    assert ask(client, cast)["Location"] == "/abonnements/verifiez"
    work()
    publish(cast.saules)
    work()
    assert len(mail.outbox) == 1
    assert not Channel.objects.exists()


def test_opening_the_link_confirms_nothing_and_the_button_does(client: Client, cast: Cast) -> None:
    ask(client, cast)
    work()
    link = link_in_last_mail("confirmer")
    assert "Confirmer mon abonnement" in client.get(link).content.decode()
    assert not Subscription.objects.filter(confirmed_at__isnull=False).exists()
    assert "C’est confirmé" in client.post(link).content.decode()
    assert Subscription.objects.filter(confirmed_at__isnull=False).count() == 2
    assert set(Channel.objects.values_list("network", flat=True)) == {"mail"}


def test_a_confirmation_link_dies_after_three_days(client: Client, cast: Cast) -> None:
    ask(client, cast)
    work()
    link = link_in_last_mail("confirmer")
    with time_machine.travel(timezone.now() + dt.timedelta(days=3, hours=1)):
        assert client.post(link).status_code == 404
    assert not Subscription.objects.filter(confirmed_at__isnull=False).exists()


def test_a_forged_confirmation_link_confirms_nothing(client: Client, cast: Cast) -> None:
    ask(client, cast)
    assert client.post("/abonnements/confirmer/WzEsWzFdXQ:1:forged").status_code == 404


def test_the_answer_is_the_same_whether_the_address_follows_already_or_not(client: Client, cast: Cast) -> None:
    new = ask(client, cast, email="nouvelle@exemple.test")
    reader(cast.saules, cast.rivages, email=EMAIL)
    known = ask(client, cast)
    assert (new.status_code, new["Location"], new.content) == (known.status_code, known["Location"], known.content)
    work()
    assert [m.subject for m in mail.outbox] == ["Confirmez votre abonnement", "Vos abonnements"]


def test_a_stranger_can_not_change_what_somebody_follows(client: Client, cast: Cast) -> None:
    reader(cast.saules, email=EMAIL)
    ask(client, cast, frequency="weekly", pages=[cast.saules.pk])
    assert Subscription.objects.get().frequency == Frequency.EACH


def test_asking_again_before_confirming_keeps_the_last_wish(client: Client, cast: Cast) -> None:
    ask(client, cast, frequency="weekly", pages=[cast.saules.pk])
    ask(client, cast, frequency="daily", pages=[cast.saules.pk])
    assert Subscription.objects.get().frequency == Frequency.DAILY


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "pas une adresse"},
        {"email": '"a b"@exemple.test'},
        {"email": "a@exemple.test\r\nBcc: x@y.test"},
        {"email": f"a@{'x' * 64}.test"},
        {"pages": []},
        {"frequency": "hourly"},
        {"consent": ""},
    ],
)
def test_what_is_missing_or_wrong_is_said_on_the_form(client: Client, cast: Cast, changes: dict[str, object]) -> None:
    response = ask(client, cast, **changes)
    assert response.status_code == 422
    assert 'class="errors"' in response.content.decode()
    assert not Subscriber.objects.exists()


def test_a_page_that_was_not_offered_can_not_be_slipped_in(client: Client, cast: Cast) -> None:
    assert ask(client, cast, pages=[cast.phare.pk]).status_code == 422


def test_a_machine_that_fills_the_bait_is_thanked_and_ignored(client: Client, cast: Cast) -> None:
    assert ask(client, cast, website="https://spam.test")["Location"] == "/abonnements/verifiez"
    assert not Subscriber.objects.exists()


def test_one_place_can_not_ask_for_ever(client: Client, cast: Cast) -> None:
    for number in range(ASKS_AN_HOUR):
        ask(client, cast, email=f"p{number}@exemple.test")
    assert ask(client, cast, email="une.de.trop@exemple.test").status_code == 429
    assert client.post("/abonnements/", {"email": EMAIL}).status_code == 429
    assert not Subscriber.objects.filter(email="une.de.trop@exemple.test").exists()


def test_one_address_is_not_flooded(client: Client, cast: Cast) -> None:
    for _ in range(6):
        ask(client, cast)
    assert Letter.objects.count() == 3


@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
    ],
)
def test_the_form_refuses_a_post_from_elsewhere(cast: Cast, said: dict[str, str]) -> None:
    assert ask(Client(enforce_csrf_checks=True, **said), cast).status_code == 403
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("said", [{"HTTP_SEC_FETCH_SITE": "same-origin"}, {"HTTP_ORIGIN": "http://testserver"}, {}])
def test_the_forms_work_without_any_cookie(cast: Cast, said: dict[str, str]) -> None:
    """« Ni témoin », says the site: nor where one subscribes, confirms and manages."""
    browser = Client(enforce_csrf_checks=True, **said)
    for place in ("/suivre/page_900001", "/abonnements/"):
        browser.get(place)
    ask(browser, cast)
    work()
    confirmation = link_in_last_mail("confirmer")
    browser.get(confirmation)
    assert browser.post(confirmation).status_code == 200
    manage = f"/abonnements/{Subscriber.objects.get().key}"
    browser.get(manage)
    assert browser.post(manage, {"action": "end_all"}).status_code == 302
    assert not Subscriber.objects.get().subscriptions.exists()
    assert not browser.cookies


def test_the_form_is_kept_by_no_cache(client: Client, cast: Cast) -> None:
    response = client.get("/suivre/page_900001")
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_language_of_the_path_is_that_of_the_mails(client: Client, cast: Cast) -> None:
    ask(client, cast, prefix="/en")
    work()
    assert Subscriber.objects.get().language == "en"
    assert "/en/abonnements/confirmer/" in str(mail.outbox[0].body)


def test_the_manage_link_is_sent_to_the_address_alone(client: Client, cast: Cast) -> None:
    person = reader(cast.saules, email=EMAIL)
    response = client.post("/abonnements/", {"email": EMAIL.upper()})
    assert person.key not in response.content.decode() + response["Location"]
    work()
    assert client.get(link_in_last_mail(person.key)).status_code == 200


def test_no_mail_goes_to_an_address_that_follows_nothing(client: Client, cast: Cast) -> None:
    client.post("/abonnements/", {"email": "personne@exemple.test"})
    assert client.post("/abonnements/", {"email": "x", "website": ""}).status_code == 422
    work()
    assert mail.outbox == []


def test_frequency_and_language_are_changed_on_the_managing_page(client: Client, cast: Cast) -> None:
    person = reader(cast.saules, cast.rivages)
    first = person.subscriptions.get(page=cast.saules)
    client.post(f"/abonnements/{person.key}", {"action": "save", f"frequency-{first.pk}": "weekly", "language": "en"})
    first.refresh_from_db()
    person.refresh_from_db()
    assert (first.frequency, person.language) == (Frequency.WEEKLY, "en")


@pytest.mark.parametrize("fields", [{"action": "save", "language": "de"}, {"action": "boum"}, {}])
def test_what_the_managing_page_does_not_offer_is_refused(client: Client, cast: Cast, fields: dict[str, str]) -> None:
    person = reader(cast.saules)
    assert client.post(f"/abonnements/{person.key}", fields).status_code == 404


def test_a_frequency_that_there_is_not_is_refused(client: Client, cast: Cast) -> None:
    person = reader(cast.saules)
    name = f"frequency-{person.subscriptions.get().pk}"
    assert client.post(f"/abonnements/{person.key}", {"action": "save", name: "hourly"}).status_code == 404


def test_one_page_is_stopped_and_the_other_stays(client: Client, cast: Cast) -> None:
    person = reader(cast.saules, cast.rivages)
    chosen = person.subscriptions.get(page=cast.saules)
    client.post(f"/abonnements/{person.key}", {"action": "end", "subscription": chosen.pk})
    assert [s.page for s in person.subscriptions.all()] == [cast.rivages]


def test_somebody_elses_subscription_can_not_be_stopped(client: Client, cast: Cast) -> None:
    person, other = reader(cast.saules), reader(cast.saules)
    client.post(f"/abonnements/{person.key}", {"action": "end", "subscription": other.subscriptions.get().pk})
    assert other.subscriptions.exists()


def test_everything_is_stopped_at_once(client: Client, cast: Cast) -> None:
    person = reader(cast.saules, cast.rivages)
    response = client.post(f"/abonnements/{person.key}", {"action": "end_all"}, follow=True)
    assert "C’est arrêté." in response.content.decode()
    assert not Subscription.objects.exists()


def test_erasing_leaves_no_address_anywhere(client: Client, cast: Cast) -> None:
    person = reader(cast.saules, email=EMAIL)
    publish(cast.saules)
    work()
    client.post(f"/abonnements/{person.key}", {"action": "erase"})
    assert not Subscriber.objects.exists()
    assert not Letter.objects.exists()
    kept = str(list(Entry.objects.values()))
    assert "subscriber.erased" in kept
    assert EMAIL not in kept
    assert person.key not in kept
    assert client.get(f"/abonnements/{person.key}").status_code == 404


def test_one_request_of_the_mail_program_ends_what_brought_the_letter(cast: Cast) -> None:
    person = reader(cast.saules, cast.phare)
    publish(cast.saules)
    work()
    link = re.fullmatch("<http://testserver(.+)>", mail.outbox[0].extra_headers["List-Unsubscribe"]).group(1)
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert program.get(link).status_code == 200
    assert person.subscriptions.count() == 2
    assert program.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [s.page for s in person.subscriptions.all()] == [cast.phare]
    assert "déjà arrêté" in program.post(link).content.decode()


def test_a_forged_unsubscription_ends_nothing(client: Client, cast: Cast) -> None:
    reader(cast.saules)
    publish(cast.saules)
    work()
    assert client.post(f"/abonnements/desabonner/{Letter.objects.get().pk}.forged").status_code == 404
    assert Subscription.objects.exists()


def test_a_letter_whose_reader_was_erased_answers_kindly(client: Client, cast: Cast) -> None:
    person = reader(cast.saules)
    publish(cast.saules)
    work()
    link = link_in_last_mail("desabonner")
    services.subscriber_erase(subscriber=person)
    assert client.post(link).status_code == 200


def test_what_nobody_confirms_is_erased_after_a_week(client: Client, cast: Cast) -> None:
    ask(client, cast)
    kept = reader(cast.saules)
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        tasks.erase_unconfirmed()
    assert list(Subscriber.objects.all()) == [kept]


def test_a_confirmation_overtaken_by_events_gives_the_managing_link_or_nothing(cast: Cast) -> None:
    person = reader(cast.saules)
    Letter.objects.create(subscriber=person, kind=LetterKind.CONFIRMATION)
    tasks.send_notice(letter_id=Letter.objects.get().pk)
    assert mail.outbox[0].subject == "Vos abonnements"
    person.subscriptions.all().delete()
    other = Letter.objects.create(subscriber=person, kind=LetterKind.MANAGE)
    tasks.send_notice(letter_id=other.pk)
    assert len(mail.outbox) == 1


def test_who_bounced_and_confirms_again_is_written_to_again(cast: Cast) -> None:
    person = reader(cast.saules)
    person.bounced_at = timezone.now()
    person.save()
    services.subscriptions_confirm(subscriber=person, subscription_ids=[person.subscriptions.get().pk])
    person.refresh_from_db()
    assert person.bounced_at is None
