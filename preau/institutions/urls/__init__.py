from . import network, people

app_name = "institutions"
urlpatterns = [*network.urlpatterns, *people.urlpatterns]
