from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "preau.users"
