"""Addresses of what is called by a name: the name itself, or its number where an address cannot carry the name."""

import re

from django.db import models

# What servers and browsers part a path at, take for a way up, or decode twice; and what would be taken for a number.
_NOT_CARRIED = re.compile(r"[/\\\n\r\t\f]|^\.{1,2}$|^\s|\s$|%[0-9A-Fa-f]{2}|^-\d+$")
_NUMBER = re.compile(r"-([0-9]{1,18})", re.ASCII)


class NamedQuerySet(models.QuerySet):
    """Rows that have a name."""

    def at(self, *addresses: str):
        """Return what stands at one of some addresses (:attr:`Named.address`)."""
        numbers = {address: int(found[1]) for address in addresses if (found := _NUMBER.fullmatch(address))}
        names = [address for address in addresses if address not in numbers]
        return self.filter(models.Q(pk__in=numbers.values()) | models.Q(name__in=names))


class Named(models.Model):
    """A row with a ``name``, which is its address."""

    class Meta:
        abstract = True

    name: models.CharField | str

    @property
    def address(self) -> str:
        """The name as a part of an address: 省商务厅; of “批发/零售” its number, -17."""
        return self.numbered_address if _NOT_CARRIED.search(str(self.name)) else str(self.name)

    @property
    def numbered_address(self) -> str:
        """The address that holds whatever it is called: -17."""
        return f"-{self.pk}"
