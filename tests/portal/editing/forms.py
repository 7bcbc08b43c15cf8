"""The desk's forms as a person sends them: read from the page that a browser is given, filled in, sent.

What a page does not render, nobody sends: posts made up by hand passed where a browser's did not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.urls import reverse


@dataclass
class Form:
    """A form of a page: where it goes, what it would send untouched, and its buttons as name, value and label.

    ``names`` are those of all that can be filled in, also of what is empty and would not be sent.
    """

    action: str = ""
    method: str = "get"
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, name: str, value: str) -> None:
        """One more value; of several of one name a browser sends all."""
        if name in self.fields:
            before = self.fields[name]
            self.fields[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            self.fields[name] = value

    def pressed(self, button: str) -> dict:
        """What it sends when the button of this name, or label, is pressed."""
        name, value, _ = next(each for each in self.buttons if button in (each[0], each[2]))
        return self.fields | ({name: value} if name else {})


class _Reader(HTMLParser):
    """Forms with their controls, those outside that name their form (form="…") among them."""

    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.waiting: list[tuple[str, str, str]] = []
        self.inside: Form | None = None
        self.select: tuple[str, bool, list[tuple[str, bool]]] | None = None
        self.text: tuple[str, dict] | None = None
        self.written = ""

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.inside = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.inside)
            self.by_id[given.get("id", "")] = self.inside
        elif "disabled" in given:
            return
        elif self.inside and tag in ("input", "select", "textarea"):
            self.inside.names.add(given.get("name", ""))
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = given.get("name", ""), "multiple" in given, []
        elif tag == "option" and self.select:
            self.select[2].append((given.get("value", ""), "selected" in given))
        elif tag in ("textarea", "button"):
            self.text, self.written = (tag, given), ""

    def handle_data(self, data):
        if self.text:
            self.written += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None
        elif tag == "select" and self.select:
            name, is_multiple, options = self.select
            chosen = [value for value, selected in options if selected]
            for value in chosen if is_multiple else (chosen or [value for value, _ in options])[:1]:
                self._put(name, value, {})
            self.select = None
        elif self.text and tag == self.text[0]:
            (_, given), self.text = self.text, None
            if tag == "textarea":
                self._put(given.get("name", ""), self.written.removeprefix("\n"), given)
            elif given.get("type", "submit") == "submit" and self.inside:
                self.inside.buttons.append((given.get("name", ""), given.get("value", ""), self.written.strip()))

    def _input(self, given: dict) -> None:
        kind = given.get("type", "text")
        if kind in ("submit", "image") and self.inside:
            self.inside.buttons.append((given.get("name", ""), given.get("value", ""), given.get("value", "")))
        elif kind not in ("submit", "button", "reset", "file") and (
            "checked" in given or kind not in ("checkbox", "radio")
        ):
            self._put(given.get("name", ""), given.get("value", "on" if kind in ("checkbox", "radio") else ""), given)

    def _put(self, name: str, value: str, given: dict) -> None:
        if not name:
            return
        if owner := given.get("form"):
            self.waiting.append((owner, name, value))
        elif self.inside:
            self.inside.add(name, value)


def forms(page) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(page.content.decode())
    for owner, name, value in reader.waiting:
        if owner in reader.by_id:
            reader.by_id[owner].add(name, value)
    return reader.forms


def form_with(page, button: str) -> Form:
    """The form of a page that has a button of this name or label."""
    return next(form for form in forms(page) if any(button in (name, label) for name, _, label in form.buttons))


def address(row, what: str = "change") -> str:
    """The address of a record's page on the desk."""
    return reverse(f"admin:policies_{row._meta.model_name}_{what}", args=[row.pk])


def opened(desk, row) -> dict:
    """A record's form as a browser would send it untouched."""
    page = desk.get(address(row))
    assert page.status_code == 200
    return sent(page)


def sent(page) -> dict:
    """What the form of a page sends when it is saved, and past the preview, where there is one."""
    return form_with(page, "_save").pressed("_save") | {"_confirmed": "1"}


def filled(desk, path: str, button: str = "_save", **changes) -> dict:
    """What the form of a page sends when some of its fields were filled in, and a button pressed.

    A field that the page does not have cannot be filled in.
    """
    form = form_with(desk.get(path), button)
    assert set(changes) <= form.names, set(changes) - form.names
    return form.pressed(button) | changes


def deleted(desk, row):
    """The answer when a record is deleted, and that is confirmed."""
    path = address(row, "delete")
    (form,) = [form for form in forms(desk.get(path)) if "post" in form.fields]
    return desk.post(path, form.fields)


def in_bulk(desk, action: str, rows: Sequence, *, every: bool = False, query: str = ""):
    """The question that a list's action asks of some rows, ``every`` that the list has where all are chosen."""
    page = desk.get(reverse(f"admin:policies_{rows[0]._meta.model_name}_changelist") + query)
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], "select_across": str(int(every))}
    return desk.post(_at(page), form_with(page, "index").pressed("index") | chosen)


def answered(desk, question):
    """The list, after the question was answered with yes."""
    form = form_with(question, "_confirmed")
    return desk.post(_at(question), form.pressed("_confirmed"), follow=True)


def undone(desk, page, button: str = "undo"):
    """Follow the link of a message that says what was done, and take it back."""
    link = re.search(r'href="(/admin/acts/\d+/)">撤销', page.content.decode())[1]
    return desk.post(link, form_with(desk.get(link), button).pressed(button), follow=True)


def _at(page) -> str:
    """The address that a page's forms go to, which name none."""
    return f"{page.request['PATH_INFO']}?{page.request['QUERY_STRING']}"


def errors(page) -> str:
    """Everything that a form shown again complains of."""
    return " ".join(str(each) for each in page.context["errors"])
