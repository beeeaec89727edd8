from django.urls.resolvers import URLPattern, URLResolver

app_name = "subscriptions"
urlpatterns: list[URLPattern | URLResolver] = []
