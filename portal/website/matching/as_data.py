"""The whole answer as data, in the page's order: for who reckons with it, and for a receipt of what was answered."""

from itertools import groupby

from policies.models import Revision
from portal.website.matching.answer import Answer
from portal.website.matching.conditions import ConditionResult, Verdict
from portal.website.matching.entries import MatchedMeasure, entries
from portal.website.matching.order import GROUPS, TOP, UNSURE, part_of

VERDICTS = {Verdict.MET: "yes", Verdict.UNMET: "no", Verdict.OPEN: "open"}


def answer_as_data(answer: Answer) -> dict:
    """Return {revision, day, asked, not_understood, contradictory, groups: [{id, label, first, unsure, items}]}.

    Offsets are into the printed text. ``asked`` is what was understood, ``not_understood`` the message at each
    parameter that was not, ``contradictory`` what was said in two ways, of which neither counts.

    What the page shows before all others comes as groups of its own that are ``first``, each under its way; what
    hangs on more than was said, as groups that are ``unsure``.
    """
    runs = [(key, [*map(_item, run)]) for key, run in groupby(entries(answer, answer.ranked), key=_place)]
    listed = {key for key, _ in runs}
    empty: list[tuple[tuple[int, int], list[dict]]] = [
        (key, []) for group in GROUPS if (key := (part_of(group), group)) not in listed
    ]
    return {
        "revision": Revision.current(),
        "day": answer.day.isoformat(),
        "asked": answer.question.address,
        "not_understood": answer.question.errors,
        "contradictory": answer.question.contradictions,
        "groups": [
            {
                "id": GROUPS[group][0],
                "label": GROUPS[group][1],
                "first": part == TOP,
                "unsure": part == UNSURE,
                "items": items,
            }
            # Before all others one way may come again, after another one.
            for (part, group), items in sorted(
                [*runs, *empty], key=lambda run: (run[0][0], run[0][0] != TOP and run[0][1])
            )
        ],
    }


def _place(item: MatchedMeasure) -> tuple[int, int]:
    """Return the part of the answer and the group in which an item stands."""
    return item.ranked.part, item.ranked.group


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
        "value": "；".join(item.values) or None,
        "computed": "；".join(str(each) for each in item.reckonings if each.result) or None,
        "until": item.period.quote or None,
        "others": [
            {"document": _name(other), "ordinal": other.ordinal, "quote": quote} for other, _, quote in item.others
        ],
    }


def _name(article) -> str:
    return article.document.number or article.document.slug
