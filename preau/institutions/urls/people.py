from django.urls import path

from preau.institutions.views import people

urlpatterns = [
    path("personnes/", people.people, name="people"),
]
