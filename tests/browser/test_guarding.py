"""Protecting people from a phone: an alert, from the message to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .house import House
from .look import PHONE, axe_violations, overflow, sign_in

pytestmark = pytest.mark.browser
PASSWORD = "preau-demo-2026"


def faults(tab: Any) -> list[str]:
    return axe_violations(tab) + ([f"{overflow(tab)} pixels too wide"] if overflow(tab) else [])


def test_an_alert_from_the_message_to_its_end(demo_house: House, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(demo_house, viewport=PHONE)
    sign_in(tab, "moderation@demo.example", PASSWORD)
    tab.goto("/bureau/conversations/1/")
    bubble = tab.locator(".bubble:not(.ours)").first
    bubble.locator("details.more summary").click()
    assert faults(tab) == []
    bubble.get_by_role("button", name="Menace ou danger").click()
    tab.wait_for_url("**/urgences/*/")
    alert = tab.url
    assert faults(tab) == []
    tab.get_by_role("button", name="Je m’en occupe").click()
    tab.get_by_role("button", name="C’est fait : Danger immédiat").click()
    assert "Modération des Rivages" in tab.locator(".steps li").first.inner_text()
    tab.goto("/bureau/publications/")
    tab.locator(".urgent a").click()
    assert tab.url == alert
    tab.fill("[name=outcome]", "Exercice : personne n’était en danger.")
    tab.get_by_role("button", name="Terminer", exact=True).click()
    tab.wait_for_selector(".urgent", state="detached")
    assert faults(tab) == []
