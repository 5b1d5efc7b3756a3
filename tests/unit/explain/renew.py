"""Write the expected renderings again: `python -m tests.unit.explain.renew`. Read the difference before committing it.

The style sheet is left out: how it looks is judged by eye, and `python docs/make_picture.py` shows it.
"""

from pathlib import Path

from placement.explain.stylesheet import STYLE
from placement.recommendation.recommendation import Recommendation
from tests.unit.explain.people import DIGEST_WRITTEN, PEOPLE

__all__ = ["EXPECTED", "EXPECTED_OF", "FORMATS", "rendered"]

EXPECTED = Path(__file__).parent / "expected"
EXPECTED_OF = ("determined", "open-level", "urgent")
FORMATS = {
    "txt": "to_text",
    "letter.txt": "to_plain_language",
    "md": "to_markdown",
    "html": "to_html",
    "mmd": "to_mermaid",
}


def rendered(recommendation: Recommendation, suffix: str) -> str:
    """Return one rendering, without the style sheet, elements of HTML on lines of their own."""
    said: str = getattr(recommendation, FORMATS[suffix])().replace(recommendation.rulebook.digest[:12], DIGEST_WRITTEN)
    return said.replace(STYLE, "").replace("><", ">\n<") + "\n" if suffix == "html" else said


if __name__ == "__main__":
    for name in EXPECTED_OF:
        for suffix in FORMATS:
            EXPECTED.mkdir(exist_ok=True)
            (EXPECTED / f"{name}.{suffix}").write_text(rendered(PEOPLE[name], suffix), encoding="utf-8")
