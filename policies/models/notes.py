"""留言: what editors say to each other about a record, and who is to see to it by when."""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from policies.models.documents import Document
from policies.models.history import History


class NoteQuerySet(models.QuerySet):
    """Notes."""

    def open(self):
        """Return those that nobody has settled."""
        return self.filter(settled=False)

    def counts(self, user) -> dict[str, int]:
        """Return how many ``notes`` there are, and how many of them are given to somebody (``mine``)."""
        return self.order_by().aggregate(notes=Count("pk"), mine=Count("pk", filter=Q(assignee=user)))

    def about(self, *records: tuple[str, int]):
        """Return those about records, each named by its kind and its number."""
        found = Q(pk__in=[])
        for kind, row in records:
            found |= Q(kind=kind, row=row)
        return self.filter(found)


class Note(models.Model):
    """An editor's note about a record, which ``kind`` (the name of its model) and ``row`` (its number) name.

    With an ``assignee`` it is work for somebody, by ``due_on`` where that is said. ``place`` says in words what it is
    about, since an import may give a fact another row, or none.
    """

    kind = models.SlugField("种类", max_length=40, editable=False)
    row = models.PositiveBigIntegerField("编号", editable=False)
    place = models.CharField("所在", max_length=200, editable=False)
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, editable=False, related_name="notes", verbose_name="文件"
    )
    text = models.TextField("留言", max_length=1000)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="谁写的"
    )
    written_at = models.DateTimeField("时间", auto_now_add=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="交给"
    )
    due_on = models.DateField("期限", null=True, blank=True)
    settled = models.BooleanField("已办结", default=False)

    objects = NoteQuerySet.as_manager()
    history = History(verbose_name="留言历史")

    class Meta:
        verbose_name = verbose_name_plural = "留言"
        ordering = ["settled", models.F("due_on").asc(nulls_last=True), "-id"]
        indexes = [models.Index(fields=["kind", "row"], name="note_about")]

    def __str__(self) -> str:
        return f"{self.place}：{self.text[:40]}"

    def record(self) -> models.Model | None:
        """Return what it is about; None where that is no more."""
        return apps.get_model("policies", self.kind)._base_manager.filter(pk=self.row).first()

    def is_late(self, today: date) -> bool:
        """Whether somebody should have seen to it."""
        return bool(self.due_on and self.due_on < today and not self.settled)
