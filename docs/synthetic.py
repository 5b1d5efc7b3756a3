"""The synthetic cohort as a page of the reference: what is from real admissions, what is assumed, who does what."""

from collections.abc import Iterator
from typing import Final

from placement.cohort.synthetic import synthetic_cohort
from placement.cohort.synthetic.assumptions import HIDDEN, SPREADS
from placement.cohort.synthetic.marginals import (
    AGES,
    CO_OCCURRING,
    HOMELESS,
    PAYERS,
    PREGNANT,
    PRIMARY,
    SUBSTANCES,
    WOMEN,
    WORKING,
)
from placement.cohort.synthetic.practice import BEHAVIOURS, GAPS, GROUPS, REVIEWERS_AT_A_SITE, SITES
from placement.cohort.tables import pl
from placement.language.scale import HIGHEST_RATING
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.levels import Level

__all__ = ["synthetic"]

_SIZE: Final = 100_000
_SEED: Final = 2021

_ABOUT: Final = """\
# The synthetic cohort

`placement.cohort.synthetic.synthetic_cohort(size, seed)` makes a table of past assessments of adults **who do not
exist**: for examples, tests and measurements. Nothing in it is a finding about anybody, and its column `synthetic_id`
says so wherever it goes. No site, reviewer, payer or group of people is meant by it.

```python
from placement.cohort.synthetic import synthetic_cohort

cohort = synthetic_cohort(10_000, seed=7)
print(cohort.height, cohort.columns[:8])
```

```text
10000 ['synthetic_id', 'site', 'reviewer', 'month', 'payer', 'group', 'sex', 'age']
```

The same seed gives the same people in the same order, on every machine; the first of a larger cohort are those of a
smaller one. `synthetic_batches` gives them a million at a time, for files larger than memory.

## How it is made

1. **Where** somebody is seen comes first: a site, a reviewer there, a month, a payer, and an invented group.
2. **What is so**: age, sex, substances and an answer to every question, correlated and free of contradictions, as
   {py:func}`~placement.cohort.synthetic.population.population` makes them one by one: five hidden things, how severe
   use is, the body, the mind, the home and the will to change, from which each answer is cut together with chance.
   Where real admissions have a share of their own, it is that share.
3. **What is needed**: `FIVE_LEVEL` evaluated on all of these answers. `truth=True` shows it; no real table has it.
4. **What is given**: the need, as judged by somebody noisy and changed by what practice does (below). Where it is not
   the need, a discrepancy reason is mostly written down.
5. **What is recorded**: the answers, with gaps.
"""

_MARGINALS: Final = """\
## Shares of real admissions

From the frequencies in the public codebook of TEDS-A 2021, missing left out, each by itself: the codebook says nothing
of how they go together, so that is assumed. Beside them, what {size:,} synthetic people have (seed {seed}).
"""

_ASSUMED: Final = """\
Shares are of the people whom an answer concerns (withdrawal: of those who use the substance and have a disorder),
before contradictions are taken out. *Hangs on* is the weight of each hidden thing, -1 to 1; chance has the rest. The
headlines of withdrawal and mental health are then raised to what the details mean.
"""

_BESIDE: Final = """\
Secondary and tertiary substances are drawn from `SUB2` and `SUB3` regardless of the first. Pregnancy is spread over
women under 46. `PSYPROB` is met by the number of signs of mental illness that is assumed, since headlines are raised to
what the details mean. Everything else is assumed, also how severe use is, of which TEDS records nothing; so nothing
about levels, needed or given, is taken from real admissions.
"""


def _percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %")


def _shares() -> Iterator[tuple[str, str, float, pl.Expr]]:
    """Return what is compared: what it is, the variable, its share there, and who has it here."""
    everybody = sum(AGES.values())
    for (first, last), share in AGES.items():
        yield f"{first} to {last} years", "AGE", share / everybody, pl.col("age").is_between(first, last)
    yield "women", "GENDER", WOMEN, pl.col("sex") == "female"
    for name, share in PAYERS.items():
        yield f"payer: {name}", "PRIMPAY", share, pl.col("payer") == name
    yield "pregnant, of women", "PREG", PREGNANT, (pl.col("pregnancy") > 0).filter(pl.col("sex") == "female")
    yield "without any housing", "LIVARAG", HOMELESS, pl.col("housing") > 2  # noqa: PLR2004 - none
    yield "co-occurring mental disorder", "PSYPROB", CO_OCCURRING, pl.col("co_occurring") > 0
    yield "duties at work", "EMPLOY", WORKING, pl.col("work_duties") > 0


def _marginals(cohort: pl.DataFrame) -> Iterator[str]:
    yield from (
        _MARGINALS.format(size=_SIZE, seed=_SEED),
        "| What | Variable | TEDS-A 2021 | here |",
        "|---|---|--:|--:|",
    )
    for what, variable, share, who in _shares():
        yield f"| {what} | `{variable}` | {_percent(share)} | {_percent(float(cohort.select(who.mean()).item()))} |"
    used = {name: PRIMARY[name] / (1 - PRIMARY["none"]) for name in SUBSTANCES if name != "none"}
    told = ", ".join(f"{name} {_percent(share)}" for name, share in used.items())
    yield from ("", f"Primary substance (`SUB1`), of those who use any: {told}.", "", _BESIDE)


def _assumed() -> Iterator[str]:
    yield from ("## What is assumed of answers", "")
    yield from (_ASSUMED, "| Answer | at 1 or worse | 2 | 3 | 4 | hangs on |", "|---|--:|--:|--:|--:|---|")
    for name, spread in SPREADS.items():
        shares = [_percent(share) for share in spread.shares] + [""] * (HIGHEST_RATING - len(spread.shares))
        weights = ", ".join(f"{hidden} {weight:g}" for hidden, weight in spread.weights.items())
        what = f"`{name}`" if name in FIVE_LEVEL.scale_named else name
        yield f"| {what} | {' | '.join(shares)} | {weights or 'chance'} |"
    hidden = "; ".join(
        f"{name} on " + ", ".join(f"{other} {weight:g}" for other, weight in weights.items())
        for name, weights in HIDDEN.items()
        if weights
    )
    yield from ("", f"The hidden things hang together: {hidden}.", "")


def _practice() -> Iterator[str]:
    yield from ("## What practice does", "", "All of it is invented, to be found again by an audit.", "")
    yield from ("| Id | Who | What happens | How much |", "|---|---|---|--:|")
    yield from (f"| `{one.id}` | {one.who} | {one.does} | {one.share:g} |" for one in BEHAVIOURS)
    shares = ", ".join(f"{name} {_percent(share)}" for name, share in GROUPS.items())
    yield from ("", f"They come in this order; the reason of the last one is recorded. Groups: {shares}.", "")
    yield from ("| Site | Share | Reviewers | Use more severe by (SD) | Gaps, times |", "|---|--:|---|--:|--:|")
    for place, one in enumerate(SITES):
        first, last = place * REVIEWERS_AT_A_SITE + 1, (place + 1) * REVIEWERS_AT_A_SITE
        yield f"| {one.name} | {_percent(one.share)} | R{first:02} to R{last:02} | {one.sicker:g} | {one.gaps:g} |"
    gaps = ", ".join(f"a {kind} {_percent(share)}" for kind, share in GAPS.items())
    yield from ("", f"Missing at most sites: {gaps}. Nobody is recorded as unsure.", "")


def _levels(cohort: pl.DataFrame) -> Iterator[str]:
    names = [str(level) for level in Level]
    yield from ("## What comes of it", "", f"The level needed (rows) and given (columns), of {_SIZE:,} people:", "")
    yield from ("| | " + " | ".join(names) + " | all |", "|---|" + "--:|" * (len(names) + 1))
    table = cohort.group_by("level_needed", "level_given").len()
    people = {(str(needed), str(given)): many for needed, given, many in table.iter_rows()}
    for needed in names:
        row = [people.get((needed, given), 0) for given in names]
        yield f"| **{needed}** | " + " | ".join(f"{many:,}" for many in [*row, sum(row)]) + " |"
    yield ""


def synthetic() -> str:
    """Return the page."""
    cohort = synthetic_cohort(_SIZE, _SEED, truth=True)
    return "\n".join([_ABOUT, *_marginals(cohort), *_assumed(), *_practice(), *_levels(cohort)])
