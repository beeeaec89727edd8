"""Writing a page, with a preview that follows what is typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions import selectors, services
from preau.institutions.forms.page import PageEditing
from preau.institutions.models import Capability, Page
from preau.institutions.services import needs
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid

from .finding import me, my_page


@needs(Capability.PUBLISH)
def edit(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form of a page beside its preview. What was typed is never lost: a refusal or a conflict shows it again."""
    page = my_page(request, Capability.PUBLISH, page_id)
    spoken = selectors.languages_of(page, clock.now().date())
    if request.method != "POST":
        return _show(request, page, PageEditing(page, spoken))
    editing = PageEditing(page, spoken, request.POST, request.FILES)
    if editing.is_valid():
        try:
            services.page_edit(page=page, by=me(request), version=editing.version, content=editing.content())
        except Conflict as error:
            return _conflict(request, page, editing, error)
        except Invalid as error:
            editing.form.add_error(None, str(error))
        else:
            messages.success(request, _("La page est enregistrée."))
            return redirect("institutions:page", page.pk)
    return _show(request, page, editing, status=422)


def _conflict(request: HttpRequest, page: Page, editing: PageEditing, error: Conflict) -> HttpResponse:
    """Their version stands, mine is in the form; saving again, from the version shown, is a choice then."""
    page.refresh_from_db()
    editing.form.add_error(None, str(error))
    editing.form.data = {**editing.form.data.dict(), "version": str(page.version)}  # type: ignore[attr-defined]
    return _show(request, page, editing, status=409, theirs=page)


def _show(
    request: HttpRequest, page: Page, editing: PageEditing, *, status: int = 200, theirs: Page | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"section": "pages", "page": page, "editing": editing, "theirs": theirs}
    return render(request, "institutions/edit.html", {**context, **_preview(page, editing)}, status=status)


def _preview(page: Page, editing: PageEditing) -> dict[str, Any]:
    sketch = editing.sketch() if editing.form.is_bound else page
    return {"page": page, "sketch": sketch, "mandates": _mandates(page)}


def _mandates(page: Page) -> Any:
    return selectors.mandates_of(page.official, clock.now().date()) if page.official else []


@needs(Capability.PUBLISH)
@require_POST
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """The preview of what is being typed. Nothing is kept of it."""
    page = my_page(request, Capability.PUBLISH, page_id)
    editing = PageEditing(page, selectors.languages_of(page, clock.now().date()), request.POST)
    return render(request, "institutions/preview.html", _preview(page, editing))
