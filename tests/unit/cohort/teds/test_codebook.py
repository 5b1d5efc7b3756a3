"""Codes, labels and counts are those of the public codebook; the crosswalk is whole, and says what it may."""

import re
from functools import cache
from itertools import product

import pytest

from placement import FIVE_LEVEL
from placement.assessment.answers import UNSURE
from placement.cohort.teds import facts, slices
from placement.cohort.teds.codebook import ADMISSIONS, MISSING, Variable
from placement.cohort.teds.crosswalk import ANSWERS, MINORS, SETTINGS, SLICES, VARIABLES
from placement.engines.reference import evaluate
from placement.language.scale import Scale
from tests.beside import SHARED, needs

CODEBOOK = SHARED / "data" / "teds_a_2021_codebook.txt"
beside = needs(CODEBOOK)
EVERY = pytest.mark.parametrize("variable", VARIABLES, ids=lambda one: one.name)


@cache
def codebook() -> str:
    text = CODEBOOK.read_text(encoding="utf-8")
    return text[text.index("CASEID: Case identification number") : text.index("Appendix A. TEDS-A Variable")]


def section(name: str) -> tuple[str, dict[int, tuple[str, int]]]:
    """Return the title of a variable, and label and count of each of its codes."""
    parts = re.split(r"\n(?=[A-Z][A-Z0-9_]+: )", "\n" + codebook())
    found = [part for part in parts if part.lstrip("\n").startswith(f"{name}: ")]
    rows: dict[int, tuple[str, int]] = {}
    for part in found:
        for table in part.split("Value Label Frequency %")[1:]:
            for row in re.finditer(
                r"^(-?\d+) ((?:[^\n]*\n)*?[^\n]*?)[ \n]([\d,]+) \d+(?:\.\d)?%$",
                table.partition("Total")[0],
                re.MULTILINE,
            ):
                rows[int(row[1])] = " ".join(row[2].split()), int(row[3].replace(",", ""))
    title = found[0].lstrip("\n").partition("\n")[0].partition(": ")[2].strip()
    return title, rows


@beside
@EVERY
def test_codes_labels_and_counts_are_the_codebooks(variable: Variable) -> None:
    title, rows = section(variable.name)
    assert variable.title == title
    assert rows.pop(MISSING, ("", 0))[1] == variable.missing
    assert {code.value: (code.label, code.admissions) for code in variable.codes if code.admissions} == rows


@beside
def test_states_that_the_codebook_does_not_count_are_those_that_it_says_are_not_there() -> None:
    (absent,) = re.findall(
        r"^2021 (.+)$", CODEBOOK.read_text(encoding="utf-8").partition("State Exclusions")[2], re.MULTILINE
    )[:1]
    uncounted = {code.label for code in slices.STFIPS.codes if not code.admissions}
    assert uncounted == set(absent.split(", "))


@EVERY
def test_every_admission_is_counted_once(variable: Variable) -> None:
    assert sum(code.admissions for code in variable.codes) + variable.missing == ADMISSIONS
    values = [code.value for code in variable.codes]
    assert values == sorted(set(values))
    assert MISSING not in values


def test_every_variable_that_is_declared_is_read_and_every_one_that_is_read_is_used() -> None:
    declared = {one.name for module in (facts, slices) for one in vars(module).values() if isinstance(one, Variable)}
    assert [one.name for one in VARIABLES] == list(dict.fromkeys(one.name for one in VARIABLES))
    assert declared == {one.name for one in VARIABLES}
    used = {one.name for crossing in ANSWERS for said in crossing.readings for one in said.variables}
    assert declared == {*used, "SERVICES", *(one.name for one in SLICES)}


def test_the_minors_are_the_bands_that_end_below_18() -> None:
    bands = {code.value: re.findall(r"\d+", code.label) for code in slices.AGE.codes}
    assert {value for value, (_, *last) in bands.items() if last and int(last[0]) < 18} == set(MINORS)
    assert all(int(first) >= 18 for value, (first, *_) in bands.items() if value not in MINORS)


def test_every_setting_stands_for_one_level() -> None:
    assert [one.code for one in SETTINGS] == [code.value for code in facts.SERVICES.codes]
    assert [str(one.level) for one in SETTINGS] == ["4", "3", "4", "3", "3", "2", "1", "1"]
    assert {one.code: str(one.may_be) for one in SETTINGS if one.may_be} == {3: "3", 8: "2"}
    assert all(one.loses for one in SETTINGS)


@pytest.mark.parametrize("crossing", ANSWERS, ids=lambda one: one.scale.id)
def test_a_crossing_speaks_of_codes_that_there_are_and_of_anchors_of_its_scale(crossing: object) -> None:
    (one,) = [each for each in ANSWERS if each is crossing]
    assert one.scale in FIVE_LEVEL.scales
    assert one.loses
    for said in one.readings:
        for variable in said.variables:
            assert set(said.codes) <= {MISSING, *(code.value for code in variable.codes)}
        assert said.answer in {None, UNSURE} or isinstance(said.answer, one.scale)
        assert not said.at_least or (isinstance(said.answer, Scale) and said.answer < one.scale.highest())


@pytest.mark.parametrize("crossing", ANSWERS, ids=lambda one: one.scale.id)
def test_missing_is_never_an_answer(crossing: object) -> None:
    (one,) = [each for each in ANSWERS if each is crossing]
    assert [said.answer for said in one.readings if MISSING in said.codes] in ([], [None])


def test_nothing_but_a_dependence_an_opioid_disorder_and_no_housing_raises_the_floor_of_the_service() -> None:
    """So says the how-to. What TEDS can say at its worst, combined in every way, everything else at its best."""
    said = {
        one.scale.id: {0, *(int(answer.answer) for answer in one.readings if isinstance(answer.answer, Scale))}
        for one in ANSWERS
    }
    nothing = {scale.id: 0 for scale in FIVE_LEVEL.scales}
    for positions in product(*said.values()):
        person = nothing | dict(zip(said, positions, strict=True))
        level = FIVE_LEVEL.level_of_service[evaluate(FIVE_LEVEL, person).tracks["service"]]
        ill, opioids, street = (person[name] > 0 for name in ("use_disorder", "opioid_use_disorder", "housing"))
        assert str(level) == ("2" if ill and street else "1" if ill or opioids else "none")


def test_a_bound_written_as_an_answer_lowers_no_ceiling_of_a_level_a_track_or_a_rating() -> None:
    """So `bounds="least"` is exact there: with all that TEDS can say at its best, the rest still reaches the top."""
    highest = {scale.id: scale.highest() for scale in FIVE_LEVEL.scales}
    best = highest | dict.fromkeys((one.scale.id for one in ANSWERS), 0)
    # A headline that was answered closes its dimension: the details that nobody asked count as 0.
    closed = {one.scale.dimension.id for one in ANSWERS if one.scale.closes}
    best |= {one.id: 0 for one in FIVE_LEVEL.scales if one.dimension.id in closed and not (one.separate or one.closes)}
    at_best, at_worst = evaluate(FIVE_LEVEL, best), evaluate(FIVE_LEVEL, highest)
    assert (at_best.tracks, at_best.ratings) == (at_worst.tracks, at_worst.ratings)
    assert at_best.flags < at_worst.flags
