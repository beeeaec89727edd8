from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from preau.website.addresses import absolute, path_to
from preau.website.shown import Shown

from .content import Feed, clean, content_of, entry_id

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
register_namespace("", ATOM)


def atom(feed: Feed) -> bytes:
    """`feed` as an Atom document (RFC 4287), in UTF-8."""
    root = Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", feed.updated.isoformat())
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.home, "text/html")
    _author(root, feed.page.name, feed.home)
    _text(root, "generator", "Préau")
    for seen in feed.posts:
        _entry(root, seen)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8", xml_declaration=False)


def _entry(root: Element, seen: Shown) -> None:
    entry = _add(root, "entry")
    if seen.foreign:
        entry.set(XML_LANG, f"{seen.language}-CA")
    _text(entry, "id", entry_id(seen))
    _text(entry, "title", seen.heading)
    _link(entry, "alternate", seen.address, "text/html")
    assert seen.post.published_at is not None  # noqa: S101 — only published posts are in feeds
    _text(entry, "published", seen.post.published_at.isoformat())
    _text(entry, "updated", seen.changed_at.isoformat())
    _author(entry, seen.page.name, absolute(seen.page.domain, path_to("page", seen.page.handle)))
    _text(entry, "summary", seen.summary)
    _text(entry, "content", content_of(seen)).set("type", "html")


def _author(parent: Element, name: str, address: str) -> None:
    author = _add(parent, "author")
    _text(author, "name", name)
    _text(author, "uri", address)


def _add(parent: Element, name: str) -> Element:
    return SubElement(parent, f"{{{ATOM}}}{name}")


def _text(parent: Element, name: str, text: str) -> Element:
    element = _add(parent, name)
    element.text = clean(text)
    return element


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    _add(parent, "link").attrib.update({"rel": relation, "href": address, "type": media_type})
