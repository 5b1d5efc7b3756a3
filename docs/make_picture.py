"""Make the picture in the README: one recommendation as it looks in a notebook, in light and in dark.

    python docs/make_picture.py [CASE] [--chromium PATH]

It places a case of `examples/cases`, writes the page to `docs/_build/recommendation.html` and, where a Chromium is
found, photographs its upper part (as far as the table of levels) into `docs/_static/`. The page itself is whole: open
it in any browser.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from placement import Assessment, place
from placement.cli.reading import read_bytes, read_data

__all__ = ["main", "page", "photograph"]

_DOCS: Final = Path(__file__).resolve().parent
_CASE: Final = _DOCS.parent / "examples" / "cases" / "brothers-house.yaml"
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_WIDTH: Final = 1000
_QUIET: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-device-scale-factor=1.5",
)

_PAGE: Final = """<!doctype html>
<html lang="en-GB" data-theme="{theme}">
<meta charset="utf-8">
<title>A recommendation</title>
<style>
  :root {{ color-scheme: {theme}; }}
  body {{ margin: 20px; background: Canvas; }}
  body > article {{ margin: auto !important; }}
</style>
{article}
</html>
"""

# The page that is photographed ends below the table of levels and fades out there; its title says how tall it is.
_CUT: Final = """<style>
  body { overflow: hidden; }
  body::after { content: ""; position: absolute; inset: auto 0 0; height: 90px;
    background: linear-gradient(transparent, Canvas); }
</style>
<script>
  const end = document.querySelector(".levels").closest("section").getBoundingClientRect().bottom;
  const height = Math.round(end + window.scrollY + 70);
  Object.assign(document.body.style, { position: "relative", height: height + "px", margin: 0, padding: "20px",
    boxSizing: "border-box" });
  document.title = "height " + height;
</script>
"""


def page(article: str, theme: str = "light dark") -> str:
    """Return a whole page that shows an article.

    Args:
        article: The HTML of a recommendation.
        theme: `light`, `dark`, or both for the reader's own choice.
    """
    return _PAGE.format(article=article, theme=theme)


def photograph(article: str, theme: str, picture: Path, chromium: str) -> None:
    """Photograph an article, down to its table of levels.

    Args:
        article: The HTML of a recommendation.
        theme: `light` or `dark`.
        picture: The PNG file to be written.
        chromium: The browser's path.
    """
    with tempfile.TemporaryDirectory() as scratch:
        shown = Path(scratch) / "page.html"
        shown.write_text(page(article + _CUT, theme), encoding="utf-8")
        profile = f"--user-data-dir={scratch}/profile"

        def run(*arguments: str) -> str:
            command = [chromium, *_QUIET, profile, *arguments, shown.as_uri()]
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - a browser on a page of our own

        found = re.search(r"<title>height (\d+)", run("--dump-dom", f"--window-size={_WIDTH},800"))
        if found is None:
            sys.exit(f"{chromium} did not lay the page out")
        run(f"--screenshot={picture}", f"--window-size={_WIDTH},{found[1]}")


def main() -> None:
    """Write the page and, where a browser is found, the pictures."""
    parser = argparse.ArgumentParser(description="Make the picture in the README.")
    parser.add_argument("case", nargs="?", type=Path, default=_CASE, help="a file of examples/cases")
    parser.add_argument("--chromium", default=next(filter(None, map(shutil.which, _BROWSERS)), None), help="its path")
    given = parser.parse_args()
    case = read_data(str(given.case), read_bytes(str(given.case)))
    article = place(Assessment.model_validate(case["answers"] if isinstance(case, dict) else case)).to_html()
    written = _DOCS / "_build" / "recommendation.html"
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(page(article), encoding="utf-8")
    sys.stdout.write(f"wrote {written}\n")
    if given.chromium is None:
        sys.exit(f"no picture was made: found none of {', '.join(_BROWSERS)}; name one with --chromium")
    for theme, name in (("light", "recommendation.png"), ("dark", "recommendation-dark.png")):
        picture = _DOCS / "_static" / name
        picture.parent.mkdir(parents=True, exist_ok=True)
        photograph(article, theme, picture, given.chromium)
        sys.stdout.write(f"wrote {picture}\n")


if __name__ == "__main__":
    main()
