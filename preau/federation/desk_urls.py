"""The desk's screens of the Fediverse: other servers, followers."""

from django.urls import path

from .views.desk import followers, moving, servers

app_name = "fediverse"
urlpatterns = [
    path("", followers.pages, name="pages"),
    path("abonnes/<int:page_id>/", followers.followers, name="followers"),
    path("abonnes/<int:page_id>/approbation/", followers.approval, name="approval"),
    path("abonnes/<int:page_id>/demenager/", moving.moving, name="moving"),
    path("abonnes/decision/<int:follower_id>/", followers.decide, name="decide"),
    path("serveurs/", servers.servers, name="servers"),
    path("serveurs/decision/", servers.decide, name="server_decide"),
    path("serveurs/liste/", servers.bring, name="servers_import"),
]
