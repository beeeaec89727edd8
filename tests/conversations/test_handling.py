"""Who takes care of a conversation, and until when: assigning, labels, putting off, joining, handing over."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from preau.channels.models import Channel
from preau.conversations import services
from preau.conversations.models import Conversation, Label, Message, Note
from preau.conversations.selectors import Asked, Reach, public_thread, sheet
from preau.conversations.selectors.later import moments_later
from preau.institutions.models import RoleKind
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.models import Entry
from tests.conftest import Cast, make_person
from tests.connectors.fake import FakeTalkingNetwork
from tests.website.saying import say as publish

from .saying import ALEX, NOOR, say
from .screens import INBOX, WHO, post, see

pytestmark = pytest.mark.django_db


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


@pytest.fixture
def talk(cast: Cast) -> Conversation:
    return say(cast.saules, "<p>À quelle heure ?</p>").conversation


@pytest.fixture
def label(cast: Cast) -> Label:
    return Label.objects.create(board=cast.rivages.institution, name="Transport")


def test_i_take_it_up_in_one_press(cast: Cast, client: Client, talk: Conversation) -> None:
    assert "M’en charger" in see(client, cast, f"{talk.pk}/")
    assert "Cette conversation est à vous." in post(client, cast, f"{talk.pk}/confier/", to="me")
    found = fresh(talk)
    assert (found.assignee, found.version) == (cast[WHO], talk.version + 1)
    assert "M’en charger" not in see(client, cast, f"{talk.pk}/")
    entry = Entry.objects.get(verb="conversation.assigned")
    assert (entry.actor_id, entry.snapshot["to"]) == (cast[WHO].pk, cast[WHO].pk)


def test_it_is_entrusted_to_a_colleague_to_a_team_and_to_nobody(cast: Cast, client: Client, talk: Conversation) -> None:
    shown = see(client, cast, f"{talk.pk}/").partition('id="assign-to"')[2].partition("</select>")[0]
    assert "rivages moderator" in shown
    assert "saules editor" not in shown  # who could not answer
    post(client, cast, f"{talk.pk}/confier/", to=f"u{cast['rivages_moderator'].pk}")
    assert fresh(talk).assignee == cast["rivages_moderator"]
    post(client, cast, f"{talk.pk}/confier/", to=f"i{cast.rivages.institution_id}")
    assert (fresh(talk).assignee, fresh(talk).team) == (None, cast.rivages.institution)
    post(client, cast, f"{talk.pk}/confier/", to="")
    assert (fresh(talk).assignee, fresh(talk).team) == (None, None)


@pytest.mark.parametrize("to", ["editor", "stranger", "other board", "u", "i999", "x"])
def test_it_is_not_entrusted_to_who_could_not_answer(cast: Cast, client: Client, talk: Conversation, to: str) -> None:
    known = {
        "editor": f"u{cast['saules_editor'].pk}",
        "stranger": f"u{cast['nobody'].pk}",
        "other board": f"i{cast.estuaire.institution_id}",
    }
    assert "ne répond pas au nom de cette page" in post(client, cast, f"{talk.pk}/confier/", to=known.get(to, to))
    assert fresh(talk).assignee is None
    with pytest.raises(Invalid):
        services.conversation_assign(conversation=talk, to=cast["saules_editor"], actor=cast[WHO])
    with pytest.raises(Invalid):
        services.conversation_assign(conversation=talk, team=cast.estuaire.institution, actor=cast[WHO])


VERBS = ["confier", "etiquettes", "veilleuse", "reunir", "transferer", "etat"]


@pytest.mark.parametrize("path", VERBS)
@pytest.mark.parametrize(
    ("who", "status"), [("saules_reader", 403), ("saules_editor", 403), ("estuaire_administrator", 404)]
)
def test_nobody_handles_what_is_not_theirs(
    cast: Cast, client: Client, talk: Conversation, path: str, who: str, status: int
) -> None:
    post(client, cast, f"{talk.pk}/{path}/", who, status, to="me", state="closed")
    assert fresh(talk).version == talk.version
    assert "Confier" not in see(client, cast, f"{talk.pk}/", "saules_reader")


def test_services_refuse_who_does_not_moderate(cast: Cast, talk: Conversation) -> None:
    who, other = cast["saules_editor"], say(cast.saules, "<p>b</p>", by=NOOR).conversation
    for act in (
        lambda: services.conversation_assign(conversation=talk, to=who, actor=who),
        lambda: services.conversation_label(conversation=talk, labels=[], actor=who),
        lambda: services.conversation_snooze(conversation=talk, until=None, actor=who),
        lambda: services.conversation_merge(conversation=talk, into=other, actor=who),
        lambda: services.conversation_transfer(conversation=talk, to=cast.rivages, note="a", actor=who),
        lambda: services.label_make(board=cast.rivages.institution, name="a", color="mint", actor=who),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_whoever_writes_is_told_that_it_was_handled(
    cast: Cast, network: type[FakeTalkingNetwork], talk: Conversation
) -> None:
    services.conversation_assign(conversation=talk, to=cast["rivages_moderator"], actor=cast[WHO])
    message = talk.messages.get()
    with pytest.raises(Conflict):
        services.conversation_answer(message=message, text="Oui.", version=talk.version, actor=cast[WHO])


def test_labels_are_those_of_the_board(cast: Cast, client: Client, talk: Conversation, label: Label) -> None:
    foreign = Label.objects.create(board=cast.estuaire.institution, name="Ailleurs")
    shown = see(client, cast, f"{talk.pk}/")
    assert ("Transport" in shown, "Ailleurs" in shown) == (True, False)
    post(client, cast, f"{talk.pk}/etiquettes/", labels=[label.pk, foreign.pk])
    assert list(fresh(talk).labels.all()) == [label]
    assert Entry.objects.get(verb="conversation.labelled").snapshot["labels"] == ["Transport"]
    with pytest.raises(Invalid):
        services.conversation_label(conversation=talk, labels=[foreign], actor=cast[WHO])
    post(client, cast, f"{talk.pk}/etiquettes/")
    assert not fresh(talk).labels.exists()


def test_a_retired_label_stays_and_is_given_no_more(
    cast: Cast, client: Client, talk: Conversation, label: Label
) -> None:
    talk.labels.add(label)
    services.label_retire(label=label, actor=cast["rivages_communications"])
    services.conversation_label(conversation=talk, labels=[label], actor=cast[WHO])
    other = say(cast.saules, "<p>b</p>", by=NOOR).conversation
    assert "Transport" not in see(client, cast, f"{other.pk}/").partition('id="suivi"')[2]
    with pytest.raises(Invalid):
        services.conversation_label(conversation=other, labels=[Label.objects.get()], actor=cast[WHO])


def test_a_board_makes_and_retires_its_labels(cast: Cast, client: Client) -> None:
    board, who = cast.rivages.institution_id, "rivages_communications"
    given = {"board": board, "name": " Transport\n", "color": "sun", "needs_review": "on"}
    assert "Transport" in post(client, cast, "etiquettes/", who, **given)
    made = Label.objects.get()
    assert (made.name, made.color, made.needs_review) == ("Transport", "sun", True)
    assert "déjà une étiquette de ce nom" in post(client, cast, "etiquettes/", who, 422, **given)
    post(client, cast, f"etiquettes/{made.pk}/retirer/", who)
    assert Label.objects.get().retired_at
    post(client, cast, f"etiquettes/{made.pk}/retirer/", who)
    assert not Label.objects.get().retired_at
    assert list(Entry.objects.filter(verb__startswith="label.").order_by("number").values_list("verb", flat=True)) == [
        "label.made",
        "label.retired",
        "label.restored",
    ]


def test_nobody_else_makes_or_retires_them(cast: Cast, client: Client, label: Label) -> None:
    given = {"board": cast.rivages.institution_id, "name": "Autre", "color": "sun"}
    post(client, cast, "etiquettes/", "rivages_moderator", 403, **given)
    post(client, cast, "etiquettes/", "saules_communications", 422, **given)
    post(client, cast, "etiquettes/", "estuaire_administrator", 422, **given)
    post(client, cast, f"etiquettes/{label.pk}/retirer/", "estuaire_administrator", 404)
    post(client, cast, f"etiquettes/{label.pk}/retirer/", "saules_communications", 404)
    assert Label.objects.get().retired_at is None


def test_it_is_put_off_and_comes_back_by_itself(cast: Cast, client: Client, talk: Conversation) -> None:
    post(client, cast, f"{talk.pk}/veilleuse/", until="tomorrow")
    assert fresh(talk).snoozed_until == moments_later()["tomorrow"]
    assert not sheet(Reach(cast[WHO]), Asked("waiting")).lines
    assert services.conversations_wake() == 0
    Conversation.objects.update(snoozed_until=clock.now())
    assert sheet(Reach(cast[WHO]), Asked("waiting")).lines
    assert services.conversations_wake() == 1
    assert fresh(talk).snoozed_until is None


def test_it_is_put_off_until_a_day_and_taken_back(cast: Cast, client: Client, talk: Conversation) -> None:
    day = (clock.now() + dt.timedelta(days=9)).date()
    post(client, cast, f"{talk.pk}/veilleuse/", until="day", day=day.isoformat())
    assert fresh(talk).snoozed_until is not None
    assert "Sortir de veilleuse" in see(client, cast, f"{talk.pk}/")
    post(client, cast, f"{talk.pk}/veilleuse/", until="")
    assert fresh(talk).snoozed_until is None
    verbs = Entry.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["conversation.snoozed", "conversation.woken"]


@pytest.mark.parametrize(
    "given",
    [{"until": "day", "day": day} for day in ("2020-01-01", "2999-01-01", "9999-12-31", "31 mars", "2026-02-31", "")]
    + [{"until": "jamais"}],
)
def test_a_moment_that_makes_no_sense_is_refused(
    cast: Cast, client: Client, talk: Conversation, given: dict[str, str]
) -> None:
    assert "Choisissez un moment à venir" in post(client, cast, f"{talk.pk}/veilleuse/", **given)
    assert fresh(talk).snoozed_until is None


def test_a_new_message_has_it_back(cast: Cast, talk: Conversation) -> None:
    services.conversation_snooze(conversation=talk, until=clock.now() + dt.timedelta(days=3), actor=cast[WHO])
    say(cast.saules, "<p>Alors ?</p>", reply_to=talk.messages.get().remote_id)
    assert fresh(talk).snoozed_until is None


def test_two_become_one_where_the_public_reads_them(cast: Cast, client: Client, label: Label) -> None:
    under = publish(cast.saules, "Exposition")
    first, second = say(cast.saules, "<p>Un</p>", post=under), say(cast.saules, "<p>Deux</p>", post=under)
    gone, home = second.conversation, first.conversation
    gone.labels.add(label)
    services.note_add(conversation=gone, text="À voir", actor=cast[WHO])
    Conversation.objects.filter(pk=gone.pk).update(kind="danger", is_urgent=True)
    Conversation.objects.filter(pk=home.pk).update(kind="question", state="closed", waiting_since=None)
    assert "Un" in see(client, cast, f"{gone.pk}/reunir/")
    post(client, cast, f"{gone.pk}/reunir/", into=home.pk)
    gone, home = fresh(gone), fresh(home)
    assert list(home.messages.order_by("pk")) == [first, second]
    assert (gone.merged_into, gone.state, gone.is_urgent) == (home, "closed", False)
    assert (home.kind, home.is_urgent, home.state) == ("danger", True, "new")
    assert list(home.labels.all()) == [label]
    assert home.notes.count() == 1
    assert [line.conversation for line in sheet(Reach(cast[WHO]), Asked("waiting")).lines] == [home]
    assert not sheet(Reach(cast[WHO]), Asked("closed")).lines
    assert [[said.message for said in talk] for talk in public_thread(under).talks] == [[first, second]]
    client.force_login(cast[WHO])
    assert client.get(f"{INBOX}{gone.pk}/").url == f"{INBOX}{home.pk}/"
    entry = Entry.objects.get(verb="conversation.merged")
    assert (entry.snapshot["merged"], entry.snapshot["messages"]) == (gone.pk, [second.pk])
    later = say(cast.saules, "<p>Trois</p>", post=under, reply_to=second.remote_id)
    assert later.conversation == home


def test_only_like_and_like_become_one(cast: Cast, client: Client) -> None:
    under, other = publish(cast.saules, "Exposition"), publish(cast.saules, "Autre")
    public = say(cast.saules, "<p>a</p>", post=under).conversation
    for into in (
        say(cast.saules, "<p>b</p>", post=other).conversation,
        say(cast.saules, "<p>c</p>", is_private=True).conversation,
        say(cast.erables, "<p>d</p>").conversation,
        public,
    ):
        with pytest.raises(Invalid):
            services.conversation_merge(conversation=public, into=into, actor=cast["rivages_moderator"])
    phare = say(cast.phare, "<p>e</p>").conversation
    post(client, cast, f"{public.pk}/reunir/", status=404, into=phare.pk)
    post(client, cast, f"{public.pk}/reunir/", status=422)
    assert Message.objects.filter(conversation=public).count() == 1


def test_what_led_to_a_merged_one_leads_on(cast: Cast) -> None:
    one, two, three = (say(cast.saules, "<p>a</p>", by=by).conversation for by in (ALEX, NOOR, ALEX))
    services.conversation_merge(conversation=one, into=two, actor=cast[WHO])
    services.conversation_merge(conversation=two, into=three, actor=cast[WHO])
    assert fresh(one).merged_into == three
    with pytest.raises(Invalid):
        services.conversation_merge(conversation=one, into=three, actor=cast[WHO])


def test_it_is_handed_over_to_the_board_with_a_note(cast: Cast, client: Client, talk: Conversation) -> None:
    services.conversation_assign(conversation=talk, to=cast[WHO], actor=cast[WHO])
    shown = see(client, cast, f"{talk.pk}/transferer/")
    assert "Centre de services scolaire des Rivages — vous n’y aurez plus accès" in shown
    assert "Phare" not in shown
    given = {"to": cast.rivages.pk, "note": "C’est une question de transport."}
    assert "avec votre note" in post(client, cast, f"{talk.pk}/transferer/", **given)
    found = fresh(talk)
    assert (found.page, found.state, found.assignee) == (cast.rivages, "new", None)
    see(client, cast, f"{talk.pk}/", status=404)
    received = see(client, cast, f"{talk.pk}/", "rivages_moderator")
    assert "C’est une question de transport." in received
    assert "transférée par École des Trois-Saules" in received
    assert received.index("Transférée par École des Trois-Saules") < received.index('id="suivi"')  # before all else
    entry = Entry.objects.get(verb="conversation.transferred")
    assert (entry.snapshot["from"], entry.snapshot["to"]) == ("page_900001", "page_900000")


def test_what_they_say_next_to_the_school_goes_on_there(cast: Cast, talk: Conversation) -> None:
    services.conversation_transfer(conversation=talk, to=cast.rivages, note="Transport", actor=cast[WHO])
    more = say(cast.saules, "<p>Alors ?</p>", reply_to=talk.messages.get().remote_id)
    assert more.conversation == talk
    assert say(cast.saules, "<p>Autre chose</p>").conversation != talk


def test_the_public_reads_who_answered(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    under = publish(cast.saules, "Exposition")
    message = say(cast.saules, "<p>À quelle heure ?</p>", post=under)
    talk, who = message.conversation, cast["rivages_moderator"]
    Channel.objects.create(page=cast.rivages, network="activitypub")
    services.conversation_transfer(conversation=talk, to=cast.rivages, note="Pour vous", actor=cast[WHO])
    services.conversation_answer(message=message, text="À 15 h.", version=fresh(talk).version, actor=who)
    text = client.get(f"/@page_900001/{under.pk}").content.decode()
    assert '<span class="author">Centre de services scolaire des Rivages</span>' in text
    assert "Pour vous" not in text
    assert "<strong>Centre de services scolaire des Rivages</strong>" in see(
        client, cast, f"{talk.pk}/", who.name.replace(" ", "_")
    )


@pytest.mark.parametrize("to", ["phare", "saules", "commissioner"])
def test_it_is_handed_over_within_the_board_alone(cast: Cast, client: Client, talk: Conversation, to: str) -> None:
    page = getattr(cast, to)
    post(client, cast, f"{talk.pk}/transferer/", status=422, to=page.pk, note="a")
    with pytest.raises(Invalid):
        services.conversation_transfer(conversation=talk, to=page, note="a", actor=cast[WHO])


def test_it_is_not_handed_over_without_a_word(cast: Cast, client: Client, talk: Conversation) -> None:
    post(client, cast, f"{talk.pk}/transferer/", status=422, to=cast.rivages.pk, note="  ")
    assert not Note.objects.exists()


def test_who_moderates_there_too_goes_on_seeing_it(cast: Cast, client: Client, talk: Conversation) -> None:
    cast.people["both"] = make_person("both", (cast.saules, RoleKind.MODERATOR), (cast.erables, RoleKind.MODERATOR))
    shown = post(client, cast, f"{talk.pk}/transferer/", "both", to=cast.erables.pk, note="Pour vous")
    assert "Pour vous" in shown
