"""Forward chaining on durable-rules 2.0.28: the second of the two engines that must agree.

durable-rules has faults that no caller may meet, so it is given as little as can be:

- A rulebook becomes a ruleset for each stratum: criteria first, then rules and flags, then rules that read a track.
  Actions never assert facts.
- A rule never joins two facts of durable-rules. Where it has fired, retracting the second one reads beyond its record
  of the match, and may write there (`deleteMessageFromFrame` in its state.c). So the conjunctions are split into
  batches of at most 64, and for each batch the person is one fact, such as `{"id":"2","g":2,"0":3,"7":1}`: to batch 2,
  answer 0 reaches the third of the positions that are tested, answer 7 the first, and no other answer reaches any.
- The parts of these texts are written when the rulebook is compiled, and a person only chooses among them. So nothing
  but small whole numbers ever enters.
- There is one session, whose id is constant. After each person every fact is retracted by its id. A ruleset in which
  that did not come to its end is never used again.
- A person is asserted, run and retracted within one call of the interpreter, over iterators written in C: no handler of
  a signal runs in between. It may place a person before or after, or raise, and the ruleset is as good as new.
- The loop that asks for the next rule to fire is our own, over the functions of the extension. That of
  `durable.engine` starts timer threads, calls a function that Python 3.12 deprecates, logs, gives up quietly when the
  clock jumps ten seconds, swallows an exception (`KeyboardInterrupt` too) into the session, where the next person
  finds it, puts facts into the text of its own, and takes four fifths of the time.

All of a process share one compiled rulebook, under a lock: durable-rules holds the interpreter's lock throughout, so
more would not be faster, and it never frees a ruleset. Should one be in use all the same, as where the garbage
collector runs what places a person, there is another, up to a bound. A forked child compiles its own.
"""

import os
import sys
import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import chain, repeat, takewhile
from typing import Any, Final, Protocol, cast

from placement.engines.conjunctions import Batch, Stratum, strata
from placement.engines.reference import Facts, Outcome, Person
from placement.errors import EngineError, EngineUnavailable
from placement.language.condition import AtLeast
from placement.language.declarations import Criterion, Declared, Flag, Identified, Rule

VERSION: Final = "2.0.28"
"""The version of durable-rules that this module is written for: the last one, of 2020."""

MOST_COMPILED: Final = 1_000
"""Rulebooks that a process may compile. Each takes memory that is never freed: 5 MB for the shipped one."""

_PYTHON: Final = sys.version_info[:2]
_TOO_NEW: Final = (3, 13)

MOST_POOLED: Final = 8
"""Copies of one rulebook that a process may compile: one, and others while that is in use or after it failed."""

_SESSION: Final = 1  # the handle of the one session
_TAKEN: Final = [(0, _SESSION), (1, _SESSION)]  # every fact met a rule; some fact met none
_GIVEN_BACK: Final = [(0, _SESSION), None]  # how the results of a run end that came to its end


class _Extension(Protocol):
    """What is used of durable-rules, which has no types: functions of its C extension, with their results."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """Return the handle of a new ruleset."""
        ...

    def assert_facts(self, ruleset: int, facts: str, /) -> tuple[int, int]:
        """Return the handle of the session after 0; after 1, where some fact met no rule; or after another number."""
        ...

    def retract_facts(self, ruleset: int, facts: str, /) -> tuple[int, int]:
        """As `assert_facts`. A fact that is not there is passed over."""
        ...

    def start_action_for_state(self, ruleset: int, session: int, /) -> tuple[str, str] | None:
        """Return the session, and the first rule to fire with the facts that it matched; or nothing."""
        ...

    def complete_and_start_action(self, ruleset: int, session: int, /) -> str | None:
        """Return the next rule to fire, as above; or nothing."""
        ...


@cache
def _installed_version() -> str | None:
    from importlib import metadata  # noqa: PLC0415 - slow to load, and asked for once

    try:
        return metadata.version("durable-rules")
    except metadata.PackageNotFoundError:
        return None


def why_unavailable() -> str | None:
    """Return the reason why this engine cannot be used here, or `None` where it can."""
    if _PYTHON >= _TOO_NEW:
        return (
            f"durable-rules {VERSION} cannot be loaded by Python {_PYTHON[0]}.{_PYTHON[1]}: "
            f"use Python 3.11 or 3.12 with `pip install durable-rules=={VERSION}`, or the reference engine"
        )
    installed = _installed_version()
    if installed is None:
        return f"durable-rules is not installed: `pip install durable-rules=={VERSION}` (it needs a C compiler)"
    if installed != VERSION:
        return f"durable-rules {installed} is installed, not {VERSION}: `pip install durable-rules=={VERSION}`"
    return None


def available() -> bool:
    """Say whether this engine can be used here."""
    return why_unavailable() is None


def _extension() -> _Extension:
    reason = why_unavailable()
    if reason is None:
        try:
            import durable_rules_engine  # type: ignore[import-not-found] # noqa: PLC0415 - untyped, optional, used last
        except ImportError:
            reason = (
                f"durable-rules {VERSION} is installed and cannot be loaded: "
                f"`pip install --force-reinstall durable-rules=={VERSION}`"
            )
        else:
            return cast("_Extension", durable_rules_engine)
    raise EngineUnavailable(reason)


def _failed(error: Exception) -> EngineError:
    return EngineError(f"durable-rules failed: `{type(error).__name__}`")


def _list(items: Iterable[str]) -> str:
    return f"[{','.join(items)}]"


class _Message:
    """Writes what a batch is told of a person.

    Attributes:
        patterns: What durable-rules is to match, for each conjunction.
    """

    def __init__(self, number: int, batch: Batch) -> None:
        tested: dict[str, set[int]] = defaultdict(set)
        for test in chain.from_iterable(batch):
            tested[test.fact].add(test.at_least)
        self._start = f'{{"id":"{number}","g":{number}'
        # By fact: the positions tested, and the text where none, the first, the second, ... of them is reached.
        self._parts: list[tuple[str, list[int], list[str]]] = []
        pattern: dict[AtLeast, str] = {}
        for name, (fact, positions) in enumerate(tested.items()):
            order = sorted(positions)
            self._parts.append((fact, order, ["", *(f',"{name}":{step}' for step in range(1, len(order) + 1))]))
            for step, position in enumerate(order, 1):
                pattern[AtLeast(fact, position)] = f',{{"$gte":{{"{name}":{step}}}}}'
        self.patterns = [
            f'{{"$and":[{{"g":{number}}}{"".join([pattern[test] for test in conjunction])}]}}' for conjunction in batch
        ]

    def fact(self, facts: Facts) -> str:
        """Return the fact to assert; nothing where no test of this batch is met."""
        parts = "".join([texts[bisect_right(order, facts[fact])] for fact, order, texts in self._parts])
        return f"{self._start}{parts}}}" if parts else ""


def _raises(declared: Criterion | Rule | Flag) -> tuple[str, str, int]:
    """Return a declaration's id, and what it raises how far: a flag raises nothing."""
    if isinstance(declared, Flag):
        return declared.id, "", 0
    return declared.id, declared.raises.fact, declared.raises.at_least


class _Ruleset:
    """A stratum in durable-rules.

    Attributes:
        raises: By place of the declaration: its id, and what it raises how far; a flag raises nothing.
    """

    def __init__(self, extension: _Extension, stratum: Stratum) -> None:
        self._extension = extension
        self.raises = [_raises(declaration) for declaration in stratum.declared]
        self._always = stratum.always
        self._met = tuple(chain.from_iterable(batch.values() for batch in stratum.batches))
        self._messages = [_Message(number, batch) for number, batch in enumerate(stratum.batches)]
        self._everything = _list(f'{{"id":"{number}"}}' for number in range(len(self._messages)))
        self._handles: list[int] = []
        self._results: list[Any] = []  # of the last run, in the order of the calls; once it came to its end, the last

    def compile(self) -> None:
        """Make it known to durable-rules, once: whatever interrupts this, the handle is kept, or was never given."""
        if self._handles:
            return
        patterns = chain.from_iterable(message.patterns for message in self._messages)
        rules = ",".join(f'"{rule}":{{"all":[{{"m":{pattern}}}]}}' for rule, pattern in enumerate(patterns))
        self._handles.extend(map(self._extension.create_ruleset, ["placement"], [f"{{{rules}}}"]))

    @property
    def empty(self) -> bool:
        """Whether it holds no facts: where it does, a run goes on, or did not come to its end."""
        return not self._results or self._results[-2:] == _GIVEN_BACK

    def met(self, facts: Facts) -> set[int]:
        """Return the places of the declarations that these facts meet."""
        messages = [text for text in (message.fact(facts) for message in self._messages) if text]
        fired = self._run(_list(messages)) if messages else []
        return set(self._always).union(*[self._met[rule] for rule in fired])

    def _run(self, posted: str) -> list[int]:
        extension, ruleset = self._extension, self._handles
        first = map(extension.start_action_for_state, ruleset, [_SESSION])
        others = map(extension.complete_and_start_action, repeat(ruleset[0]), repeat(_SESSION))
        calls = chain(
            [None],
            map(extension.assert_facts, ruleset, [posted]),
            takewhile(bool, chain(first, others)),
            map(extension.retract_facts, ruleset, [self._everything]),
            [None],
        )
        results: list[Any] = []
        self._results = results
        try:
            results.extend(calls)  # all at once: see the top
        except extension.error as error:  # its text may tell of the person
            raise _failed(error) from None
        self._results = results[-2:]  # the others tell of the person
        _, taken, *rules, given_back, _ = results
        if taken not in _TAKEN or given_back != _GIVEN_BACK[0]:
            self._results = [None]  # whatever is in it, it is not used again
            raise EngineError("durable-rules did not take every fact, or did not give it back")
        # The first is a session and a rule, the others are a rule, such as `{"12":{"m":...}}`: rule 12, on this fact.
        texts = [rules[0][1], *rules[1:]] if rules else []
        return [int(rule[2 : rule.index('"', 2)]) for rule in texts]


class _Compiled:
    """A rulebook in durable-rules."""

    def __init__(self, extension: _Extension, rulebook: Declared, steps: Iterable[Stratum]) -> None:
        self._rulesets = [_Ruleset(extension, stratum) for stratum in steps]
        self._ratings = [dimension.id for dimension in rulebook.dimensions if dimension.rated]
        self._tracks = [track.id for track in rulebook.tracks]
        self._unraised = dict.fromkeys([*self._ratings, *self._tracks], 0)
        self._error = extension.error

    def compile(self) -> None:
        """Make it known to durable-rules, as far as it is not."""
        try:
            for ruleset in self._rulesets:
                ruleset.compile()
        except self._error as error:
            raise _failed(error) from None

    @property
    def empty(self) -> bool:
        """Whether it holds no facts."""
        return all(ruleset.empty for ruleset in self._rulesets)

    def outcome(self, person: Person) -> Outcome:
        """Run every stratum, each with what the ones before it raised."""
        facts = {**person, **self._unraised}
        met: list[str] = []
        flags: list[str] = []
        for ruleset in self._rulesets:
            for place in ruleset.met(facts):
                name, fact, position = ruleset.raises[place]
                if not fact:
                    flags.append(name)
                    continue
                met.append(name)
                facts[fact] = max(facts[fact], position)
        return Outcome(
            ratings={name: facts[name] for name in self._ratings},
            tracks={name: facts[name] for name in self._tracks},
            flags=frozenset(flags),
            met=frozenset(met),
        )


class _Process:
    """What this process has compiled.

    Attributes:
        lock: Held while a person is evaluated. Re-entrant: a signal handler may place a person too.
        pool: Compiled rulebooks by digest; more than one where one was in use, or failed.
        compiled: How many were compiled, ever.
    """

    def __init__(self) -> None:
        self.compiled = 0
        self.start_anew()

    def start_anew(self) -> None:
        """Leave the parent's lock and rulesets alone. Its memory is still taken, so the count goes on."""
        self.lock = threading.RLock()
        self.pool: dict[str, list[_Compiled]] = {}

    def take(self, rulebook: Identified) -> _Compiled:
        """Return a compiled rulebook that is not in use."""
        pool = self.pool.setdefault(rulebook.digest, [])
        compiled = next((compiled for compiled in pool if compiled.empty), None)
        if compiled is None:
            compiled = self._another(rulebook, len(pool))
            pool.append(compiled)  # before it is compiled: what was interrupted there goes on
        compiled.compile()
        return compiled

    def _another(self, rulebook: Identified, pooled: int) -> _Compiled:
        extension = _extension()
        problem = ""
        if pooled >= MOST_POOLED:
            problem = f"{MOST_POOLED} copies of this rulebook in durable-rules are in use or have failed"
        elif self.compiled >= MOST_COMPILED:
            problem = f"this process has compiled {MOST_COMPILED:,} rulebooks for durable-rules, which never frees them"
        if problem:
            message = f'{problem}: use `engine="reference"`, or another process'
            raise EngineError(message)
        steps = strata(rulebook)
        self.compiled += 1
        return _Compiled(extension, rulebook, steps)


_process: Final = _Process()
if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows cannot fork
    os.register_at_fork(after_in_child=_process.start_anew)


def evaluate(rulebook: Identified, person: Person) -> Outcome:
    """Return what the rulebook says of a fully known person, by forward chaining.

    Args:
        rulebook: What is declared.
        person: A position for each of the rulebook's scales.

    Returns:
        What `placement.engines.reference.evaluate` returns.

    Raises:
        EngineUnavailable: durable-rules cannot be used here.
        EngineError: The rulebook passes a limit of durable-rules, or durable-rules failed.
    """
    with _process.lock:
        return _process.take(rulebook).outcome(person)
