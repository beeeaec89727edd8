from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "preau.conversations"

    def ready(self) -> None:
        from preau.channels import signals
        from preau.institutions.signals import network_changed
        from preau.posts.signals import post_edited, post_withdrawn

        from . import checks, receivers  # noqa: F401 — checks register themselves
        from .signals import message_said

        network_changed.connect(receivers.on_network_changed, dispatch_uid="conversations")
        signals.said.connect(receivers.on_said, dispatch_uid="conversations")
        signals.unsaid.connect(receivers.on_unsaid, dispatch_uid="conversations")
        signals.reported.connect(receivers.on_reported, dispatch_uid="conversations")
        signals.answer_settled.connect(receivers.on_answer_settled, dispatch_uid="conversations")
        signals.replies_asked.connect(receivers.on_replies_asked, dispatch_uid="conversations")
        message_said.connect(receivers.on_message_triage, dispatch_uid="conversations-triage")  # what follows reads it
        for changed in (post_edited, post_withdrawn):
            changed.connect(receivers.on_statement_changed, dispatch_uid="conversations-statement")
        message_said.connect(receivers.on_message_said, dispatch_uid="conversations-clock")
        message_said.connect(receivers.on_danger, dispatch_uid="danger")  # after triage, which says what it is
