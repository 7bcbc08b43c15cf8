"""Template tags of the finder."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.website.pages.parts import card_html

register = template.Library()
register.simple_tag(card_html.written)


@register.simple_tag
def facet_values(values, name: str, base: str) -> SafeString:
    """The values of a facet as a list of links: a page has hundreds, which a template would be slow to write."""
    rows = "".join(_value(each, name, base) for each in values) or '<li class="quiet">没有可选的值</li>'
    return mark_safe(f"<ul>{rows}</ul>")  # noqa: S308 - made of escaped pieces


def _value(value, name: str, base: str) -> str:
    label, note = escape(value.label), f"<small>{escape(value.note)}</small>" if value.note else ""
    count = f'<span class="count">{value.count}<span class="vh"> 条</span></span>'
    where = f'id="{name}:{escape(value.key)}" rel="nofollow" href="{base}?{escape(value.alone)}"'
    current = ' aria-current="true"' if value.chosen else ""
    item = '<li class="chosen">' if value.chosen else "<li>"
    link = f'<a class="value" {where}{current}><span>{label}{note}</span> {count}</a>'
    return f"{item}{link}{_toggle(value, label, base)}</li>\n"


def _toggle(value, label: str, base: str) -> str:
    if value.chosen:
        address = f"{base}?{escape(value.without)}" if value.without else base
        return f'<a class="toggle" rel="nofollow" href="{address}">去掉<span class="vh">{label}</span></a>'
    if not value.also:
        return ""
    address = f"{base}?{escape(value.also)}"
    return f'<a class="toggle" rel="nofollow" href="{address}"><span class="vh">或者{label}：</span>加选</a>'


@register.filter
def words(selection) -> str:
    """The first phrase that was searched for, for the search box."""
    return selection.choices[0].label if selection and selection.choices else ""
