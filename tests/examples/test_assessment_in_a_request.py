"""An assessment and a course as the body of a request to FastAPI: its own errors, 422, and nothing that was sent."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from placement import Assessment, Recommendation, place
from placement.reviews import Course

app = FastAPI()


@app.post("/place")
def _placed(person: Assessment) -> dict[str, Any]:
    result = place(person, engine="reference")
    return {"level": str(result.floor.level), "notice": result.notice}


@app.post("/whole")
def _whole(person: Assessment) -> Recommendation:
    return place(person, engine="reference")


@app.post("/course")
def _course(course: Course) -> Course:
    return course


def _post(path: str, sent: object) -> httpx.Response:
    async def post() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://placement") as client:
            return await client.post(path, json=sent)

    return asyncio.run(post())


def _course_of(assessment: dict[str, Any]) -> dict[str, Any]:
    visit = {"on": "2026-01-05", "assessment": assessment}
    return {"episodes": [{"service": "2.1", "began": "2026-01-05", "visits": [visit]}]}


@pytest.mark.parametrize(
    ("sent", "kind", "place_", "context"),
    [
        ({"age": 16}, "not_an_adult", ["body", "age"], {"least": 18}),
        ({"age": 16, "housing": "S3NTINEL"}, "not_an_adult", ["body", "age"], {"least": 18}),
        ({"housing": "S3NTINEL"}, "unknown_anchor", ["body", "housing"], {"least": 0, "most": 3}),
        ({"housing": 739184}, "position_out_of_range", ["body", "housing"], {"least": 0, "most": 3}),
        ({"housing": ["S3NTINEL"]}, "wrong_kind", ["body", "housing"], {"least": 0, "most": 3}),
        ({"hosing": "S3NTINEL"}, "unknown_scale", ["body", "hosing"], {"nearest": "housing"}),
        ({"S3NTINEL lives here": 1}, "unknown_scale", ["body", "(not shown)"], {}),
        ({"age": "739184"}, "wrong_kind", ["body", "age"], {}),
    ],
)
def test_what_cannot_be_read_is_422_with_its_type_and_nothing_that_was_sent(
    sent: dict[str, Any], kind: str, place_: list[str], context: dict[str, Any]
) -> None:
    answered = _post("/place", sent)
    assert answered.status_code == 422
    first = answered.json()["detail"][0]
    assert (first["type"], first["loc"]) == (kind, place_)
    assert context.items() <= first.get("ctx", {}).items()
    assert not [told for told in ("S3NTINEL", "739184", "16") if told in answered.text]


def test_in_a_course_the_place_of_a_minor_is_said() -> None:
    answered = _post("/course", _course_of({"age": 16}))
    assert answered.status_code == 422
    (detail,) = answered.json()["detail"]
    assert detail["type"] == "not_an_adult"
    assert detail["loc"] == ["body", "episodes", 0, "visits", 0, "assessment", "age"]


def test_what_can_be_read_is_answered() -> None:
    sent = {"age": 40, "use_disorder": "severe"}
    assert _post("/place", sent).json()["level"] == "1"
    assert _post("/whole", sent).json()["floor"]["level"] == "1"
    course = _course_of(sent)
    returned = _post("/course", course).json()["episodes"][0]["visits"][0]["assessment"]
    assert sent.items() <= returned.items()


def test_the_openapi_document_has_keys_alone_and_requires_nothing() -> None:
    schemas = app.openapi()["components"]["schemas"]
    assessment = schemas["Assessment"]
    assert assessment["properties"]["housing"]["enum"] == ["stable", "temporary", "unstable", "none", "unsure", None]
    assert "required" not in assessment
    visits = [schema for name, schema in schemas.items() if name.startswith("Visit")]
    assert visits
    for visit in visits:
        assert visit["properties"]["assessment"]["properties"]["housing"] == assessment["properties"]["housing"]
