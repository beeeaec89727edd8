from django.urls import path

from .views import autosave, boosting, changes, compose, copies, listing, pages, pictures, pinning, publishing

app_name = "posts"
urlpatterns = [
    path("ecrire/", compose.compose, name="compose"),
    path("ecrire/pages/", pages.pages, name="pages"),
    path("ecrire/enregistrer/", autosave.autosave, name="autosave"),
    path("ecrire/<int:post_id>/", compose.resume, name="resume"),
    path("ecrire/<int:post_id>/images/", pictures.add, name="picture_add"),
    path("ecrire/<int:post_id>/images/<int:attachment_id>/retirer/", pictures.remove, name="picture_remove"),
    path("ecrire/<int:post_id>/publier/", publishing.confirm, name="publish"),
    path("ecrire/<int:post_id>/retourner/", publishing.give_back, name="return"),
    path("ecrire/<int:post_id>/jeter/", publishing.discard, name="discard"),
    path("ecrire/textes/<int:copy_id>/", copies.choose, name="copy"),
    path("publications/", listing.listing, name="list"),
    path("publications/<int:post_id>/", listing.detail, name="detail"),
    path("publications/<int:post_id>/modifier/", changes.edit, name="edit"),
    path("publications/<int:post_id>/partager/", boosting.boost, name="boost"),
    path("publications/<int:post_id>/epingler/", pinning.pin, name="pin"),
    path("publications/<int:post_id>/desepingler/", pinning.unpin, name="unpin"),
    path("publications/<int:post_id>/retirer/", changes.withdraw, name="withdraw"),
]
