"""The desk's forms as a person sends them: opened, filled in, saved."""

from django.urls import reverse


def address(row, what: str = "change") -> str:
    """The address of a record's page on the desk."""
    return reverse(f"admin:policies_{row._meta.model_name}_{what}", args=[row.pk])


def opened(desk, row) -> dict:
    """A record's form as a browser would send it untouched."""
    page = desk.get(address(row))
    assert page.status_code == 200
    return sent(page)


def sent(page) -> dict:
    """What the form of a page would send."""
    data = _values(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _values(form)
    return data | {"_confirmed": "1"}  # past the preview, where there is one


def _values(form) -> dict:
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def errors(page) -> str:
    """Everything that a form shown again complains of."""
    return " ".join(str(each) for each in page.context["errors"])
