from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "preau.listening"

    def ready(self) -> None:
        from preau.channels import signals

        from . import receivers

        signals.said.connect(receivers.on_said, dispatch_uid="listening")
        signals.unsaid.connect(receivers.on_unsaid, dispatch_uid="listening")
