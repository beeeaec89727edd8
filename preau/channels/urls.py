from django.urls import path

from .views import accounts, deliveries, mailbox

app_name = "channels"
urlpatterns = [
    path("comptes/", accounts.accounts, name="accounts"),
    path("comptes/<int:account_id>/", accounts.account_change, name="account_change"),
    path("envois/<int:post_id>/", deliveries.deliveries, name="deliveries"),
    path("envois/decision/<int:delivery_id>/", deliveries.decide, name="decide"),
    path("courriels/", mailbox.mails, name="mails"),
    path("courriels/<str:name>/", mailbox.mail, name="mail"),
    path("courriels/<str:name>/html/", mailbox.mail_html, name="mail_html"),
]
