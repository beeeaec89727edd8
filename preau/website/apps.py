from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class WebsiteConfig(AppConfig):
    name = "preau.website"

    def ready(self) -> None:
        from preau.channels import signals as channels
        from preau.channels.models import Channel
        from preau.conversations import signals as conversations
        from preau.conversations.models import Policy
        from preau.conversations.signals import reception_changed
        from preau.federation.models import Actor
        from preau.guide import signals as guide
        from preau.institutions import signals as institutions
        from preau.institutions.models import Domain, Mandate
        from preau.posts import signals as posts

        from . import listeners

        said = (posts.post_published, posts.post_edited, posts.post_withdrawn, posts.post_pinned, posts.post_unpinned)
        for signal in said:
            signal.connect(listeners.on_post, dispatch_uid="website")
        for signal in (posts.post_placed, posts.post_unplaced):
            signal.connect(listeners.on_placing, dispatch_uid="website")
        reception_changed.connect(listeners.on_reception, dispatch_uid="website")
        channels.replies_changed.connect(listeners.on_replies, dispatch_uid="website")
        channels.page_talk_changed.connect(listeners.on_page_talk, dispatch_uid="website")
        conversations.moderation_changed.connect(listeners.on_moderation, dispatch_uid="website")
        for signal in (institutions.page_changed, institutions.network_changed, guide.guide_changed):
            signal.connect(listeners.on_network, dispatch_uid="website")
        post_save.connect(listeners.on_actor, sender=Actor, dispatch_uid="website-Actor")
        for saved in (post_save, post_delete):
            saved.connect(listeners.on_channel, sender=Channel, dispatch_uid="website-Channel")
        for model in (Domain, Mandate, Policy):  # shown to the public, and announced by nothing else
            for saved in (post_save, post_delete):
                saved.connect(listeners.on_network, sender=model, dispatch_uid=f"website-{model.__name__}")
