"""The whole answer as data, in the page's order: for who reckons with it, and for a receipt of what was answered."""

from policies.models import Revision
from portal.website.matching.answer import GROUPS, Answer, MatchedMeasure
from portal.website.matching.conditions import ConditionResult, Verdict

VERDICTS = {Verdict.MET: "yes", Verdict.UNMET: "no", Verdict.OPEN: "open"}


def answer_as_data(answer: Answer) -> dict:
    """Return {revision, day, asked, groups: [{id, label, items}]}; offsets are into the article's printed text."""
    items: dict[str, list[dict]] = {}
    for each in answer.items(answer.ranked):
        items.setdefault(GROUPS[each.ranked.group][0], []).append(_item(each))
    return {
        "revision": Revision.current(),
        "day": answer.day.isoformat(),
        "asked": answer.question.address,
        "groups": [{"id": name, "label": label, "items": items.get(name, [])} for name, label, _ in GROUPS.values()],
    }


def _item(item: MatchedMeasure) -> dict:
    measure, article = item.measure, item.article
    receiver, *rest = item.conditions or [ConditionResult("", "", Verdict.OPEN)]
    return {
        "document": _name(article),
        "ordinal": article.ordinal,
        "path": article.path,
        "quote": measure.quote,
        "start": measure.start,
        "end": measure.end,
        "mode": item.gifts[0].mode if item.gifts else "duty",
        "receiver": {"verdict": VERDICTS[receiver.verdict], "text": receiver.words},
        "conditions": [
            {"verdict": VERDICTS[each.verdict], "text": each.words or each.note, "asks": each.label} for each in rest
        ],
        "value": "；".join(dict.fromkeys(gift.value for gift in item.gifts if gift.value)) or None,
        "computed": None,
        "until": item.period.quote or None,
        "others": [
            {"document": _name(other), "ordinal": other.ordinal, "quote": quote} for other, _, quote in item.others
        ],
    }


def _name(article) -> str:
    return article.document.number or article.document.slug
