"""`placement fhir`: the questionnaire, codes, answers and recommendations as FHIR R4 resources."""

from typing import Annotated

import typer

from placement.cli.cases import Case, end_naming, read_all, shown
from placement.cli.options import (
    AtOption,
    CasesArgument,
    EngineOption,
    RulebookOption,
    chosen,
    command_group,
    ending,
    moment,
    needs,
)
from placement.cli.reading import BadInput, read_bytes
from placement.cli.terminal import fail
from placement.errors import OutOfScope, ResourceError
from placement.recommendation.place import place

fhir_commands = command_group("Exchange answers and recommendations as FHIR R4 resources.")

_SubjectOption = Annotated[
    str | None, typer.Option("--subject", metavar="REFERENCE", help="Whom it is about, such as Patient/1.")
]


def _needs_the_extra() -> None:
    needs("fhir", "`placement fhir`", "fhir")


@fhir_commands.command("questionnaire")
def show_questionnaire(*, rulebook: RulebookOption = None) -> None:
    """Print the questions of a rulebook as a Questionnaire."""
    _needs_the_extra()
    from placement.fhir import questionnaire  # noqa: PLC0415 - needs the extra

    typer.echo(questionnaire(chosen(rulebook)).model_dump_json(indent=2))


@fhir_commands.command("terminology")
def show_terminology(*, rulebook: RulebookOption = None) -> None:
    """Print the code systems and value sets of a rulebook, one resource a line."""
    _needs_the_extra()
    from placement.fhir import code_systems, value_sets  # noqa: PLC0415 - needs the extra

    book = chosen(rulebook)
    for resource in (*code_systems(book), *value_sets(book)):
        typer.echo(resource.model_dump_json())


@fhir_commands.command("response")
def show_responses(
    files: CasesArgument,
    *,
    subject: _SubjectOption = None,
    rulebook: RulebookOption = None,
) -> None:
    """Print the answers of cases as QuestionnaireResponses, one a line.

    A case that cannot be used is named on standard error, and the others are still printed. The exit status is then 2.
    With `--subject` there may be one case only: several would come out as the same person.
    """
    _needs_the_extra()
    from placement.fhir import to_questionnaire_response  # noqa: PLC0415 - needs the extra

    book = chosen(rulebook)
    read = read_all(files, book)
    if subject is not None and len(read) > 1:
        fail("`--subject`: expected one case, as several are not the same person", 2)
    for case in read:
        if isinstance(case, Case):
            typer.echo(to_questionnaire_response(case.assessment, book, subject=subject).model_dump_json())
    end_naming(read)


@fhir_commands.command("place")
def place_responses(  # noqa: PLR0913 - one argument for each option
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="A QuestionnaireResponse in each; `-` is standard input."),
    ],
    *,
    at: AtOption,
    subject: Annotated[
        str, typer.Option("--subject", metavar="REFERENCE", help="Whom the answers are about, such as Patient/1.")
    ],
    request: Annotated[
        bool, typer.Option("--request", help="Add a draft ServiceRequest where one service is determined.")
    ] = False,
    engine: EngineOption = "auto",
    rulebook: RulebookOption = None,
) -> None:
    """Place people by their QuestionnaireResponses: a transaction Bundle for each, one a line.

    It holds the answers with their status and date, a GuidanceResponse, a RiskAssessment for each dimension,
    a DetectedIssue for each conflict and a Provenance. Nothing is sent.

    A response about somebody else than `--subject` is refused, and so is one of several files that names nobody.

    A file that cannot be used is named on standard error, by linkId, and the others are still placed. The exit status
    is then 2.
    """
    _needs_the_extra()
    from placement.fhir import from_questionnaire_response, requestable, response_details, transaction  # noqa: PLC0415

    book, when = chosen(rulebook), moment(at)
    refused: list[BadInput] = []
    for file in files:
        try:
            content = read_bytes(file)
            details, assessment = response_details(content), from_questionnaire_response(content, book, subject=subject)
            _require_subject(details.subject, len(files))
            with ending(rulebook):
                recommendation = place(assessment, book, engine)
                made = transaction(
                    assessment,
                    recommendation,
                    subject=subject,
                    at=when,
                    authored=details.authored,
                    status=details.status,
                    request_service=request and requestable(recommendation),
                    rulebook=book,
                )
        except (BadInput, ResourceError, OutOfScope) as error:
            refused.append(BadInput(f"{shown(file)}: {error}"))
        else:
            typer.echo(made.model_dump_json())
    end_naming(refused)


def _require_subject(named: str | None, files: int) -> None:
    if named is None and files > 1:
        raise BadInput("`subject`: expected in each of several files, as one `--subject` may not be that of all")
