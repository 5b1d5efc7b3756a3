"""Answers are health records: nothing tells of them but what is asked to, and nothing is written, sent or logged."""

import copy
import importlib
import json
import pickle
import pkgutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from inspect import isabstract
from io import BytesIO
from itertools import product
from typing import Any, Final

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import placement
from placement import Assessment, PlacementError, Recommendation, place
from placement.assessment.confidential import Quiet
from placement.assessment.provenance import Observed
from placement.cds_hooks import cds_card, feedback
from placement.fhir import (
    detected_issues,
    from_observations,
    from_questionnaire_response,
    guidance_response,
    risk_assessments,
    service_request,
    to_questionnaire_response,
    transaction,
)
from placement.fhir.models import as_json
from placement.instruments import Gad7
from placement.recommendation.overrides import Discrepancy
from placement.records import DecisionRecord, redact, seal, verify, verify_lines
from placement.reviews import review
from tests.known import known
from tests.sealed import AT, KEY

_TOLD: Final = "ward sixteen"
"""What is told of the person below, beside the answers: it stands in an explanation."""

_PERSON: Final = known(home_support="harmful", use_disorder="severe", home_safety="unsure")
_SAID: Final = place(_PERSON, engine="reference")
_WELL: Final = place(known(use_disorder="severe"), engine="reference")
_INSTEAD: Final = Discrepancy.of(_WELL, actual="4", reasons=["other"], explanation=_TOLD, decided_by=_TOLD)
_RECORD: Final = seal(_PERSON, _SAID, at=AT, key=KEY)
_PRIVATE: Final = ("harmful", _TOLD, "severe disorder")

_OBJECTS: Final[dict[str, Any]] = {
    "assessment": _PERSON,
    "recommendation": _SAID,
    "answers": _SAID.answers,
    "findings": _SAID.findings[0],
    "instrument": Gad7(item_1=1, item_2=1, item_3=1, item_4=1, item_5=1, item_6=1, item_7=1),
    "observed": Observed(scale="home_support", origin="clinician", answer="harmful"),
    "discrepancy": _INSTEAD,
    "record": _RECORD,
    "verification": verify(_RECORD),
    "line": next(verify_lines(BytesIO(_RECORD.to_json().encode()))),
    "redacted": redact(_RECORD, keep=["assessment.home_support"]),
    "response": to_questionnaire_response(_PERSON),
    "guidance": guidance_response(_SAID, at=AT),
    "risk": risk_assessments(_SAID, subject="Patient/1", at=AT)[0],
    "issue": detected_issues(place(known(age=None), engine="reference"), at=AT)[0],
    "request": service_request(_WELL, subject="Patient/1", at=AT),
    "bundle": transaction(_PERSON, _SAID, subject="Patient/1", at=AT),
    "card": cds_card(_SAID),
    "review": review("2.1", _PERSON, _PERSON, engine="reference"),
}


@pytest.mark.parametrize("name", _OBJECTS)
def test_nothing_shows_an_answer_in_repr_nor_do_its_copies_and_pickles(name: str) -> None:
    one = _OBJECTS[name]
    for again in (one, copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301 - our own bytes
        shown = [repr(again), str(again), f"{again}", repr([again]), repr({"a": again})]
        shown += [repr(list(getattr(again, "__rich_repr__", list)()))]
        assert not [told for told in _PRIVATE if any(told in text for text in shown)]
        assert again == one


_RESPONSE: Final = as_json(to_questionnaire_response(_PERSON))
_HIDDEN: Final = "S3NTINEL"


def _wrong_response() -> dict[str, Any]:
    wrong = copy.deepcopy(_RESPONSE)
    wrong["item"][1]["item"][0]["answer"][0]["valueCoding"]["code"] = _HIDDEN
    return wrong


_WRONG: Final[dict[str, Callable[[], object]]] = {
    "assessment": lambda: Assessment.model_validate({"housing": _HIDDEN}),
    "assessment from JSON": lambda: Assessment.model_validate_json(f'{{"housing": "{_HIDDEN}"}}'),
    "no JSON": lambda: Assessment.model_validate_json(f'{{"housing": {_HIDDEN}'),
    "changed": lambda: _PERSON.model_copy(update={"housing": _HIDDEN}),
    "recommendation": lambda: Recommendation.model_validate({"level": _HIDDEN}),
    "set": lambda: setattr(_PERSON, "housing", _HIDDEN),
    "record": lambda: DecisionRecord.from_json(f'{{"assessment":"{_HIDDEN}"}}'),
    "record from a mapping": lambda: DecisionRecord.model_validate({"assessment": _HIDDEN}),
    "kept": lambda: redact(_RECORD, keep=[_HIDDEN]),
    "FHIR response": lambda: from_questionnaire_response(_wrong_response()),
    "FHIR observation": lambda: from_observations([{"resourceType": "Observation", "status": _HIDDEN}]),
    "discrepancy": lambda: Discrepancy.of(_WELL, actual=_HIDDEN),
    "feedback": lambda: feedback({"feedback": [{"card": _HIDDEN}]}, {}),
    "instrument": lambda: Gad7.model_validate({"item_1": _HIDDEN}),
}


@pytest.mark.parametrize("name", _WRONG)
def test_no_error_carries_what_was_wrong(name: str) -> None:
    with pytest.raises((ValidationError, PlacementError)) as caught:
        _WRONG[name]()
    error = caught.value
    told = [str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error))]
    if isinstance(error, ValidationError):
        told += [repr(error.errors()), error.json()]
        assert all(one["input"] == "(not shown)" for one in error.errors())
    for chained in (error.__context__, error.__cause__):
        told += [repr(chained), repr(getattr(chained, "args", ""))]
    assert not [text for text in told if _HIDDEN in text]


def _models(kind: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for lower in kind.__subclasses__():
        if lower.__module__.startswith("placement."):
            yield lower
        yield from _models(lower)


@pytest.fixture(scope="module")
def models() -> list[type[BaseModel]]:
    for module in pkgutil.walk_packages(placement.__path__, "placement."):
        importlib.import_module(module.name)
    return list(dict.fromkeys(_models()))


def test_every_model_hides_its_input_but_for_those_of_a_rulebook_and_of_fhir(models: list[type[BaseModel]]) -> None:
    others = {one.__module__ for one in models if not issubclass(one, Quiet)}
    # A rulebook is nobody's record, and its author needs to see it. FHIR is read through `placement.fhir.models.read`.
    assert others == {"placement.rulebook.document", "placement.fhir.models"}
    assert len(models) > 60


@pytest.mark.filterwarnings("error")
def test_no_field_of_any_model_shows_what_is_wrong_in_it_by_any_way_in(models: list[type[BaseModel]]) -> None:
    shown: list[tuple[str, str]] = []
    for model in models:
        if not issubclass(model, Quiet) or isabstract(model):
            continue
        within = TypeAdapter[Any](list[model])  # type: ignore[valid-type]
        ways: tuple[Callable[[dict[str, Any]], object], ...] = (
            model.model_validate,
            lambda data, model=model: model(**data),  # type: ignore[misc]
            lambda data, model=model: model.model_construct(**data).model_dump_json(),  # type: ignore[misc]
            lambda data, model=model: model.model_validate_json(json.dumps(data)),  # type: ignore[misc]
            lambda data, within=within: within.validate_python([data]),  # type: ignore[misc]
            lambda data, within=within: within.validate_json(json.dumps([data])),  # type: ignore[misc]
        )
        for (name, field), wrong in product(model.model_fields.items(), ([_HIDDEN], {f"{_HIDDEN} ": _HIDDEN}, _HIDDEN)):
            for way in ways:
                try:
                    way({field.alias or name: wrong})
                except ValidationError as error:
                    told = f"{error} {error!r} {error.errors()} {error.json()} {error.__context__!r}"
                    shown += [(model.__name__, name)] if _HIDDEN in told else []
    assert shown == []


# As in test_silence: an audit hook sees whatever Python asks of the system, from whichever library.
_PROGRAM: Final = """
import logging, sys, warnings
from datetime import UTC, datetime
from io import BytesIO
from placement import Assessment, place
from placement.cds_hooks import cds_card
from placement.fhir import from_questionnaire_response, questionnaire, to_questionnaire_response, transaction
from placement.records import redact, seal, verify, verify_lines
from placement.records.signature import Ed25519PrivateKey

at, key = datetime(2026, 1, 1, tzinfo=UTC), Ed25519PrivateKey.generate()

def everything():
    person = Assessment.model_validate({"age": 77, "suicide_risk": "plan_or_intent", "housing": "unsure"})
    said = place(person, engine="reference")
    record = seal(person, said, at=at, key=key)
    verify(record.to_json()), redact(record), list(verify_lines(BytesIO(record.to_json().encode())))
    response = to_questionnaire_response(person, subject="Patient/1").model_dump_json()
    from_questionnaire_response(response), questionnaire().model_dump_json()
    transaction(person, said, subject="Patient/1", at=at).model_dump_json()
    cds_card(said, subject="Patient/1", at=at).to_json()

everything()  # what is loaded on first use is loaded
seen = []
def hear(event, arguments):
    if event == "open" and (isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")):
        seen.append((event, arguments[:2]))
    elif event.split(".")[0] in {"socket", "subprocess", "urllib", "smtplib", "sqlite3", "shutil", "tempfile"}:
        seen.append((event,))
    elif event in {"os.mkdir", "os.rename", "os.remove", "os.system", "os.posix_spawn", "os.fork", "syslog.syslog"}:
        seen.append((event,))

class Listener(logging.Handler):
    def emit(self, record):
        seen.append(("logged", record.name))
logging.getLogger().addHandler(Listener())
logging.getLogger().setLevel(0)
warnings.simplefilter("error")
sys.addaudithook(hear)
everything()
assert not seen, seen
"""


def test_records_resources_and_cards_write_send_and_log_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
