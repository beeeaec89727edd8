from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "preau.listening"

    def ready(self) -> None:
        from . import receivers, signals

        signals.items_heard.connect(receivers.on_items_heard, dispatch_uid="listening")
