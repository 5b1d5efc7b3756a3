"""Write `deciding.yaml` anew: what decides for each person of this folder, as the reference engine says now.

    python -m tests.golden.renew

Every line that changes is read against the rulebook before it is committed: the file says what is expected, and this
program can only say what is.
"""

import yaml

from placement import place
from tests.golden.vignettes import DECIDING, deciding, vignettes

_HEAD = """\
# What decides for each golden person: the rules that put them at their level, and the answers of the shortest reason.
# Written by `python -m tests.golden.renew`, then read line by line against the rulebook.
"""


def main() -> None:
    """Write the file."""
    found = {name: deciding(place(person, engine="reference")) for name, person in vignettes().items()}
    text = yaml.safe_dump(found, sort_keys=False, default_flow_style=None, width=118, allow_unicode=True)
    DECIDING.write_text(_HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
