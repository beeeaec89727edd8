from django.urls import path

from preau.institutions.views import edit, officials, page, tree

urlpatterns = [
    path("pages/", tree.tree, name="tree"),
    path("pages/elus/", tree.officials, name="officials"),
    path("pages/elus/mandats/<int:mandate_id>/", officials.mandate, name="mandate"),
    path("pages/organismes/<int:institution_id>/elus/", officials.add, name="official_add"),
    path("pages/organismes/<int:institution_id>/ajouter/", officials.add_institution, name="institution_add"),
    path("pages/<int:page_id>/", page.page, name="page"),
    path("pages/<int:page_id>/modifier/", edit.edit, name="page_edit"),
    path("pages/<int:page_id>/apercu/", edit.preview, name="page_preview"),
    path("pages/<int:page_id>/identifiant/", page.handle, name="page_handle"),
    path("pages/<int:page_id>/langues/", page.languages, name="page_languages"),
    path("pages/<int:page_id>/ouvrir/", page.opening, name="page_open"),
    path("pages/<int:page_id>/fermer/", page.closing, name="page_close"),
]
