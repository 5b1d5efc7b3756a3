import pytest

from placement.language.words import Ages


@pytest.mark.parametrize(
    ("ages", "text"),
    [
        (Ages(), ""),
        (Ages(18), "18 years or more"),
        (Ages(1), "1 year or more"),
        (Ages(greatest=17), "17 years or less"),
        (Ages(12, 17), "12 to 17 years"),
        (Ages(12, 12), "12 years"),
        (Ages(1, 1), "1 year"),
        (Ages(0, 1), "0 to 1 year"),
    ],
)
def test_the_bounds_of_an_age_in_words(ages: Ages, text: str) -> None:
    assert ages.text == text
