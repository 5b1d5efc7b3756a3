"""durable-rules is embedded so that its faults stay outside: nothing is shared, kept, swallowed or told."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module, metadata
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement.engines import durable, reference
from placement.engines.conjunctions import MOST_FACTS, strata
from placement.engines.reference import Person
from placement.errors import EngineError, EngineUnavailable
from placement.language.condition import AtLeast, all_of, any_of
from placement.rules.five_level import FIVE_LEVEL
from tests.small_rulebooks import MIND, SmallRulebook, criterion, flag, people, rule, scale

needs_durable = pytest.mark.skipif(not durable.available(), reason=str(durable.why_unavailable()))

SMALL = SmallRulebook(
    scales=(scale("drink"), scale("home"), scale("mood")),
    criteria=(
        criterion("mind.low", any_of(AtLeast("mood", 1), AtLeast("drink", 2))),
        criterion("mind.danger", all_of(AtLeast("mood", 3), AtLeast("home", 2)), 3),
    ),
    rules=(
        rule("service.some", any_of(MIND.at(1), AtLeast("drink", 1))),
        rule("service.most", all_of(MIND.at(3), AtLeast("drink", 2)), 3),
    ),
    flags=(flag("flag.home", AtLeast("home", 3)), flag("flag.always", all_of())),
)
WELL: Person = {"drink": 0, "home": 0, "mood": 0}
SOME: Person = {"drink": 1, "home": 3, "mood": 2}
WORST: Person = {"drink": 4, "home": 4, "mood": 4}
TOLD = "home is at 4"


class Watched:
    """durable-rules' extension, watched: calls are counted, and one may be made to fail, before or after it is made."""

    def __init__(self) -> None:
        self._extension = durable._extension()
        self._error: BaseException | None = None
        self._on_call, self._late = 0, False
        self.calls = 0

    def arm(self, error: BaseException, *, on_call: int, late: bool) -> None:
        self._error, self._on_call, self._late = error, self.calls + on_call, late

    def disarm(self) -> None:
        self._error = None

    def __getattr__(self, name: str) -> Callable[..., object]:
        function: Callable[..., object] = getattr(self._extension, name)
        if name == "error":
            return function

        def call(*arguments: object) -> object:
            self.calls += 1
            error = self._error if self.calls == self._on_call else None
            if error and not self._late:
                raise error
            result = function(*arguments)
            if error:
                raise error
            return result

        return call


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> durable._Process:
    """Stand-in for a process that has compiled nothing."""
    process = durable._Process()
    monkeypatch.setattr(durable, "_process", process)
    return process


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, process: durable._Process) -> Watched:
    """The extension that the process will load."""
    assert process.compiled == 0
    watched = Watched()
    monkeypatch.setattr(durable, "_extension", lambda: watched)
    return watched


def assert_agreement(rulebook: SmallRulebook, *everybody: Person) -> None:
    for person in everybody:
        assert durable.evaluate(rulebook, person) == reference.evaluate(rulebook, person)


# ------------------------------------------------------------------------------------------------- where it cannot run


def test_python_3_13_is_too_new(monkeypatch: pytest.MonkeyPatch, process: durable._Process) -> None:
    monkeypatch.setattr(durable, "_PYTHON", (3, 13))
    assert not durable.available()
    expected = (
        "durable-rules 2.0.28 cannot be loaded by Python 3.13: "
        "use Python 3.11 or 3.12 with `pip install durable-rules==2.0.28`, or the reference engine"
    )
    assert durable.why_unavailable() == expected
    with pytest.raises(EngineUnavailable) as refused:
        durable.evaluate(SMALL, WELL)
    assert str(refused.value) == expected
    assert process.compiled == 0


@pytest.mark.parametrize(
    ("installed", "expected"),
    [
        (None, "durable-rules is not installed: `pip install durable-rules==2.0.28` (it needs a C compiler)"),
        ("2.0.20", "durable-rules 2.0.20 is installed, not 2.0.28: `pip install durable-rules==2.0.28`"),
    ],
)
def test_only_the_known_version_is_used(
    installed: str | None, expected: str, monkeypatch: pytest.MonkeyPatch, process: durable._Process
) -> None:
    monkeypatch.setattr(durable, "_PYTHON", (3, 11))
    monkeypatch.setattr(durable, "_installed_version", lambda: installed)
    assert durable.why_unavailable() == expected
    with pytest.raises(EngineUnavailable) as refused:
        durable.evaluate(SMALL, WELL)
    assert str(refused.value) == expected
    assert process.compiled == 0


def test_an_extension_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch, process: durable._Process) -> None:
    monkeypatch.setattr(durable, "_PYTHON", (3, 11))
    monkeypatch.setattr(durable, "_installed_version", lambda: durable.VERSION)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert durable.available()
    with pytest.raises(EngineUnavailable) as refused:
        durable.evaluate(SMALL, WELL)
    assert str(refused.value) == (
        "durable-rules 2.0.28 is installed and cannot be loaded: `pip install --force-reinstall durable-rules==2.0.28`"
    )
    assert process.compiled == 0


@pytest.mark.parametrize(("name", "found"), [("durable-rules", None), ("pytest", metadata.version("pytest"))])
def test_the_installed_version_is_read_from_its_metadata(
    name: str, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {"pytest": metadata.version("pytest")}

    def version(_: str) -> str:
        if name not in versions:
            raise metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(metadata, "version", version)
    assert durable._installed_version.__wrapped__() == found


def test_the_version_is_the_one_that_is_depended_on() -> None:
    required = metadata.requires("placement") or []
    assert any(one.startswith(f"durable-rules=={durable.VERSION};") for one in required)


# ---------------------------------------------------------------------------------------------------------- one person


@needs_durable
@pytest.mark.parametrize("person", [WELL, SOME, WORST])
def test_an_outcome_is_that_of_the_reference(person: Person) -> None:
    assert_agreement(SMALL, person)


@needs_durable
def test_a_rulebook_that_says_nothing_rates_nothing() -> None:
    silent = SmallRulebook((), flags=(flag("flag.always", all_of()), flag("flag.never", any_of())))
    outcome = durable.evaluate(silent, {})
    assert outcome == reference.evaluate(silent, {})
    assert outcome.flags == {"flag.always"}
    assert outcome.ratings == {"mind": 0, "body": 0}


@needs_durable
def test_a_person_with_an_answer_missing_is_refused_and_does_no_harm(process: durable._Process) -> None:
    with pytest.raises(KeyError, match="home"):
        durable.evaluate(SMALL, {"drink": 4, "mood": 4})
    assert_agreement(SMALL, WELL, WORST)
    assert process.compiled == 1


@needs_durable
def test_positions_beyond_those_tested_are_told_apart_by_nothing(process: durable._Process) -> None:
    far = dict.fromkeys(WELL, 10**40)
    assert durable.evaluate(SMALL, far) == reference.evaluate(SMALL, far)
    assert process.compiled == 1


AT_THE_LIMIT = {
    "facts joined": "[all_of(*several(16))]",
    "alternatives in a batch": "several(64)",
    "positions of one fact": "[AtLeast('pain', position) for position in range(1, 65)]",
    "facts in a batch": "[all_of(*several(251)[first : first + 16]) for first in range(0, 251, 16)]",
    "alternatives": "[any_of(*(all_of(a, b) for b in several(128)[64:])) for a in several(64)]",
    "batches": "[all_of(*several(16_384)[first : first + 16]) for first in range(0, 16_384, 16)]",
}

RUN_AT_THE_LIMIT = """
from functools import cache
from itertools import chain
from placement.language.condition import AtLeast, all_of, any_of
from placement.engines import durable, reference
from placement.engines.conjunctions import MOST_FACTS, strata
from tests.small_rulebooks import SmallRulebook, criterion

@cache
def several(count):
    return [AtLeast(f"f{{number:05}}", 1) for number in range(count)]

rulebook = SmallRulebook((), tuple(criterion(f"c.{{place}}", when) for place, when in enumerate({conditions})))
facts = {{test.fact for batch in strata(rulebook)[0].batches for test in chain.from_iterable(batch)}}
for position in (99, 0, 1, 99):
    person = dict.fromkeys(facts, position)
    outcome = durable.evaluate(rulebook, person)
    assert outcome == reference.evaluate(rulebook, person)
    assert position != 99 or len(outcome.met) == len(rulebook.criteria)
"""


@needs_durable
@pytest.mark.parametrize("limit", AT_THE_LIMIT)
def test_durable_rules_keeps_its_word_up_to_each_limit(limit: str) -> None:
    run(RUN_AT_THE_LIMIT.format(conditions=AT_THE_LIMIT[limit]))


def test_names_are_told_apart() -> None:
    """durable-rules compares ids, and names of properties, by 32 bits of their hash (FNV-1a)."""

    def hashed(text: str) -> int:
        found = 0x811C9DC5
        for byte in text.encode():
            found = (found ^ byte) * 16777619 % 2**32
        return found

    assert hashed("P329599") == hashed("P532382")  # two that are confused
    for names in (
        [*map(str, range(4_096)), "sid-0"],  # ids of facts, and that of the session's own
        [*map(str, range(MOST_FACTS)), "g", "id", "sid", "$s"],
    ):
        assert len({hashed(name) for name in names}) == len(names)


# --------------------------------------------------------------------------------------------------- nothing is shared


@needs_durable
def test_nothing_of_a_person_is_left(process: durable._Process) -> None:
    get_facts = durable_rules_engine().get_facts
    for person in (WORST, SOME, WELL, WORST):
        durable.evaluate(SMALL, person)
        (compiled,) = process.pool[SMALL.digest]
        assert compiled.empty
        for ruleset in compiled._rulesets:
            assert get_facts(ruleset._handles[0], None) == "[]"
            assert ruleset._results in ([], [(0, 1), None])


def in_use(process: durable._Process) -> list[bool]:
    return [not compiled.empty for compiled in process.pool[SMALL.digest]]


@needs_durable
@pytest.mark.parametrize("late", [False, True], ids=["before a call", "after a call"])
@pytest.mark.parametrize("error", ["its own", RuntimeError(TOLD), MemoryError(), KeyboardInterrupt()], ids=repr)
def test_whatever_fails_leaves_nothing_behind(
    error: BaseException | str, late: bool, process: durable._Process, watched: Watched
) -> None:
    """What durable-rules raises is our error, without its text; whatever else comes, of a handler, goes through."""
    durable.evaluate(SMALL, WORST)
    own = durable_rules_engine().error
    failure = own(TOLD) if isinstance(error, str) else error
    for on_call in range(1, watched.calls + 1):
        process.start_anew()
        watched.arm(failure, on_call=on_call, late=late)
        with pytest.raises((EngineError, type(failure))) as raised:
            durable.evaluate(SMALL, WORST)
        if isinstance(failure, own):
            assert str(raised.value) == "durable-rules failed: `error`"
            assert raised.value.__cause__ is None
            assert raised.value.__suppress_context__
        else:
            assert raised.value is failure
        compiling = on_call <= 2  # what could not be compiled is tried again; what was run is not used again
        assert in_use(process) == [not compiling]
        assert_agreement(SMALL, SOME, WELL, WORST)
        assert in_use(process) == ([False] if compiling else [True, False])


@needs_durable
def test_each_call_of_a_run_was_made_to_fail(watched: Watched) -> None:
    """Two rulesets; in each, facts asserted, the first rule, each next one until there is none, facts retracted."""
    durable.evaluate(SMALL, WORST)
    criteria, rules = 3, 4  # alternatives that the worst person meets
    assert watched.calls == 2 + (2 + criteria + 1) + (2 + rules + 1)


@needs_durable
@settings(max_examples=min(settings().max_examples, 30))
@given(
    sequence=st.lists(
        st.tuples(people(SMALL.scales), st.none() | st.tuples(st.integers(1, 12), st.booleans())), max_size=6
    )
)
def test_an_answer_does_not_depend_on_who_came_before(
    sequence: list[tuple[Person, tuple[int, bool] | None]],
) -> None:
    """After any people, evaluated or failed, the next answer is that of a process that has just started."""
    watched, used, fresh = Watched(), durable._Process(), durable._Process()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(durable, "_extension", lambda: watched)
        for person, failing in [*sequence, (SOME, None)]:
            monkeypatch.setattr(durable, "_process", used)
            if failing:
                on_call, late = failing
                watched.arm(RuntimeError(TOLD), on_call=on_call, late=late)
                with suppress(EngineError, RuntimeError):
                    durable.evaluate(SMALL, person)
                watched.disarm()
            outcome = durable.evaluate(SMALL, person)
            fresh.start_anew()
            monkeypatch.setattr(durable, "_process", fresh)
            assert outcome == durable.evaluate(SMALL, person)


@needs_durable
@pytest.mark.parametrize(("function", "code"), [("assert_facts", 2), ("retract_facts", 1)])
def test_facts_that_are_not_taken_are_an_error(
    function: str, code: int, monkeypatch: pytest.MonkeyPatch, process: durable._Process, watched: Watched
) -> None:
    real = getattr(durable_rules_engine(), function)
    monkeypatch.setattr(watched, function, lambda ruleset, facts: (code, real(ruleset, facts)[1]), raising=False)
    with pytest.raises(EngineError, match=r"\Adurable-rules did not take every fact, or did not give it back\Z"):
        durable.evaluate(SMALL, SOME)
    assert in_use(process) == [True]


INTERRUPTED = """
from placement.engines import durable, reference
from tests.unit.engines.test_durable import SMALL, SOME, WELL, WORST, Watched

watched, inner = Watched(), []
durable._extension = lambda: watched

def interrupted(ruleset, facts):
    del watched.assert_facts
    inner.append(durable.evaluate(SMALL, WORST))
    return watched.assert_facts(ruleset, facts)

watched.assert_facts = interrupted
assert durable.evaluate(SMALL, SOME) == reference.evaluate(SMALL, SOME)
assert inner == [reference.evaluate(SMALL, WORST)]
for person in (WELL, WORST, SOME):
    assert durable.evaluate(SMALL, person) == reference.evaluate(SMALL, person)
"""


@needs_durable
def test_a_placement_may_interrupt_another() -> None:
    """The garbage collector may run what places somebody in the middle of a run, on the thread that holds the lock."""
    run(INTERRUPTED)


@needs_durable
def test_no_handler_of_a_signal_comes_between_the_calls_of_a_run(process: durable._Process) -> None:
    """Handlers run where the interpreter looks, between calls that it makes itself: it makes none to durable-rules."""
    durable.evaluate(SMALL, WORST)
    called: list[str] = []

    def note(_: object, event: str, function: object) -> None:
        if event == "c_call":
            called.append(getattr(function, "__name__", ""))

    sys.setprofile(note)
    try:
        durable.evaluate(SMALL, WORST)
    finally:
        sys.setprofile(None)
    assert called.count("extend") == 2
    assert not {name for name in dir(durable_rules_engine()) if name[0] != "_"} & {*called}
    assert process.compiled == 1


SIGNALLED = """
import signal
from placement.engines import durable, reference
from tests.unit.engines.test_durable import SMALL, SOME, WELL, WORST

class Late(Exception): pass

def late(*_): raise Late

def placing(*_): placed.append(durable.evaluate(SMALL, WORST) == reference.evaluate(SMALL, WORST))

type(SMALL).digest = SMALL.digest  # once, as a rulebook does: a `repr` that is interrupted is another one the next time
durable.evaluate(SMALL, WORST)
raised, placed = 0, []
for handler in (late, placing):
    signal.signal(signal.SIGALRM, handler)
    while (raised if handler is late else len(placed)) < 200:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
            try:
                for _ in range(100):
                    durable.evaluate(SMALL, SOME)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except Late:
            raised += 1
assert all(placed)
assert durable._process.compiled == 1, durable._process.compiled
for person in (WELL, SOME, WORST):
    assert durable.evaluate(SMALL, person) == reference.evaluate(SMALL, person)
"""


@needs_durable
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer")
def test_handlers_may_raise_and_place_by_the_hundred_and_nothing_is_compiled_anew() -> None:
    run(SIGNALLED)


@needs_durable
def test_copies_of_a_rulebook_are_bounded(process: durable._Process, watched: Watched) -> None:
    for _ in range(durable.MOST_POOLED):
        watched.arm(RuntimeError(), on_call=4, late=False)
        with pytest.raises(RuntimeError):
            durable.evaluate(SMALL, WORST)
    with pytest.raises(EngineError) as refused:
        durable.evaluate(SMALL, WORST)
    assert str(refused.value) == (
        "8 copies of this rulebook in durable-rules are in use or have failed: "
        'use `engine="reference"`, or another process'
    )
    assert process.compiled == durable.MOST_POOLED


FORKED = """
import os, signal, threading
from placement.engines import durable, reference
from tests.unit.engines.test_durable import SMALL, SOME, WORST

durable.evaluate(SMALL, WORST)
(parents,) = durable._process.pool[SMALL.digest]
held, over = threading.Event(), threading.Event()

def hold():
    with durable._process.lock:
        held.set()
        over.wait()

threading.Thread(target=hold).start()
held.wait()
child = os.fork()
if child == 0:
    signal.alarm(30)  # a child that waits for the parent's lock is killed
    good = durable.evaluate(SMALL, SOME) == reference.evaluate(SMALL, SOME)
    os._exit(0 if good and durable._process.pool[SMALL.digest] != [parents] else 1)
_, status = os.waitpid(child, 0)
over.set()
assert status == 0, status
assert durable.evaluate(SMALL, SOME) == reference.evaluate(SMALL, SOME)
assert durable._process.pool[SMALL.digest] == [parents]
"""


@needs_durable
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_child_takes_neither_the_lock_nor_the_rulesets_of_its_parent() -> None:
    run(FORKED)


# --------------------------------------------------------------------------------------------------- nothing is wasted


@needs_durable
def test_a_rulebook_is_compiled_once(process: durable._Process) -> None:
    assert_agreement(SMALL, WELL, SOME, WORST)
    assert process.compiled == 1


@needs_durable
def test_compiled_rulebooks_are_bounded(monkeypatch: pytest.MonkeyPatch, process: durable._Process) -> None:
    monkeypatch.setattr(durable, "MOST_COMPILED", 2)
    others = [SmallRulebook(SMALL.scales, flags=(flag(f"flag.{name}", all_of()),)) for name in ("one", "two")]
    assert_agreement(SMALL, WORST)
    assert_agreement(others[0], WORST)
    with pytest.raises(EngineError) as refused:
        durable.evaluate(others[1], WORST)
    assert str(refused.value) == (
        "this process has compiled 2 rulebooks for durable-rules, which never frees them: "
        'use `engine="reference"`, or another process'
    )
    assert_agreement(SMALL, SOME)
    process.start_anew()
    assert process.compiled == 2


@needs_durable
def test_a_rulebook_past_a_limit_is_refused_before_anything_is_compiled(process: durable._Process) -> None:
    wide = SmallRulebook((), criteria=(criterion("c.wide", all_of(*(AtLeast(f"f{n}", 1) for n in range(17)))),))
    with pytest.raises(EngineError, match=r"`c\.wide`: joins 17 facts: at most 16 can be joined"):
        durable.evaluate(wide, {})
    assert process.compiled == 0


QUIET = """
import logging, sys, threading
import placement, placement.recommendation.place
assert "durable_rules_engine" not in sys.modules
from placement.engines import durable
from tests.unit.engines.test_durable import SMALL, WORST

said = []
logging.getLogger().addHandler(type("Heard", (logging.Handler,), {"emit": lambda self, record: said.append(record)})())
durable.evaluate(SMALL, WORST)
assert "durable_rules_engine" in sys.modules
assert threading.active_count() == 1
assert not said
"""


@needs_durable
def test_it_loads_late_and_starts_no_thread_and_warns_and_logs_nothing() -> None:
    assert run(QUIET, "-W", "error") == ""


def test_the_shipped_rulebook_can_be_compiled() -> None:
    criteria, rules = strata(FIVE_LEVEL)  # two: no rule of it reads a track
    assert len(criteria.always) == len(rules.always) == 0


def durable_rules_engine() -> ModuleType:
    return import_module("durable_rules_engine")


def run(script: str, *options: str) -> str:
    """Run a script where a crash or an endless loop does no harm; return what it wrote."""
    done = subprocess.run(
        [sys.executable, *options, "-c", script], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
