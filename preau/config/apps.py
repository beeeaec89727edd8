from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "preau.config"

    def ready(self) -> None:
        from . import checks  # noqa: F401 (they register themselves)
