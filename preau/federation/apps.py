from django.apps import AppConfig


class FederationConfig(AppConfig):
    name = "preau.federation"

    def ready(self) -> None:
        from preau.institutions.signals import page_changed
        from preau.posts import signals

        from . import receivers

        signals.post_edited.connect(receivers.edited, dispatch_uid="federation.edited")
        signals.post_withdrawn.connect(receivers.withdrawn, dispatch_uid="federation.withdrawn")
        signals.post_unplaced.connect(receivers.unplaced, dispatch_uid="federation.unplaced")
        signals.post_pinned.connect(receivers.pinned, dispatch_uid="federation.pinned")
        signals.post_unpinned.connect(receivers.unpinned, dispatch_uid="federation.unpinned")
        page_changed.connect(receivers.page, dispatch_uid="federation.page")
