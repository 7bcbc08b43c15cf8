"""公布: who may move a document from which state to which, and what must be right before.

A row of ``STEPS`` is a way between states. Each step is an act, which the document's history names.
"""

from dataclasses import dataclass

from django.conf import settings

from importers import pipeline
from importers.load import slugs, versions
from policies import removal
from policies.models import Act, Document, Waiver
from policies.models.publication import State, went_out_of_sight
from portal.editing import imports
from portal.editing.acts import doing
from portal.editing.baseline import write_baseline
from portal.editing.checks import BY_NAME, results
from portal.editing.history_text import name_of

PROPOSE, PUBLISH = "policies.change_document", "policies.publish_document"
SENT_BACK = "send-back"


class PublicationError(ValueError):
    """A step that cannot be taken; says why in Chinese."""


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one of some states to another; ``right`` is what a person needs for it.

    ``by_another``: whoever proposed the document leaves it to somebody else. ``needs_note``: it is told why.
    """

    name: str
    label: str
    leaves: tuple[State, ...]
    reaches: State
    right: str
    is_checked: bool = False
    by_another: bool = False
    needs_note: bool = False


STEPS = (
    Step("propose", "提请审核", (State.DRAFT, State.WITHDRAWN), State.IN_REVIEW, PROPOSE, is_checked=True),
    Step("publish", "公布", (State.IN_REVIEW,), State.PUBLISHED, PUBLISH, is_checked=True, by_another=True),
    Step(SENT_BACK, "退回", (State.IN_REVIEW,), State.DRAFT, PUBLISH, needs_note=True),
    Step("recall", "收回送审", (State.IN_REVIEW,), State.DRAFT, PROPOSE),
    Step("withdraw", "撤回", (State.PUBLISHED,), State.WITHDRAWN, PUBLISH, needs_note=True),
)
# What a text that waits as a version may be instead.
SETTLEMENTS = {"copy": "作为同一文本的另一份，只供对照", "own": "作为另一个文件"}
STEPS_BY_NAME = {each.name: each for each in STEPS}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that leads on from a document's state, for one person; ``refusal`` says why not yet, '' where they may."""

    step: Step
    refusal: str


def offers(document: Document, user) -> list[Offer]:
    """The steps that lead on from a document's state and that a person has the right to."""
    steps = [each for each in STEPS if document.state in each.leaves and user.has_perm(each.right)]
    return [Offer(each, _refusal(document, each, user)) for each in steps]


def take(document: Document, step: Step, user, note: str = "") -> Act:
    """Take a step with a document, as an act. Raises PublicationError, and changes nothing, where it cannot be taken.

    To be called behind the lock, with the document as the base has it.
    """
    check(document, step, user, note)
    was_public = document.is_public
    with doing(user, f"{step.label}：{document.name}", is_one=True) as act:
        act.document, act.step, act.note = document, step.name, note
        act.save()
        reason = f"{step.label}：{note}" if note else step.label
        if step.reaches == State.PUBLISHED and document.version_of_id:
            _published_version(document, act, reason)
            act.save()
        else:
            _moved(document, step.reaches, reason, user)
        if was_public != document.is_public:
            pipeline.relate_again()
    if was_public:
        went_out_of_sight.send(Document)
    return act


def check(document: Document, step: Step, user, note: str = "") -> None:
    """Raise PublicationError where a step cannot be taken with a document."""
    if document.state not in step.leaves:
        raise PublicationError(f"没有{step.label}：文件现在是“{document.get_state_display()}”。")
    if user is None or not user.has_perm(step.right):
        raise PublicationError(f"没有{step.label}：您没有这个权限，请管理员把您加入“审核”组。")
    if step.needs_note and not note:
        raise PublicationError(f"没有{step.label}：请写明理由。")
    if refusal := _refusal(document, step, user):
        raise PublicationError(f"没有{step.label}：{refusal}")


def may_take_back(act: Act, user) -> bool:
    """Whether a person may take an import back, or have back what an act removed.

    What no reader ever saw is its editor's own: drafts that came with an import of theirs, and what they took back.
    """
    if user.has_perm(PUBLISH):
        return True
    is_own = user.has_perm(PROPOSE) and act.user_id == user.pk
    return is_own and (act.step == "remove" or imports.brought_only_drafts(act))


def waive(document: Document, name: str, reason: str, user) -> None:
    """Say why what a check found does no harm. Raises PublicationError where that cannot be said of it."""
    check = BY_NAME.get(name)
    result = next((each for each in results(document) if each.check is check), None)
    if check is None or result is None or check.is_blocking or result.is_met:
        raise PublicationError("没有记下：这一项没有要说明的，或者必须改正。")
    if not reason:
        raise PublicationError(f"没有记下：请写明为什么“{check.label}”不满足也可以公布。")
    values = {"findings": len(result.findings), "reason": reason, "user": user}
    with doing(user, f"说明“{check.label}”：{document.name}", is_one=True) as act:
        act.document, act.step, act.note = document, "waive", reason
        act.save()
        Waiver.objects.update_or_create(document=document, check_name=name, defaults=values)


def _published_version(version: Document, act: Act, reason: str) -> None:
    """Let a version be what readers are shown; one that came before is a version of old."""
    if versions.is_past(version):
        _moved(version, State.SUPERSEDED, reason, act.user)
        return
    document = Document.objects.get(versions=version)
    write_baseline(document)
    imports.store(act, removal.snapshot(document))
    act.effects = [{"did": "published", "document": document.pk, "version": version.pk, "name": document.name}]
    document = pipeline.take_over(version)
    _moved(document, State.PUBLISHED, reason, act.user)
    act.document = document


def resolve(version: Document, name: str, user) -> Document:
    """Say what a text that waits as a version is instead; gives the document that it belongs to now.

    Raises PublicationError where it cannot be that.
    """
    if name not in SETTLEMENTS or version.version_of is None or version.state != State.DRAFT:
        raise PublicationError("没有处理：只有还是草稿的版本可以这样处理。")
    if name == "own" and version.number:
        raise PublicationError(
            f"没有处理：本库已有文号是 {version.number} 的文件，同一文号只能是它的版本或另一份文本。"
        )
    label = f"{SETTLEMENTS[name]}：{version.name}（{version.source}）"
    with doing(user, label, is_one=True) as act:
        if name == "copy":
            document = pipeline.attach_as_witness(version)
        else:
            document = version
            write_baseline(document)
            versions.set_apart(document, _free_slug(version))
        act.document, act.step = document, name
        act.save()
    return document


def _free_slug(version: Document) -> str:
    taken = set(Document.objects.values_list("slug", flat=True))
    return slugs.free(version.slug.partition("@")[0], taken)


def sent_back(document: Document) -> Act | None:
    """Return the act that sent a document back, whose note says what is to be mended; None where it goes on since."""
    last = document.acts.filter(step__in=STEPS_BY_NAME).select_related("user").without_heavy_columns().first()
    return last if last and last.step == SENT_BACK and document.state == State.DRAFT else None


def proposer(document: Document):
    """Return who proposed a document last; None where nobody did, or the account is gone."""
    act = document.acts.filter(step="propose").select_related("user").first()
    return act.user if act else None


def _refusal(document: Document, step: Step, user) -> str:
    if step.is_checked and (left := sum(each.holds_back for each in results(document))):
        return f"还有 {left} 项检查不满足，请改正或说明。"
    if step.by_another and not settings.ONE_PERSON_PUBLISHES and proposer(document) == user:
        return f"由{name_of(user)}提请的，要由另一位审核公布。"
    return ""


def _moved(document: Document, state: State, reason: str, user) -> None:
    write_baseline(document)
    document.state, document.publish_on = state, None
    document._change_reason, document._history_user = reason[:100], user
    document.save()
