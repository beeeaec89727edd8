"""Where people without an account ask, confirm, follow and take back. None of these sets a cookie."""

from django.urls import path

from .views.public import ask, confirm, exchange, link

app_name = "visitors"
urlpatterns = [
    path("@<str:handle>/question", ask.ask, name="ask"),
    path("@<str:handle>/question/recu", ask.received, name="received"),
    path("@<str:handle>/<int:post_id>/repondre", ask.ask, name="reply"),
    path("@<str:handle>/<int:post_id>/repondre/recu", ask.received, name="reply_received"),
    path("echange/", link.link, name="link"),
    path("echange/verifiez", link.sent, name="sent"),
    path("echange/termine", exchange.gone, name="gone"),
    path("echange/confirmer/<str:token>", confirm.confirm, name="confirm"),
    path("echange/<str:key>", exchange.exchange, name="exchange"),
    path("echange/<str:key>/retirer/<int:message_id>", exchange.withdraw, name="withdraw"),
    path("echange/<str:key>/effacer", exchange.erase, name="erase"),
    path("echange/<str:key>/donnees.json", exchange.copy, name="copy"),
]
