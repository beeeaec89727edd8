from django.urls import path

from .views import accounts

app_name = "channels"
urlpatterns = [
    path("comptes/", accounts.accounts, name="accounts"),
]
