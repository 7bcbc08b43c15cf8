"""Terms of the files against those of the base: what the files part into two stands for both from then on."""

import pytest

from importers.load.reconcile import Reconciler
from importers.load.vocabularies import load_vocabularies
from policies.models import Term
from policies.vocabulary.terms import of_scheme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine")]

BENEFICIARY = Term.Scheme.BENEFICIARY


@pytest.mark.parametrize(
    "name, by_hand, is_kept",
    [
        pytest.param("孵化器与众创空间", False, False, id="two in the files now"),
        pytest.param("孵化器与众创空间", True, True, id="an editor had it so"),
        pytest.param("夜市摊主", False, True, id="the files do not know it"),
    ],
)
def test_a_term_that_became_a_word_of_others_is_used_no_more(name, by_hand, is_kept):
    Term.objects.create(scheme=BENEFICIARY, name=name, words=[name], edited_by_human=by_hand)
    load_vocabularies(Reconciler())
    assert Term.objects.in_use().filter(name=name).exists() == is_kept


def test_the_old_name_means_both():
    assert {term.name for term in of_scheme(BENEFICIARY).named("孵化器与众创空间")} == {"孵化器", "众创空间"}
