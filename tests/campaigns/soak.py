"""Place very many random people from many threads: no crash, no disagreement, no memory taken.

    python -m tests.campaigns.soak --people 1000000 --threads 8 --engine both

Answers are left out or unsure, from nearly all of a person's to none. One recommendation in a thousand is also read
whole. The exit status is 1 if engines disagreed, anything failed, or memory grew by more than a twentieth in the second
half; in the first, the library fills its bounded caches of what a rulebook says.
"""

import argparse
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from placement.assessment.assessment import Assessment
from placement.errors import EngineDisagreement
from placement.recommendation.place import Engine, place

AT_ONCE: Final = 500
READ_WHOLE: Final = 1_000
WARM_UP: Final = 20
MOST_GROWTH: Final = 1.05


def random_assessment(randomly: random.Random) -> Assessment:
    """Return what may be known of somebody; how much of it, and how needy they are, differs from one to the next."""
    known, needy, unsure = randomly.random() ** 0.3, randomly.random(), randomly.random() * 0.2
    answers: dict[str, int | str] = {}
    for scale in Assessment.scales:
        if randomly.random() < unsure:
            answers[scale.id] = "unsure"
        elif randomly.random() < known:
            answers[scale.id] = randomly.randint(1, scale.highest()) if randomly.random() < needy else 0
    if randomly.random() < known:
        answers["age"] = randomly.randint(18, 90)
    return Assessment.model_validate(answers)


def place_some(seed: int, count: int, engine: Engine) -> Counter[str]:
    """Return how many of these people were placed, how many levels were determined, and what went wrong."""
    randomly = random.Random(seed)
    found: Counter[str] = Counter()
    for number in range(count):
        try:
            recommendation = place(random_assessment(randomly), engine=engine)
            found["determined"] += recommendation.determined
            if number % READ_WHOLE == 0:
                recommendation.model_dump_json()
        except EngineDisagreement as error:
            found["disagreements"] += 1
            print(f"\nseed {seed}, person {number}: {error}", file=sys.stderr)
        except Exception as error:  # noqa: BLE001 - every one is counted, and makes the campaign fail
            found["errors"] += 1
            print(f"\nseed {seed}, person {number}: {type(error).__name__}: {error}", file=sys.stderr)
        found["people"] += 1
    return found


def resident_mib() -> float:
    """Return the memory that this process holds, in MiB (Linux says so in `/proc`)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


@dataclass
class Soak:
    """What became of a campaign."""

    found: Counter[str] = field(default_factory=Counter)
    memory: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether everybody was placed, by engines that agree, without more memory for more people."""
        failed = self.found["disagreements"] or self.found["errors"]
        return not failed and self.memory["end"] <= self.memory["middle"] * MOST_GROWTH

    def __str__(self) -> str:
        """Return a table."""
        rows = [(name, f"{self.found[name]:,}") for name in ("people", "determined", "disagreements", "errors")]
        rows += [(f"resident memory, {when}", f"{self.memory[when]:,.1f} MiB") for when in ("start", "middle", "end")]
        rows += [
            ("seconds", f"{self.seconds:,.0f}"),
            ("each person", f"{self.seconds / max(self.found['people'], 1) * 1_000:.2f} ms"),
        ]
        return "\n".join(f"{name:<24}{value:>16}" for name, value in rows)


def soak(people: int, threads: int, engine: Engine, seed: int) -> Soak:
    """Place people in portions, each with a seed of its own, so that one can be run again.

    Memory is first looked at after a few portions, when every thread has its arena and the rulebook is compiled.
    """
    result = Soak()
    portions = [min(AT_ONCE, people - begun) for begun in range(0, people, AT_ONCE)]
    marks = {"start": min(WARM_UP, len(portions)), "middle": (len(portions) + 1) // 2, "end": len(portions)}
    tenths = {len(portions) * tenth // 10 for tenth in range(1, 11)}
    begun = time.perf_counter()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        seeds = range(seed, seed + len(portions))
        for done, found in enumerate(pool.map(place_some, seeds, portions, [engine] * len(portions)), 1):
            result.found += found
            result.memory.update({when: resident_mib() for when, mark in marks.items() if mark == done})
            if done in tenths:
                taken = time.perf_counter() - begun
                print(f"{result.found['people']:>12,} placed in {taken:,.0f} s, {resident_mib():,.1f} MiB", flush=True)
    result.seconds = time.perf_counter() - begun
    return result


def main() -> int:
    """Run a campaign and print one table."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.campaigns.soak", description="Place very many random people from many threads."
    )
    asked.add_argument("--people", type=int, default=1_000_000, help="how many (default: %(default)s)")
    asked.add_argument("--threads", type=int, default=8, help="from how many threads (default: %(default)s)")
    asked.add_argument("--engine", choices=get_args(Engine), default="both", help="which (default: %(default)s)")
    asked.add_argument("--seed", type=int, default=0, help="of the first portion (default: %(default)s)")
    given = asked.parse_args()
    result = soak(given.people, given.threads, given.engine, given.seed)
    print(f"\nengine {given.engine}, {given.threads} threads, Python {sys.version.split()[0]}\n{result}")
    return 0 if result.good else 1


if __name__ == "__main__":
    sys.exit(main())
