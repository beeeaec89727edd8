"""Where the link of an invitation leads: beside the account screens, and short enough to be read aloud."""

from django.urls import path

from preau.institutions.views import invitation

urlpatterns = [path("invitation/<str:token>/", invitation.invitation, name="invitation")]
