"""Addresses for other servers, with no language in them. Their ids are for ever: none is made of a handle."""

from django.urls import path

from .views import actors, discovery, objects, quotes

app_name = "federation"
urlpatterns = [
    path(".well-known/webfinger", discovery.webfinger, name="webfinger"),
    path(".well-known/host-meta", discovery.host_meta, name="host_meta"),
    path(".well-known/host-meta.json", discovery.host_meta_json, name="host_meta_json"),
    path(".well-known/nodeinfo", discovery.nodeinfo_links, name="nodeinfo_links"),
    path("nodeinfo/2.0", discovery.nodeinfo, {"version": "2.0"}, name="nodeinfo_20"),
    path("nodeinfo/2.1", discovery.nodeinfo, {"version": "2.1"}, name="nodeinfo_21"),
    path("ap/inbox", objects.inbox, name="shared_inbox"),
    path("ap/actor", actors.instance, name="instance"),
    path("ap/actor/inbox", objects.inbox, name="instance_inbox"),
    path("ap/actor/outbox", actors.instance_outbox, name="instance_outbox"),
    path("ap/actors/<int:page_id>", actors.actor, name="actor"),
    path("ap/actors/<int:page_id>/page", actors.for_people, name="actor_for_people"),
    path("ap/actors/<int:page_id>/inbox", objects.inbox, name="inbox"),
    path("ap/actors/<int:page_id>/outbox", actors.outbox, name="outbox"),
    path("ap/actors/<int:page_id>/outbox/page", actors.outbox_page, name="outbox_page"),
    path("ap/actors/<int:page_id>/followers", actors.followers, name="followers"),
    path("ap/actors/<int:page_id>/following", actors.following, name="following"),
    path("ap/actors/<int:page_id>/featured", actors.featured, name="featured"),
    path("ap/actors/<int:page_id>/tags", actors.tags, name="tags"),
    path("ap/posts/<int:post_id>", objects.post, name="post"),
    path("ap/posts/<int:post_id>/page", objects.for_people, name="post_for_people"),
    path("ap/posts/<int:post_id>/activity", objects.create, name="create"),
    path("ap/posts/<int:post_id>/replies", objects.replies, name="replies"),
    path("ap/answers/<int:answer_id>", objects.answer, name="answer"),
    path("ap/answers/<int:answer_id>/activity", objects.answer_create, name="answer_create"),
    path("ap/quotes/<int:reaction_id>", quotes.quote, name="quote"),
    path("ap/activities/<uuid:uid>", objects.activity, name="activity"),
    path("ap/@<str:handle>", actors.by_handle, name="by_handle"),
    path("ap/@<str:handle>/<int:post_id>", objects.by_permalink, name="by_permalink"),
]
