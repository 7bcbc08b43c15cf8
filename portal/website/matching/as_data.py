"""The whole answer as data, in the page's order: for who reckons with it, and for a receipt of what was answered."""

from policies.models import Revision
from portal.website.matching.answer import Answer
from portal.website.matching.conditions import ConditionResult, Verdict
from portal.website.matching.entries import MatchedMeasure, entries
from portal.website.matching.order import GROUPS

VERDICTS = {Verdict.MET: "yes", Verdict.UNMET: "no", Verdict.OPEN: "open"}


def answer_as_data(answer: Answer) -> dict:
    """Return {revision, day, asked, groups: [{id, label, first, items}]}; offsets are into the article's printed text.

    What the page shows before all others comes as groups of its own that are ``first``, each under its way.
    """
    parts: dict[tuple[bool, int], list[dict]] = {(False, group): [] for group in GROUPS}
    for each in entries(answer, answer.ranked):
        parts.setdefault((each.ranked.is_first, each.ranked.group), []).append(_item(each))
    return {
        "revision": Revision.current(),
        "day": answer.day.isoformat(),
        "asked": answer.question.address,
        "groups": [
            {"id": GROUPS[group][0], "label": GROUPS[group][1], "first": is_first, "items": items}
            for (is_first, group), items in sorted(parts.items(), key=lambda part: not part[0][0])
        ],
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
        "computed": "；".join(str(each) for each in item.reckonings if each.result) or None,
        "until": item.period.quote or None,
        "others": [
            {"document": _name(other), "ordinal": other.ordinal, "quote": quote} for other, _, quote in item.others
        ],
    }


def _name(article) -> str:
    return article.document.number or article.document.slug
