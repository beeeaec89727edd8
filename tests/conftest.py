"""The cast: one readable network of institutions, pages and people that serves all tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.utils import timezone, translation

from preau.institutions.models import Domain, Institution, Mandate, Official, Page, PageHandle, Role, RoleKind
from preau.users.models import User

pytest_plugins = ["tests.skips", "tests.emptying"]

PASSWORD = "un-mot-de-passe-de-scene"


@dataclass
class Cast:
    """Rivages has two schools (Saules, Érables); Estuaire is another board, with one (Phare).

    People are named by place and role: `rivages_communications`, `saules_editor`… `official` is a commissioner of
    Rivages.
    """

    domain: Domain
    rivages: Page
    saules: Page
    erables: Page
    estuaire: Page
    phare: Page
    commissioner: Page
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def make_institution(
    domain: Domain, kind: str, name: str, code: str, parent: Page | None = None, **facts: object
) -> Page:
    institution = Institution.objects.create(
        domain=domain,
        kind=kind,
        name=name,
        code=code,
        parent=parent.institution if parent else None,
        **facts,
    )
    return make_page(domain, name, facts.pop("handle", None) or f"page_{code}", institution=institution)


def make_page(domain: Domain, name: str, handle: str, **owner: object) -> Page:
    page = Page.objects.create(domain=domain, name=name, handle=handle, opened_at=timezone.now(), **owner)
    PageHandle.objects.create(domain=domain, handle=handle, page=page)
    return page


def make_person(name: str, *roles: tuple[Page, RoleKind], **fields: object) -> User:
    user = User.objects.create_user(f"{name}@exemple.test", PASSWORD, name=name.replace("_", " "), **fields)
    for page, kind in roles:
        Role.objects.create(user=user, institution=page.institution, kind=kind)
    return user


@pytest.fixture(autouse=True)
def speak_french() -> Iterator[None]:
    """A request in English must not make the next test speak English."""
    with translation.override("fr"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    domain = Domain.objects.create(host="testserver", name="Réseau scolaire des Rivages", is_default=True)
    rivages = make_institution(domain, "board", "Centre de services scolaire des Rivages", "900000")
    saules = make_institution(
        domain,
        "school",
        "École des Trois-Saules",
        "900001",
        rivages,
        municipality_name="Val-des-Rivages",
        municipality_code="99001",
        postal_code="G0A 1A0",
        levels=["preschool", "primary"],
    )
    erables = make_institution(
        domain, "school", "École des Érables", "900002", rivages, municipality_name="Sainte-Anse"
    )
    estuaire = make_institution(
        domain, "board", "Commission scolaire de l’Estuaire-Test", "910000", language_policy="fr+en"
    )
    phare = make_institution(domain, "school", "École du Phare", "910001", estuaire)
    official = Official.objects.create(domain=domain, name="Camille Exemple")
    Mandate.objects.create(
        official=official, institution=rivages.institution, title="Commissaire", starts_on="2025-01-01"
    )
    commissioner = make_page(domain, official.name, "camille_exemple", official=official)
    made = Cast(domain, rivages, saules, erables, estuaire, phare, commissioner)
    for kind in RoleKind:
        made.people[f"rivages_{kind}"] = make_person(f"rivages_{kind}", (rivages, kind))
        made.people[f"saules_{kind}"] = make_person(f"saules_{kind}", (saules, kind))
    made.people["estuaire_administrator"] = make_person("estuaire_administrator", (estuaire, RoleKind.ADMINISTRATOR))
    made.people["official"] = make_person("official")
    made.people["nobody"] = make_person("nobody")
    made.people["superuser"] = make_person("superuser", is_superuser=True)
    official.user = made["official"]
    official.save()
    return made
