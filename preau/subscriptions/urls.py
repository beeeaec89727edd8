from django.urls import path

from .views import confirm, follow, manage, unsubscribe

app_name = "subscriptions"
urlpatterns = [
    path("suivre/<str:handle>", follow.subscribe, name="subscribe"),
    path("abonnements/", follow.link, name="link"),
    path("abonnements/verifiez", follow.sent, name="sent"),
    path("abonnements/termine", manage.gone, name="gone"),
    path("abonnements/confirmer/<str:token>", confirm.confirm, name="confirm"),
    path("abonnements/desabonner/<str:token>", unsubscribe.unsubscribe, name="unsubscribe"),
    path("abonnements/<str:key>", manage.manage, name="manage"),
]
