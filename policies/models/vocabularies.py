"""Rows of vocabularies: a file's own are switched off and never deleted."""

from django.db import models


class InUse:
    """For querysets of rows with a column ``inactive``."""

    def in_use(self):
        """Return those by which texts are read now."""
        return self.filter(inactive=False)


class VocabularyQuerySet(InUse, models.QuerySet):
    """Rows of a vocabulary."""
