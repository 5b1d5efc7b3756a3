from placement.analysis.example import described
from tests.tiny_rulebook import TINY


def test_a_part_of_a_report_is_nobodys_record_and_prints_what_it_says() -> None:
    fields = "scale='low_mood', title='Low mood', title_within='low mood', answer='marked', position=2"
    worst = {scale.id: int(scale.highest()) if scale.id == "low_mood" else 0 for scale in TINY.scales}
    (answer,) = described(TINY, TINY.lattice.encode(worst))
    assert repr(answer) == f"Answered({fields})"
    assert str(answer) == fields.replace(", ", " ")
    assert dict(answer.__repr_args__()) == answer.model_dump()
