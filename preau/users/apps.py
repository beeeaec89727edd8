from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "preau.users"

    def ready(self) -> None:
        from preau.users import checks, receivers  # noqa: F401
