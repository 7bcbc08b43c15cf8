"""Facets as HTML: a page has some twenty, with hundreds of values, which a template would be slow to write."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from portal.website.finder.facets import Facet, FacetValue
from portal.website.pages.parts.finder_html import address_of_finder, joined

# Names of values, which are the same few hundred on all pages.
_escaped = lru_cache(maxsize=4096)(escape)


def written(*facets: Facet) -> SafeString:
    """Return facets as the finder shows them, one after the other."""
    base = address_of_finder()
    return mark_safe("".join([f"{_facet(each, base)}\n" for each in facets]))  # noqa: S308 - made of escaped pieces


def _facet(facet: Facet, base: str) -> str:
    name = facet.param.name
    parts = (
        f'<details class="facet" id="field-{name}"{" open" if facet.is_open else ""}>',
        f"<summary><h3>{_escaped(facet.param.label)}</h3></summary>",
        _message(facet) if facet.message else "",
        _form(facet, base) if facet.has_field else "",
        f'<p class="hint">名称里有“{escape(facet.sought)}”的：</p>' if facet.sought else "",
        _values(facet.first, name, base) if facet.first else "",
        _rest(facet.rest, name, base),
        _unlisted(facet.unlisted_count),
        "</details>",
    )
    return "\n".join(filter(None, parts))


def _message(facet: Facet) -> str:
    return f'<p class="message" id="message-{facet.param.name}">{escape(facet.message)}</p>'


def _form(facet: Facet, base: str) -> str:
    """The box in which a value is typed, with what else is asked for as hidden fields."""
    name = facet.param.name
    hidden = (f'<input type="hidden" name="{other}" value="{_escaped(value)}">' for other, value in facet.carried_pairs)
    return (
        f'<form action="{base}" method="get">{"".join(hidden)}'
        f'<label class="vh" for="input-{name}">{_escaped(facet.param.label)}</label>'
        f'<div class="row">{_box(facet)}<button>选定</button></div>{_offered(facet)}</form>'
    )


def _box(facet: Facet) -> str:
    name, param = facet.param.name, facet.param
    kind, value = param.field or "text", escape(facet.field_value)
    attributes = f'id="input-{name}" name="{name}" type="{kind}" maxlength="200" value="{value}"'
    example = f' placeholder="{_escaped(param.example)}"' if param.example else ""
    offers = f' list="list-{name}" autocomplete="off"' if _offers(facet) else ""
    wrong = f' aria-invalid="true" aria-describedby="message-{name}"' if facet.message else ""
    return f"<input {attributes}{example}{offers}{wrong}>"


def _offers(facet: Facet) -> bool:
    """Whether the box completes names; of a scale it does not, where any figure will do."""
    return bool(facet.values) and not facet.param.steps


def _offered(facet: Facet) -> str:
    if not _offers(facet):
        return ""
    options = "".join([f'<option value="{_escaped(label)}"></option>' for label in facet.offered])
    return f'<datalist id="list-{facet.param.name}">{options}</datalist>'


def _rest(values: list[FacetValue], name: str, base: str) -> str:
    if not values:
        return ""
    listed = _values(values, name, base)
    return f'<details id="rest-{name}"><summary>其余 {len(values)} 个</summary>{listed}</details>'


def _unlisted(count: int) -> str:
    return f'<p class="hint">另有 {count} 个没有列出，在框里写名称或其中几个字就能找到。</p>' if count else ""


def _values(values: Iterable[FacetValue], name: str, base: str) -> str:
    rows = "".join([_value(each, name, base) for each in values])
    return f"<ul>{rows}</ul>"


def _value(value: FacetValue, name: str, base: str) -> str:
    label, note = _escaped(value.label), f"<small>{_escaped(value.note)}</small>" if value.note else ""
    count = f'<span class="count">{value.count}<span class="vh"> 条</span></span>'
    where = f'id="{name}:{_escaped(value.key)}" rel="nofollow" href="{base}?{joined(value.alone)}"'
    current = ' aria-current="true"' if value.chosen else ""
    item = '<li class="chosen">' if value.chosen else "<li>"
    link = f'<a class="value" {where}{current}><span>{label}{note}</span> {count}</a>'
    return f"{item}{link}{_toggle(value, label, base) if value.chosen or value.also else ''}</li>\n"


def _toggle(value: FacetValue, label: str, base: str) -> str:
    if value.chosen:
        address = f"{base}?{joined(value.without)}" if value.without else base
        return f'<a class="toggle" rel="nofollow" href="{address}">去掉<span class="vh">{label}</span></a>'
    address = f"{base}?{joined(value.also)}"
    return f'<a class="toggle" rel="nofollow" href="{address}"><span class="vh">或者{label}：</span>加选</a>'
