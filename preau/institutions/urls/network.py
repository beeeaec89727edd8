from django.urls import path

from preau.institutions.views import tree

urlpatterns = [
    path("pages/", tree.tree, name="tree"),
]
