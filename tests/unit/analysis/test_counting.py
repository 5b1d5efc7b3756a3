from fractions import Fraction

import pytest

from placement import FIVE_LEVEL, Service, UnknownSubject
from placement.analysis import share
from placement.analysis.counting import count_above, count_all
from tests.tiny_rulebook import SERVICE, TINY


def test_everybody_is_counted_exactly() -> None:
    """Of 3 x 2 x 3 people, each with 3 ways to work: 9 have a plan; of the other 9, 2 have low mood and 40 or more."""
    shares = share(TINY, SERVICE)
    assert shares.everybody == 54
    assert shares.exactly == {"home": 3, "clinic": 18, "ward": 33}
    assert shares.at_least == {"home": 54, "clinic": 51, "ward": 33}
    assert shares.fraction("ward") == Fraction(33, 54)
    assert shares == share(TINY, "service")


def test_it_is_shown_as_a_line_for_each_value() -> None:
    assert share(TINY, SERVICE).to_text() == (
        "service: of 54 possible people\n 3   5.5556%  home\n18  33.3333%  clinic\n33  61.1111%  ward"
    )


def test_the_shipped_rulebook_is_counted_to_the_last_person() -> None:
    shares = share(FIVE_LEVEL, Service)
    assert shares.everybody == 486_000_000_000_000_000_000
    assert sum(shares.exactly.values()) == shares.everybody
    assert shares.to_text().splitlines()[0] == "service: of 486,000,000,000,000,000,000 possible people"


@pytest.mark.parametrize("subject", ["nothing", "mind", "flag.fluids"])
def test_what_is_no_track_is_refused(subject: str) -> None:
    with pytest.raises(UnknownSubject) as raised:
        share(TINY, subject)
    assert str(raised.value) == f"`{subject}` is no track of `tiny`"


def test_nobody_is_above_no_one_and_everybody_above_nobody_in_need() -> None:
    lattice = TINY.lattice
    assert count_all(lattice) == 54
    assert count_above(lattice, []) == 0
    assert count_above(lattice, [0]) == 54
    assert count_above(lattice, [lattice.top]) == 1
