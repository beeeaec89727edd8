"""Where browsers get our copies of other servers' pictures. No language in it, as other pictures."""

from django.urls import path

from .views import pictures

urlpatterns = [path("media/distant/<str:key>.webp", pictures.picture, name="distant_picture")]
