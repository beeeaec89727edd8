from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "preau.conversations"

    def ready(self) -> None:
        from preau.channels import signals
        from preau.institutions.signals import network_changed

        from . import receivers
        from .signals import message_said

        network_changed.connect(receivers.on_network_changed, dispatch_uid="conversations")
        signals.said.connect(receivers.on_said, dispatch_uid="conversations")
        signals.unsaid.connect(receivers.on_unsaid, dispatch_uid="conversations")
        signals.reported.connect(receivers.on_reported, dispatch_uid="conversations")
        signals.answer_settled.connect(receivers.on_answer_settled, dispatch_uid="conversations")
        signals.replies_asked.connect(receivers.on_replies_asked, dispatch_uid="conversations")
        message_said.connect(receivers.on_message_said, dispatch_uid="conversations-clock")
