"""Template tags of the finder."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def choices(facet_choices, name: str, base: str) -> SafeString:
    """The values of a facet as a list of links: a page has hundreds, which a template would be slow to write."""
    rows = "".join(_choice(each, name, base) for each in facet_choices) or '<li class="quiet">没有可选的值</li>'
    return mark_safe(f"<ul>{rows}</ul>")  # noqa: S308 - made of escaped pieces


def _choice(choice, name: str, base: str) -> str:
    label, note = escape(choice.label), f"<small>{escape(choice.note)}</small>" if choice.note else ""
    count = f'<span class="count">{choice.count}<span class="vh"> 条</span></span>'
    where = f'id="{name}:{escape(choice.key)}" rel="nofollow" href="{base}?{escape(choice.alone)}"'
    current = ' aria-current="true"' if choice.chosen else ""
    item = '<li class="chosen">' if choice.chosen else "<li>"
    value = f'<a class="value" {where}{current}><span>{label}{note}</span> {count}</a>'
    return f"{item}{value}{_toggle(choice, label, base)}</li>\n"


def _toggle(choice, label: str, base: str) -> str:
    if choice.chosen:
        address = f"{base}?{escape(choice.without)}" if choice.without else base
        return f'<a class="toggle" rel="nofollow" href="{address}">去掉<span class="vh">{label}</span></a>'
    if not choice.also:
        return ""
    address = f"{base}?{escape(choice.also)}"
    return f'<a class="toggle" rel="nofollow" href="{address}"><span class="vh">或者{label}：</span>加选</a>'


@register.filter
def words(pick) -> str:
    """The first phrase that was searched for, for the search box."""
    return pick.values[0].label if pick and pick.values else ""
