"""`handrail check`: answer questions, or read answers, and get an explained, sourced plan."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from handrail.bundle.answers_file import AnswersFile, parse_moment, read_answers, write_answers
from handrail.bundle.library import COUNTRIES, Library
from handrail.bundle.problems import AnswersError
from handrail.bundle.storage import load_content, load_library
from handrail.cli.keeping import erase, kept_file, prepare
from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.facts import READERS, Reader
from handrail.engine.report import report

FORMATS = ("text", "json", "html", "markdown")


class Moment(click.ParamType[datetime]):
    """A date, or a date with a time."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it, or say how it is written."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_moment(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("answers", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--for", "reader", type=click.Choice(READERS), help="Who answers and reads: person, family or professional."
)
@click.option("--country", type=click.Choice(COUNTRIES), help="Whose emergency numbers and services to name.")
@click.option("--quick/--full", default=True, help="Stop when nothing urgent can change (default), or ask everything.")
@click.option("--date", "at", type=Moment(), help="The moment of the check; now if left out.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write the result.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Keep the answers in this file.")
@click.option("--force", is_flag=True, help="Let --save replace a file that exists.")
@click.option("--measure", "measures", multiple=True, help="Turn on a measure that is off by default, such as asq.")
@click.option(
    "--signed-only",
    is_flag=True,
    envvar="HANDRAIL_SIGNED_ONLY",
    help="Urgent rules no clinician has signed: professionals only.",
)
def check(
    answers: Path | None,
    reader: Reader | None,
    country: str | None,
    quick: bool,
    at: datetime | None,
    form: str,
    as_json: bool,
    save: Path | None,
    force: bool,
    measures: tuple[str, ...],
    signed_only: bool,
) -> None:
    """Answer questions and get what it means, what to do, why, and on what evidence.

    With a file of answers, the same without questions. Nothing leaves this device.

    Example:  handrail check

    Example:  handrail check examples/daily-user-blood-in-urine.yaml --json
    """
    if save and save.exists() and not force:
        raise click.UsageError(f"{save} exists already. Choose another name, or add --force to replace it.")
    content, library = load_content(), load_library()
    _known_measures(measures, content)
    now = datetime.now().replace(microsecond=0)
    enabled = frozenset(measures)
    if answers is not None:
        given = read_or_exit(answers, content, library, at or now)
        result = _from_file(given, content, reader, at or given.at or now, enabled, signed_only)
        country = country or given.country or "unknown"
    else:
        result, country, done = _by_asking(content, library, reader, country, at or now, quick, enabled, signed_only)
    click.echo(_written(result, library, country, "json" if as_json else form), nl=False)
    if save:
        _save(save, result, country)
    if answers is None and done:
        erase(kept_file())


def _save(path: Path, result: Check, country: str) -> None:
    version = result.content.version
    try:
        write_answers(path, result.answers, content=version, reader=result.reader, country=country, at=result.at)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}.") from error


def _known_measures(measures: tuple[str, ...], content: Content) -> None:
    for measure in measures:
        if measure not in content.measures:
            raise click.UsageError(f"There is no measure '{measure}'. See: handrail measures")


def read_or_exit(path: Path, content: Content, library: Library, now: datetime) -> AnswersFile:
    """Read a file of answers, telling what was changed or not understood; exit with 2 when it has problems."""
    try:
        given = read_answers(path, content, library.interactions, now)
    except AnswersError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        count = len(error.problems)
        click.echo(f"{count} problem{'s' if count > 1 else ''}; nothing was checked and nothing was changed.", err=True)
        raise SystemExit(2) from error
    for change in given.changes:
        click.echo(f"Note: {change}", err=True)
    for match in given.matches:
        if not match.interactions:
            click.echo(
                f"Note: '{match.line}' is not known here. Not known does not mean safe: ask a pharmacist.", err=True
            )
    if given.content and given.content != content.version:
        click.echo(
            "Note: the answers were saved with an older version of the content; they are judged by the new one.",
            err=True,
        )
    return given


def _from_file(
    given: AnswersFile,
    content: Content,
    reader: Reader | None,
    at: datetime,
    enabled: frozenset[str],
    signed_only: bool,
) -> Check:
    return Check(content, given.answers, reader or given.reader or "person", at, enabled, signed_only)


def _by_asking(
    content: Content,
    library: Library,
    reader: Reader | None,
    country: str | None,
    at: datetime,
    quick: bool,
    enabled: frozenset[str],
    signed_only: bool,
) -> tuple[Check, str, bool]:
    """The check with its answers, the country, and whether what was kept has served its purpose."""
    from handrail.cli import opening
    from handrail.cli.interview import Interview

    kept = opening.unfinished(content, library, at)
    reader = reader or (kept.reader if kept else None) or opening.ask_reader()
    country = country or (kept.country if kept else None) or opening.ask_country()
    path = kept_file()
    keeping = kept is not None or (not path.exists() and opening.may_keep())
    if keeping:
        prepare(path)

    def keep(current: Check) -> None:
        if not keeping:
            return
        try:
            write_answers(path, current.answers, content=content.version, reader=reader, country=country, at=current.at)
        except OSError as error:
            click.echo(
                f"Your answers cannot be kept here ({error.strerror}). You can go on, but not come back.", err=True
            )

    start = Check(content, kept.answers if kept else {}, reader, at, enabled, signed_only)
    interview = Interview(start, library.words_for(country), quick, keep)
    try:
        return interview.run(), country, keeping and interview.finished
    except KeyboardInterrupt:
        click.echo()
        click.echo("Your answers so far are kept on this device." if keeping else "Nothing was kept.")
        click.echo("Go on with: handrail check" if keeping else "Start again with: handrail check")
        raise SystemExit(130) from None


def _written(result: Check, library: Library, country: str, form: str) -> str:
    data = report(result, library.words_for(country), country)
    if form == "json":
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    from handrail.cli.document import as_html, as_markdown, as_text
    from handrail.cli.result import result_document

    document = result_document(result, data, library, country)
    width = min(max(os.get_terminal_size().columns if os.isatty(1) else 80, 40), 80)
    return {
        "text": lambda: as_text(document, width),
        "html": lambda: as_html(document),
        "markdown": lambda: as_markdown(document),
    }[form]()
