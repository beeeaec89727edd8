"""Fields of forms that other rooms share."""

from __future__ import annotations

from typing import Any

from django import forms

MAX_DIGITS = 18  # of an id: more than that fits no database


class IdsField(forms.ModelMultipleChoiceField):
    """Rows chosen by their ids. Django hands a number of any size to the database, and SQLite answers with an error."""

    def clean(self, value: Any) -> Any:
        for given in value or []:
            if not str(given).isdecimal() or len(str(given)) > MAX_DIGITS:
                shown = str(given)[:MAX_DIGITS]
                message = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(message, code="invalid_pk_value", params={"pk": shown})
        return super().clean(value)
