"""The kinds of a filter, as a table: what each is called, which rows know it, how its values are read and said.

A new kind is a new row of ``KINDS``; their order is that of addresses, sentences and pages. Kinds of one evidence are
asked of the same row: ``role`` means the role of the very unit asked for.
"""

from policies.kinds import finders
from policies.kinds.base import Evidence, Found, Kind, Pick, Picks, Value, is_legible, shown
from policies.kinds.evidence import AMOUNTS, MEASURES, PARTS, STANDINGS, TERMS, TEXTS, TIMES, at_least, search
from policies.models import Amount, Deadline, Measure, Responsibility, Standing, Term

__all__ = ["BY_NAME", "KINDS", "Evidence", "Found", "Kind", "Pick", "Picks", "Value", "is_legible", "shown"]


def _closed(known):
    """How a column of a closed vocabulary is named."""
    return lambda value, *_: (value or finders.UNKNOWN, known(value).label, "")


def _terms(scheme: Term.Scheme, say: str, example: str) -> Kind:
    """A vocabulary; all of them are counted in one query."""
    return Kind(
        name=scheme.value,
        label=scheme.label,
        say=say,
        unknown=f"没有{{}}这个{scheme.label}。请从列出的词里选。",
        evidence=TERMS[scheme.value],
        find=finders.terms(scheme.value),
        column="term",
        columns=("term__name",),
        order=("-count", "term__position", "term"),
        example=example,
    )


KINDS = (
    Kind(
        name="unit",
        label="部门",
        say="责任单位是{}",
        unknown="没有叫{}的部门。请写全称、简称，或到“部门”页里找。",
        evidence=PARTS,
        find=finders.units,
        column="unit",
        columns=("unit__name",),
        order=("-count", "unit__position", "unit"),
        example="如 省工信厅",
    ),
    Kind(
        name="role",
        label="角色",
        say="角色是{}",
        unknown="没有{}这种角色，只有牵头、责任、配合。",
        evidence=PARTS,
        find=finders.choices(Responsibility.Role),
        column="role",
        columns=("role",),
        order=("-count", "role"),
        named=_closed(Responsibility.Role),
    ),
    Kind(
        name="basis",
        label="责任依据",
        say="依据是{}",
        unknown="没有{}这种依据。",
        evidence=PARTS,
        find=finders.choices(Responsibility.Basis),
        column="basis",
        columns=("basis", "basis_rank"),
        order=("basis_rank",),
        named=_closed(Responsibility.Basis),
    ),
    _terms(Term.Scheme.SECTOR, "涉及{}", "如 饭店"),
    _terms(Term.Scheme.BENEFICIARY, "受益的是{}", "如 小微企业"),
    _terms(Term.Scheme.INSTRUMENT, "办法是{}", "如 奖补"),
    _terms(Term.Scheme.CONDITION, "条件有{}", "如 首次"),
    _terms(Term.Scheme.PLACE, "在{}", "如 太原市"),
    Kind(
        name="document",
        label="文件",
        say="出自{}",
        unknown="没有{}这个文件。请写发文字号，如 晋政办发〔2022〕33号。",
        evidence=TEXTS,
        find=finders.documents,
        column="document",
        columns=("document__number", "document__slug", "document__title"),
        order=("document__is_notice", "document__position", "document"),
        named=lambda number, slug, title: (number or slug, number or title, title if number else ""),
    ),
    Kind(
        name="force",
        label="力度",
        say="有{}的话",
        unknown="没有{}这种力度，只有给予、禁止、要求、鼓励、探索。",
        evidence=MEASURES,
        find=finders.choices(Measure.Force),
        column="force",
        columns=("force",),
        order=("-count", "force"),
        named=_closed(Measure.Force),
    ),
    Kind(
        name="min_yuan",
        label="优惠金额",
        say="优惠至少{}",
        unknown="{}不是能查的金额。请写 1 元到 1 万亿元之间的数，如 50000 或 5万。",
        evidence=AMOUNTS,
        find=finders.yuan,
        single=True,
        ask=at_least,
        steps=(10**4, 10**5, 5 * 10**5, 10**6, 5 * 10**6, 10**7),
        field="text",
        example="如 5万",
    ),
    Kind(
        name="amount_role",
        label="金额用途",
        say="金额用途是{}",
        unknown="没有{}这种金额用途。",
        evidence=AMOUNTS,
        find=finders.choices(Amount.Role),
        column="role",
        columns=("role",),
        order=("-count", "role"),
        named=_closed(Amount.Role),
    ),
    Kind(
        name="amount",
        label="金额单位",
        say="金额以“{}”计",
        unknown="没有{}这种金额单位。",
        evidence=AMOUNTS,
        find=finders.choices(Amount.Unit),
        column="unit",
        columns=("unit",),
        order=("-count", "unit"),
        named=_closed(Amount.Unit),
    ),
    Kind(
        name="on",
        label="截至哪一天",
        say="以{}为准",
        unknown="{}不是日历上的一天。请写年、月、日，如 2022-06-30。",
        find=finders.days,
        single=True,
        field="date",
    ),
    Kind(
        name="status",
        label="政策期限",
        say="{}",
        unknown="没有{}这种期限状态，只有在期限内、期限未到、已过期限、未写明期限。",
        evidence=STANDINGS,
        find=finders.choices(Standing),
        column="standing",
        columns=("standing",),
        order=("-count", "standing"),
        named=_closed(Standing),
    ),
    Kind(
        name="date_role",
        label="时间用途",
        say="时间是{}",
        unknown="没有{}这种时间用途，只有政策期限、任务时限、办理时限、其他。",
        evidence=TIMES,
        find=finders.choices(Deadline.Role),
        column="role",
        columns=("role",),
        order=("-count", "role"),
        named=_closed(Deadline.Role),
    ),
    Kind(
        name="date",
        label="时间写法",
        say="时间写成{}",
        unknown="没有{}这种时间写法，只有截止、期间、规划期、时长、周期。",
        evidence=TIMES,
        find=finders.choices(Deadline.Kind),
        column="kind",
        columns=("kind",),
        order=("-count", "kind"),
        named=_closed(Deadline.Kind),
    ),
    Kind(
        name="q",
        label="词语",
        say="文中有“{}”",
        unknown="不能检索{}：最多 200 个字，不能有控制字符。",
        evidence=TEXTS,
        find=finders.phrases,
        ask=search,
    ),
    Kind(
        name="exact",
        label="只检索原词",
        say="{}",
        unknown="exact 只能是 1，不能是{}。",
        find=finders.switch("只检索原词"),
        serves=("q",),
        single=True,
    ),
    Kind(
        name="only",
        label="只看写明的",
        say="{}",
        unknown="only 只能是 1，不能是{}。",
        find=finders.switch("不含普惠措施"),
        serves=(Term.Scheme.SECTOR.value, Term.Scheme.PLACE.value),
        single=True,
    ),
    Kind(
        name="sort",
        label="排序",
        say="",
        unknown="没有{}这种排序，只有文件次序、相关、优惠金额、截止日期。",
        find=finders.switch(
            "", ("order", "文件次序"), ("relevance", "相关程度"), ("benefit", "优惠金额"), ("date", "截止日期")
        ),
        single=True,
    ),
)

BY_NAME = {kind.name: kind for kind in KINDS}
