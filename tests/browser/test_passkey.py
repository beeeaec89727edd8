from __future__ import annotations

import pytest

from .look import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EMAIL, PASSWORD = "chef@exemple.test", "quatre mots sans rapport"
TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def test_a_passkey_is_added_then_opens_the_desk_alone_and_as_second_step(empty_house, open_tab) -> None:
    empty_house.run("create-admin", EMAIL, "--name", "Alex Exemple", "--password-stdin", text=f"{PASSWORD}\n")
    tab = open_tab(empty_house)
    device = tab.context.new_cdp_session(tab)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})

    sign_in(tab, EMAIL, PASSWORD)
    tab.goto("/compte/deuxieme-etape/cles/ajouter/")
    tab.fill("input[name=password]", PASSWORD)
    tab.click("main button")
    tab.click("#mfa_webauthn_add")
    tab.wait_for_url("**/deuxieme-etape/codes/")

    tab.get_by_role("button", name="Se déconnecter").click()
    tab.click("#passkey_login")
    tab.wait_for_url("**/bureau/**")

    tab.get_by_role("button", name="Se déconnecter").click()
    tab.fill("input[name=login]", EMAIL)
    tab.fill("input[name=password]", PASSWORD)
    tab.click("main button[type=submit]")
    tab.wait_for_url("**/connexion/code/")
    tab.click("#mfa_webauthn_authenticate")
    tab.wait_for_url("**/bureau/**")
