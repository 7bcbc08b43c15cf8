"""The terms in use and their words; what people say for them is read by :func:`policies.vocabulary.everyday.named`."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from policies.models import Term
from policies.revision_cache import cached_per_vocabulary
from policies.text.normalize import fold

# The umbrella over the service trades.
SERVICES = "服务业"


@dataclass(frozen=True, slots=True)
class SchemeTerms:
    """The terms in use of one scheme, in the vocabulary's order, and what people call each; words are folded."""

    terms: tuple[Term, ...]
    by_name: Mapping[str, Term]
    by_word: Mapping[str, tuple[Term, ...]]

    def named(self, word: str) -> tuple[Term, ...]:
        """Return the term of this name, else those that the word stands for, the vocabulary's first first; or ()."""
        folded = fold(word)
        return (self.by_name[folded],) if folded in self.by_name else self.by_word.get(folded, ())


@cached_per_vocabulary
def of_scheme(scheme: str) -> SchemeTerms:
    """Return the terms in use of a scheme."""
    terms = tuple(Term.objects.in_use().of(scheme).in_order())
    by_word: dict[str, tuple[Term, ...]] = {}
    for term in terms:
        for word in dict.fromkeys(map(fold, term.words)):
            by_word[word] = (*by_word.get(word, ()), term)
    by_name = {fold(term.name): term for term in reversed(terms)}
    return SchemeTerms(terms, MappingProxyType(by_name), MappingProxyType(by_word))


@cached_per_vocabulary
def known_words() -> frozenset[str]:
    """Return all words by which a term of any scheme is known, folded."""
    schemes = [of_scheme(scheme) for scheme in Term.Scheme]
    return frozenset(word for each in schemes for word in (*each.by_name, *each.by_word))


def wider(sector: Term) -> tuple[Term, ...]:
    """Return the terms that speak of a sector without naming it: 服务业 of every service trade."""
    return of_scheme(Term.Scheme.SECTOR).named(SERVICES) if sector.is_service else ()


@cached_per_vocabulary
def by_id() -> dict[int, Term]:
    """Return the terms in use of all schemes, by id."""
    return {term.pk: term for scheme in Term.Scheme for term in of_scheme(scheme).terms}
