"""有效性: whether a text is in force. Nobody's guess: unverified until an editor says, with a day and evidence."""

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When


class Validity(models.TextChoices):
    """The words of the State's own law database, and ``UNVERIFIED`` for what nobody has looked up."""

    IN_FORCE = "in_force", "现行有效"
    PARTLY_REPEALED = "partly_repealed", "部分失效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "废止"
    EXPIRED = "expired", "失效"
    NOT_YET = "not_yet", "尚未生效"
    UNVERIFIED = "unverified", "未核实"


# What an editor says of a document as a whole holds for each of its articles of which nobody says anything. That it
# was amended, or is in force in part only, says of none of them which: they stay unverified. That it is over reaches
# every part, whatever was said of the part before: a repealed document has no article in force.
FOR_ALL = (Validity.IN_FORCE, Validity.REPEALED, Validity.EXPIRED, Validity.NOT_YET)
# What nobody can build on any more, or not yet.
OVER = (Validity.REPEALED, Validity.EXPIRED, Validity.NOT_YET)


def of_articles(prefix: str = "") -> Case:
    """Return an article's validity, for queries, also across a relation: of_articles("article__").

    :attr:`policies.models.Article.stated` says the same of one article.
    """
    own, whole = f"{prefix}validity", f"{prefix}document__validity"
    return Case(
        When(Q(**{f"{own}__in": OVER}), then=F(own)),
        When(Q(**{f"{whole}__in": OVER}), then=F(whole)),
        When(~Q(**{own: Validity.UNVERIFIED}), then=F(own)),
        When(Q(**{f"{whole}__in": FOR_ALL}), then=F(whole)),
        default=Value(Validity.UNVERIFIED),
        output_field=CharField(),
    )


class InForce(models.Model):
    """A text of which an editor can say whether it is in force."""

    validity = models.CharField("有效性", max_length=16, choices=Validity.choices, default=Validity.UNVERIFIED)
    validity_checked_on = models.DateField("有效性核实日期", null=True, blank=True)
    validity_evidence = models.TextField("有效性依据", blank=True)

    class Meta:
        abstract = True

    @property
    def is_checked(self) -> bool:
        """Whether an editor has said anything."""
        return self.validity != Validity.UNVERIFIED

    @property
    def stated(self) -> "InForce":
        """The text whose word on validity holds for this one."""
        return self

    @property
    def validity_text(self) -> str:
        """Its validity in words."""
        return self.stated.get_validity_display()

    @property
    def is_over(self) -> bool:
        """Whether nobody can build on it any more, or not yet."""
        return self.stated.validity in OVER
