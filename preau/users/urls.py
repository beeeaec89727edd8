from django.urls.resolvers import URLPattern, URLResolver

app_name = "users"
urlpatterns: list[URLPattern | URLResolver] = []
