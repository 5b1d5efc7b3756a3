from placement.language.reviews import Numbers, ReviewTimes


def test_numbers_by_name_are_values_that_do_not_change() -> None:
    given = {"2.1": 28}
    numbers = Numbers(given)
    given["2.1"] = 7
    assert repr(numbers) == "{'2.1': 28}"
    assert len({numbers, Numbers({"2.1": 28}), Numbers({"2.1": 7})}) == 2


def test_times_that_say_the_same_are_one() -> None:
    assert len({ReviewTimes(shortest_phase_days={"2.1": 28}), ReviewTimes(shortest_phase_days={"2.1": 28})}) == 1
    assert ReviewTimes(shortest_phase_days={"2.1": 28}) != ReviewTimes(shortest_phase_days={"2.1": 7})
