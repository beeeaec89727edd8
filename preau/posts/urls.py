from django.urls.resolvers import URLPattern, URLResolver

app_name = "posts"
urlpatterns: list[URLPattern | URLResolver] = []
