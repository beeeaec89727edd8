"""From what is heard to what each watch is told of, and what people decide about it."""

from __future__ import annotations

import pytest

from preau.conversations.models import Conversation, Message
from preau.jobs.services import run_due
from preau.kernel.errors import Invalid, NotAllowed
from preau.listening.models import BoardSource, Item, Mention, MentionState, PastState, Source, SourceKind, TermKind
from preau.listening.services import (
    Sought,
    items_match,
    mention_converse,
    mention_explain,
    mention_restore,
    mention_set_aside,
    source_listen,
    watch_change,
    watch_delete,
    watch_make,
    watch_pause,
    watch_resume,
)
from preau.posts.models import Post
from preau.records.models import Entry
from tests.conftest import Cast

from .heard import ago, hear, item, source, watch

pytestmark = pytest.mark.django_db
STORY = (
    "Le conseil a voté la fermeture de l’École des Trois-Saules pour deux semaines faute de travaux urgents au toit. "
    "Les élèves seront accueillis ailleurs, a dit la direction aux parents réunis au gymnase mardi soir."
)


@pytest.fixture
def paper(cast: Cast) -> Source:
    return source(cast)


def of(watch: object) -> list[Mention]:
    return list(Mention.objects.filter(watch=watch).order_by("pk"))


def test_a_heard_item_is_told_to_the_watches_that_listen_there(cast: Cast, paper: Source) -> None:
    other = source(cast, "La Voix")
    listening = watch(cast, cast.saules, "École des Trois-Saules", sources=[paper])
    elsewhere = watch(cast, cast.saules, "École des Trois-Saules", sources=[other], name="Ailleurs")
    hear(paper, "L’école des Trois-Saules ferme", STORY)
    [mention] = of(listening)
    assert mention.score > 60
    assert mention.why["reasons"] == ["exact", "title", "outlet"]
    assert mention.institution == cast.saules.institution
    assert of(elsewhere) == []


def test_an_item_is_matched_once_however_often_it_is_told(cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    heard = hear(paper, "Trois-Saules")
    items_match(items=[heard], source=paper)
    assert len(of(listening)) == 1


def test_what_is_pasted_is_heard_by_the_watches_of_its_board_alone(cast: Cast) -> None:
    ours = watch(cast, cast.saules, "fermeture")
    theirs = watch(cast, cast.phare, "fermeture")
    board = cast.rivages.institution
    pasted = Source.objects.create(kind=SourceKind.PASTE, label="Collé", board=board)
    hear(pasted, text="On parle de fermeture", network="paste", board=board)
    assert (len(of(ours)), len(of(theirs))) == (1, 0)


def test_a_paused_watch_hears_nothing_until_it_is_resumed(cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    watch_pause(actor=cast["saules_moderator"], watch=listening)
    hear(paper, "Trois-Saules")
    assert of(listening) == []
    watch_resume(actor=cast["saules_moderator"], watch=listening)
    run_due()
    assert len(of(listening)) == 1


def test_terms_that_change_count_at_once(cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules")
    change = {"actor": cast["superuser"], "watch": listening, "name": "Érables", "sources": [paper]}
    watch_change(terms=[Sought("Érables")], **change)
    hear(paper, "Aux Érables")
    assert [mention.item.title for mention in of(listening)] == ["Aux Érables"]


def test_a_new_watch_reads_what_was_heard_in_the_last_days(
    cast: Cast, paper: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preau.listening.services.past.SHARE", 2)
    for number in range(5):
        item(paper, f"Trois-Saules, épisode {number}")
    item(paper, "Trois-Saules jadis", heard_at=ago(days=40))
    item(source(cast, "La Voix"), "Trois-Saules ailleurs")
    listening = watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    assert listening.past_state == PastState.WAITING
    run_due()
    listening.refresh_from_db()
    assert (listening.past_state, listening.past_read, listening.past_total) == (PastState.DONE, 6, 6)
    assert len(of(listening)) == 5


def test_what_repeats_a_story_stands_behind_the_first_who_told_it(cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, "École des Trois-Saules", sources=[paper])
    hear(paper, "L’école ferme", STORY)
    hear(paper, "Fermeture aux Trois-Saules", f"{STORY} (La Presse de la Rive)")
    hear(paper, "Une école des Trois-Saules toute neuve", "Rien à voir : on inaugure le gymnase, la cour et le jardin.")
    first, second, third = of(listening)
    assert second.lead == first
    assert (first.lead, third.lead) == (None, None)
    mention_set_aside(actor=cast["saules_moderator"], mention=second, note="Déjà connu")
    hear(paper, "On ferme", STORY.replace("mardi", "lundi"))
    assert [mention.state for mention in of(listening)] == ["aside", "aside", "new", "aside"]


def test_the_same_story_weeks_later_is_another_one(cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, "École des Trois-Saules", sources=[paper])
    hear(paper, "L’école ferme", STORY)
    first = of(listening)[0]
    first.story.last_at = ago(days=20)
    first.story.save()
    hear(paper, "L’école ferme", STORY)
    assert [mention.lead for mention in of(listening)] == [None, None]


def test_a_conversation_about_it_is_private_and_opened_once(cast: Cast, paper: Source) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules <script>", "Un & deux <b>gras</b>")
    mention = Mention.objects.get()
    name = mention_converse(actor=cast["saules_moderator"], mention=mention)
    assert mention_converse(actor=cast["saules_moderator"], mention=mention) == name
    said = Message.objects.get(network="watch", remote_id=name)
    assert said.conversation.is_private
    assert said.conversation.page == cast.saules
    assert "&lt;script&gt;" in said.html
    assert "<b>" not in said.html
    assert said.url == mention.item.url
    mention.refresh_from_db()
    assert mention.state == MentionState.CONVERSATION
    assert Conversation.objects.count() == 1


def test_two_articles_of_one_outlet_are_two_conversations(cast: Cast, paper: Source) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules", "Ceci")
    hear(paper, "Aux Trois-Saules encore", "Cela")
    for mention in Mention.objects.all():
        mention_converse(actor=cast["saules_moderator"], mention=mention)
    assert Conversation.objects.count() == 2


def test_an_explanation_quotes_it_with_its_source(cast: Cast, paper: Source) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules [ferme]", "On *ferme*, dit-on.")
    mention = Mention.objects.get()
    post = mention_explain(actor=cast["saules_communications"], mention=mention)
    assert mention_explain(actor=cast["saules_communications"], mention=mention) == post
    assert "> On \\*ferme\\*, dit-on." in post.body_fr
    assert f"(<{mention.item.url}>)" in post.body_fr
    mention.refresh_from_db()
    assert (mention.state, mention.post) == (MentionState.STATEMENT, post)
    assert Post.objects.get().kind == "statement"


def test_what_was_set_aside_can_be_taken_back(cast: Cast, paper: Source) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules")
    mention = Mention.objects.get()
    mention_set_aside(actor=cast["saules_moderator"], mention=mention)
    mention_restore(actor=cast["saules_moderator"], mention=mention)
    mention.refresh_from_db()
    assert (mention.state, mention.decided_by) == (MentionState.NEW, None)
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["watch.made", "mention.set_aside", "mention.restored"]


@pytest.mark.parametrize("who", ["saules_reader", "saules_editor", "estuaire_administrator", "nobody"])
def test_who_does_not_moderate_there_decides_nothing(cast: Cast, paper: Source, who: str) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules")
    mention = Mention.objects.get()
    for decide in (mention_set_aside, mention_restore, mention_converse):
        with pytest.raises(NotAllowed):
            decide(actor=cast[who], mention=mention)
    with pytest.raises(NotAllowed):
        watch_make(actor=cast[who], institution=cast.saules.institution, name="x", terms=[Sought("y")], sources=[])
    with pytest.raises(NotAllowed):
        watch_delete(actor=cast[who], watch=mention.watch)


@pytest.mark.parametrize("who", ["saules_moderator", "saules_reader", "estuaire_administrator"])
def test_who_does_not_write_there_begins_no_explanation(cast: Cast, paper: Source, who: str) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules")
    with pytest.raises(NotAllowed):
        mention_explain(actor=cast[who], mention=Mention.objects.get())


@pytest.mark.parametrize(
    "terms",
    [
        [],
        [Sought("Coaticook", TermKind.EXCLUSION)],
        [Sought("de la")],
        [Sought("x" * 200)],
        [Sought("Saint-Joseph", needs_context=True)],
        [Sought(f"terme{n}") for n in range(201)],
    ],
)
def test_terms_that_could_find_nothing_or_all_are_refused(cast: Cast, terms: list[Sought]) -> None:
    with pytest.raises(Invalid):
        watch_make(actor=cast["superuser"], institution=cast.saules.institution, name="Veille", terms=terms, sources=[])


def test_a_watch_listens_only_where_its_board_does(cast: Cast) -> None:
    stranger = Source.objects.create(kind=SourceKind.FEED, address="https://ailleurs.exemple/rss", label="Ailleurs")
    listening = watch(cast, cast.saules, "Trois-Saules", sources=[stranger])
    assert list(listening.sources.all()) == []


def test_a_deleted_watch_leaves_its_conversations(cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, "Trois-Saules")
    mention_converse(actor=cast["saules_moderator"], mention=Mention.objects.get())
    watch_delete(actor=cast["saules_moderator"], watch=listening)
    assert (Mention.objects.count(), Item.objects.count(), Conversation.objects.count()) == (0, 1, 1)


def test_one_press_has_all_watches_of_a_board_listen_to_a_source(cast: Cast, paper: Source) -> None:
    ours = [watch(cast, page, "Trois-Saules") for page in (cast.saules, cast.rivages)]
    theirs = watch(cast, cast.phare, "Trois-Saules")
    chosen = BoardSource.objects.get(source=paper)
    with pytest.raises(NotAllowed):
        source_listen(actor=cast["saules_moderator"], chosen=chosen)
    for _ in range(2):
        source_listen(actor=cast["rivages_moderator"], chosen=chosen)
    assert [list(one.sources.all()) for one in (*ours, theirs)] == [[paper], [paper], []]


def test_a_harsh_tone_counts_and_is_said(cast: Cast, paper: Source) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    hear(paper, text="C’est inacceptable, on nous ment depuis des mois aux Trois-Saules, j’en ai assez!")
    hear(paper, text="Merci aux Trois-Saules pour cette belle fête.")
    harsh, warm = Mention.objects.order_by("pk")
    assert {"tense", "hostile"} & set(harsh.why["reasons"])
    assert harsh.score > warm.score
