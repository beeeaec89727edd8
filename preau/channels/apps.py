from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "preau.channels"

    def ready(self) -> None:
        from preau.posts import signals

        from . import receivers

        signals.post_published.connect(receivers.plan, dispatch_uid="channels.plan")
        signals.post_placed.connect(receivers.placed, dispatch_uid="channels.placed")
        signals.post_unplaced.connect(receivers.unplaced, dispatch_uid="channels.unplaced")
        signals.post_withdrawn.connect(receivers.cancel, dispatch_uid="channels.cancel")
