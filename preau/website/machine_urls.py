"""Addresses for machines, with no language in them: media, sitemaps, oEmbed, what a phone needs to install the site."""

from django.urls import path

from .views import accounts, files, machines, oembed

app_name = "machines"
urlpatterns = [
    path("media/<path:path>", files.media, name="media"),
    path("comptes-officiels.json", accounts.accounts_json, name="accounts_json"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:number>.xml", machines.sitemap_posts, name="sitemap_posts"),
    path("robots.txt", machines.robots, name="robots"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("sw.js", machines.worker, name="worker"),
    path("api/oembed", oembed.oembed, name="oembed"),
]
