"""Columns of our own."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class WordsField(models.TextField):
    """A list of words; in the base a line each, so that every engine can search them.

    >>> WordsField().to_python("餐饮\\n饭店"), WordsField().get_prep_value(["餐饮", "饭店"])
    (['餐饮', '饭店'], '餐饮\\n饭店')
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **{"blank": True, "default": list, **options})

    def from_db_value(self, value, expression, connection) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: str | Iterable[str] | None) -> list[str]:
        words = value.splitlines() if isinstance(value, str) else value or ()
        return [word for word in words if word]

    def get_prep_value(self, value: str | Iterable[str] | None) -> str:
        """Return the column's text; a search gives the text itself."""
        return value if isinstance(value, str) else "\n".join(value or ())

    def value_to_string(self, obj) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if any("\n" in word for word in value):
            raise ValidationError("一个词里不能换行。")

    def formfield(self, **options):
        return super().formfield(**{"form_class": forms.CharField, **options})
