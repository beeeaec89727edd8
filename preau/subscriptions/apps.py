from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "preau.subscriptions"

    def ready(self) -> None:
        from preau.posts import signals

        from . import receivers

        signals.audience_asked.connect(receivers.mail_audience, dispatch_uid="subscriptions.audience")
