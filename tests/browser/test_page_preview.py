"""Writing a page beside its preview, as a secretary sees it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from preau.config.demo.seed import PASSWORD

from .house import House
from .look import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def writing(demo_house: House, open_tab: Callable[..., Any]) -> Any:
    tab = open_tab(demo_house)
    sign_in(tab, "communications@demo.example", PASSWORD)
    tab.goto("/bureau/pages/?q=trois-saules")
    tab.click("main .rows a:has-text('Trois-Saules')")
    tab.click("main a:has-text('Modifier la page')")
    return tab


def test_the_preview_follows_what_is_typed(writing: Any) -> None:
    writing.fill("textarea[name=summary_fr]", "Bonjour à toutes et à tous")
    writing.fill("input[name=links-0-label]", "Menu")
    writing.fill("input[name=links-0-url]", "www.exemple.test/menu")
    writing.wait_for_selector("[data-preview] a[href='https://www.exemple.test/menu']")
    assert "Bonjour à toutes et à tous" in writing.inner_text("[data-preview]")


def a_picture() -> Any:
    data = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(data, "PNG")
    return {"name": "cour.png", "mimeType": "image/png", "buffer": data.getvalue()}


def test_a_picture_is_shown_before_it_is_sent(writing: Any) -> None:
    writing.set_input_files("input[name=banner]", a_picture())
    assert writing.wait_for_selector("[data-shown=banner][src^='data:image/png']").is_visible()


def test_a_picture_is_shown_when_it_was_chosen_before_the_script_came(writing: Any) -> None:
    late = []
    writing.route("**/preview*.js", lambda route: late.append(route))
    writing.reload(wait_until="commit")
    writing.set_input_files("input[name=banner]", a_picture())
    assert len(late) == 1
    late[0].continue_()
    assert writing.wait_for_selector("[data-shown=banner][src^='data:image/png']").is_visible()


def test_another_row_is_asked_for_and_takes_the_focus(writing: Any) -> None:
    writing.wait_for_selector("input[name=links-5-label]", state="hidden")
    number = writing.locator("[data-rows] >> nth=0 >> [data-row]:visible").count()
    writing.click("text=Ajouter un lien")
    assert writing.evaluate("document.activeElement.name") == f"links-{number}-label"
