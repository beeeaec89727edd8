from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "preau.listening"

    def ready(self) -> None:
        from preau.channels import signals as channels

        from . import receivers, signals

        channels.said.connect(receivers.on_said, dispatch_uid="listening")
        channels.unsaid.connect(receivers.on_unsaid, dispatch_uid="listening")
        signals.items_heard.connect(receivers.on_items_heard, dispatch_uid="listening")
