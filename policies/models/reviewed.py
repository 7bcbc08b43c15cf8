"""已核对: a doubt that the machine raises again at every import, and that an editor has looked into."""

from django.db import models


class Reviewed(models.Model):
    """A row of which an editor can say that it is as it should be: the print states it so."""

    reviewed = models.BooleanField("已核对", default=False, help_text="已查看，无需再处理。")
    review_note = models.TextField("核对说明", blank=True)

    class Meta:
        abstract = True
