"""A post on its way to networks: what each answer of theirs leads to, and what people see and decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from preau.channels.models import Channel, Delivery, DeliveryState
from preau.channels.services import delivery_advance
from preau.connectors.base import OutcomeUnknown, Reconnect, Refused, TryLater
from preau.jobs.models import Job
from preau.kernel.backoff import BACKOFF
from preau.mail.models import MailState
from preau.records.models import Entry
from preau.subscriptions.models import Letter
from preau.subscriptions.services.letters import delivery_tally, letters_write
from tests.conftest import Cast
from tests.connectors.fake import FakeNetwork

from .stage import publish, reader, withdraw, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(settings: Any, cast: Cast) -> Iterator[type[FakeNetwork]]:
    settings.NETWORKS = {**settings.NETWORKS, "fake": "tests.connectors.fake.FakeNetwork"}
    Channel.objects.create(page=cast.saules, network="fake", address="https://fake.test/saules")
    FakeNetwork.forget()
    yield FakeNetwork
    FakeNetwork.forget()


def delivered(cast: Cast, *errors: Exception) -> Delivery:
    FakeNetwork.does.extend(errors)
    publish(cast.saules)
    work()
    return Delivery.objects.get()


def test_a_delivery_leaves_with_the_post_and_keeps_its_receipt(cast: Cast, network: type[FakeNetwork]) -> None:
    delivery = delivered(cast)
    assert (delivery.state, delivery.remote_id) == (DeliveryState.DELIVERED, f"fake-{delivery.pk}")
    assert network.kept[0].url == f"http://testserver/@page_900001/{delivery.post_id}"


def test_an_ended_account_is_not_delivered_to(cast: Cast, network: type[FakeNetwork]) -> None:
    Channel.objects.update(ended_at=timezone.now())
    publish(cast.saules)
    assert not Delivery.objects.exists()


def test_an_account_that_is_only_declared_is_not_delivered_to(cast: Cast) -> None:
    Channel.objects.create(page=cast.saules, network="facebook", address="https://facebook.com/a")
    publish(cast.saules)
    assert not Delivery.objects.exists()


def test_english_pages_speak_english_elsewhere(cast: Cast, network: type[FakeNetwork]) -> None:
    cast.saules.institution.language_policy = "en"
    cast.saules.institution.save()
    publish(cast.saules, body_en="Hello.")
    work()
    assert (network.kept[0].language, network.kept[0].text) == ("en", "Hello.")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Refused("Texte trop long."), DeliveryState.FAILED),
        (Reconnect("session"), DeliveryState.FAILED),
        (OutcomeUnknown("coupure"), DeliveryState.UNKNOWN),
        (TryLater("Une minute."), DeliveryState.RETRYING),
        (RuntimeError("bug"), DeliveryState.UNKNOWN),
    ],
)
def test_each_answer_has_its_state(
    cast: Cast, network: type[FakeNetwork], error: Exception, state: DeliveryState
) -> None:
    delivery = delivered(cast, error)
    assert delivery.state == state
    assert delivery.last_error


def test_a_delivery_put_off_goes_out_later(cast: Cast, network: type[FakeNetwork]) -> None:
    delivery = delivered(cast, TryLater("Une minute.", at=timezone.now()))
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 2)


def test_it_is_not_tried_before_its_time(cast: Cast, network: type[FakeNetwork]) -> None:
    delivery = delivered(cast, TryLater("Une minute."))
    delivery_advance(delivery_id=delivery.pk)
    assert network.kept == []


def test_trying_ends_with_the_reason(cast: Cast, network: type[FakeNetwork]) -> None:
    delivery = delivered(cast, *(TryLater("Plus tard.", at=timezone.now()) for _ in range(len(BACKOFF) + 1)))
    assert (delivery.state, delivery.last_error) == (DeliveryState.FAILED, "Plus tard.")


def test_a_worker_that_died_in_mid_delivery_leaves_it_uncertain(cast: Cast, network: type[FakeNetwork]) -> None:
    publish(cast.saules)
    Delivery.objects.update(state=DeliveryState.SENDING)
    work()
    assert Delivery.objects.get().state == DeliveryState.UNKNOWN
    assert network.kept == []


def test_a_withdrawn_post_does_not_leave(cast: Cast, network: type[FakeNetwork]) -> None:
    post = publish(cast.saules)
    withdraw(post)
    work()
    assert network.kept == []
    assert Delivery.objects.get().state == DeliveryState.CANCELLED


def test_a_network_that_is_no_longer_set_up_fails_in_words(
    cast: Cast, network: type[FakeNetwork], settings: Any, client: Client
) -> None:
    publish(cast.saules)
    settings.NETWORKS = {"mail": settings.NETWORKS["mail"]}
    work()
    assert Delivery.objects.get().state == DeliveryState.FAILED
    assert "n’est pas réglé" in screen(client, cast)
    assert decide(client, cast, "retry") == 200


def test_a_hosted_delivery_that_was_cut_short_goes_on(cast: Cast, mailoutbox: list[Any]) -> None:
    reader(cast.saules)
    publish(cast.saules)
    Delivery.objects.update(state=DeliveryState.SENDING)
    work()
    assert len(mailoutbox) == 1


def test_the_desk_sees_how_far_the_mail_is(cast: Cast, client: Client) -> None:
    reader(cast.saules)
    publish(cast.saules)
    letters_write(delivery_id=Delivery.objects.get().pk)
    assert "1 en attente" in screen(client, cast)


def test_a_delivery_that_is_gone_is_no_error(cast: Cast) -> None:
    delivery_advance(delivery_id=12345)
    assert not Delivery.objects.exists()
    assert FakeNetwork.kept == []


def screen(client: Client, cast: Cast, person: str = "saules_communications", **headers: str) -> str:
    client.force_login(cast[person])
    return client.get(f"/bureau/envois/{Delivery.objects.first().post_id}/", headers=headers).content.decode()


def decide(client: Client, cast: Cast, decision: str, person: str = "saules_communications") -> int:
    client.force_login(cast[person])
    address = f"/bureau/envois/decision/{Delivery.objects.get().pk}/"
    return client.post(address, {"decision": decision}, follow=True).status_code


def test_the_screen_says_where_the_post_went_in_words(cast: Cast, network: type[FakeNetwork], client: Client) -> None:
    delivered(cast, Reconnect("HTTP 401"))
    shown = screen(client, cast)
    assert "Reconnectez le compte" in shown
    assert "Réessayer maintenant" in shown
    assert "<html" not in screen(client, cast, **{"HX-Request": "true"})


def test_a_reader_sees_and_can_not_decide(cast: Cast, network: type[FakeNetwork], client: Client) -> None:
    delivered(cast, Refused("non"))
    assert "Réessayer maintenant" not in screen(client, cast, "saules_reader")
    assert decide(client, cast, "retry", "saules_reader") == 403


def test_another_board_sees_nothing(cast: Cast, network: type[FakeNetwork], client: Client) -> None:
    delivered(cast, Refused("non"))
    client.force_login(cast["estuaire_administrator"])
    assert client.get(f"/bureau/envois/{Delivery.objects.get().post_id}/").status_code == 404
    assert decide(client, cast, "retry", "estuaire_administrator") == 404


def test_a_failed_delivery_is_sent_again_by_hand(cast: Cast, network: type[FakeNetwork], client: Client) -> None:
    delivered(cast, Refused("non"))
    assert decide(client, cast, "retry") == 200
    work()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    assert Entry.objects.filter(verb="delivery.retried").exists()


@pytest.mark.parametrize("decision", ["received", "resend"])
def test_an_uncertain_delivery_is_decided_by_a_person(
    cast: Cast, network: type[FakeNetwork], client: Client, decision: str
) -> None:
    delivered(cast, OutcomeUnknown("coupure"))
    assert "L’a-t-on reçu" in screen(client, cast)
    decide(client, cast, decision)
    work()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    assert len(network.kept) == (decision == "resend")


@pytest.mark.parametrize("decision", ["retry", "received", "resend", "boum"])
def test_nothing_is_decided_of_what_arrived(
    cast: Cast, network: type[FakeNetwork], client: Client, decision: str
) -> None:
    delivered(cast)
    decide(client, cast, decision)
    work()
    assert len(network.kept) == 1


def test_nothing_of_a_withdrawn_post_is_sent_again(cast: Cast, network: type[FakeNetwork], client: Client) -> None:
    withdraw(delivered(cast, Refused("non")).post)
    decide(client, cast, "retry")
    work()
    assert network.kept == []


def mailed(cast: Cast, state: MailState) -> Delivery:
    reader(cast.saules)
    reader(cast.saules)
    publish(cast.saules)
    delivery = Delivery.objects.get()
    letters_write(delivery_id=delivery.pk)
    Letter.objects.update(state=MailState.DELIVERED)
    Letter.objects.filter(pk=Letter.objects.first().pk).update(state=state)
    delivery_tally(delivery_id=delivery.pk)
    Job.objects.all().delete()
    return delivery


@pytest.mark.parametrize(("decision", "sent"), [("received", 0), ("resend", 1)])
def test_uncertain_letters_are_decided_together(
    cast: Cast, client: Client, mailoutbox: list[Any], decision: str, sent: int
) -> None:
    mailed(cast, MailState.UNKNOWN)
    assert "1 courriel remis" in screen(client, cast)
    assert "1 incertain" in screen(client, cast)
    decide(client, cast, decision)
    work()
    assert len(mailoutbox) == sent
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_refused_letters_are_tried_again_by_hand(cast: Cast, client: Client, mailoutbox: list[Any]) -> None:
    mailed(cast, MailState.FAILED)
    assert "Réessayer maintenant" in screen(client, cast)
    decide(client, cast, "retry")
    work()
    assert len(mailoutbox) == 1


def test_the_screen_asks_few_questions_whatever_the_pages(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    reader(cast.rivages, cast.saules, cast.erables)
    publish(cast.rivages, cast.saules, cast.erables)
    work()
    client.force_login(cast["rivages_communications"])
    with django_assert_max_num_queries(26):
        client.get(f"/bureau/envois/{Delivery.objects.first().post_id}/")


def test_a_post_that_went_nowhere_says_so(cast: Cast, client: Client) -> None:
    post = publish(cast.saules)
    client.force_login(cast["saules_reader"])
    assert "nulle part ailleurs" in client.get(f"/bureau/envois/{post.pk}/").content.decode()
