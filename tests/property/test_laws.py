"""The laws that users are given, on the shipped rulebook and on random small ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement import FIVE_LEVEL
from placement.testing import LAWS, Law, laws, rulebooks

TestFiveLevel = laws(FIVE_LEVEL)

# durable-rules never frees a rulebook, so that law is tried on random ones with care: see `test_engines_agree`.
_WITHOUT_COMPILING = [law for law in LAWS if law.__name__ != "both_engines_agree"]


@pytest.mark.parametrize("law", _WITHOUT_COMPILING, ids=lambda law: law.__name__)
@given(data=st.data())
def test_laws_hold_of_any_rulebook(law: Law, data: st.DataObject) -> None:
    law(data.draw(rulebooks(), "rulebook"), data)
