"""What is asked before the first screen: who answers, where, and whether anything may be kept."""

from __future__ import annotations

from datetime import datetime

import click

from handrail.bundle.answers_file import AnswersFile, read_answers
from handrail.bundle.library import COUNTRIES, Library
from handrail.bundle.problems import AnswersError
from handrail.cli.keeping import erase, kept_file
from handrail.engine.content import Content
from handrail.engine.facts import READERS, Reader

_COUNTRY_NAMES = {
    "GB-ENG": "England",
    "GB-WLS": "Wales",
    "GB-SCT": "Scotland",
    "GB-NIR": "Northern Ireland",
    "US": "United States",
    "IE": "Ireland",
    "AU": "Australia",
    "CA": "Canada",
    "NZ": "New Zealand",
    "unknown": "Somewhere else, or I would rather not say",
}


def ask_reader() -> Reader:
    """Who answers."""
    _welcome()
    chosen = _choose(
        "Is this about you or somebody else?",
        ["Me", "Somebody close to me", "I am a professional, about somebody I see"],
    )
    return READERS[chosen]


def ask_country() -> str:
    """Whose numbers to give. Not knowing is an answer: the safe words are used."""
    return COUNTRIES[_choose("Where are you? This decides which numbers to call.", list(_COUNTRY_NAMES.values()))]


def may_keep() -> bool:
    """Whether an unfinished check may be kept on this device. Nothing is kept unless the answer is yes."""
    click.echo("│ Handrail can keep your answers on this device until you finish, so that you can stop and come back.")
    click.echo("│ Anybody who uses this device as you could read them.")
    return _typed("Keep them until you finish? y or n (n if you just press Enter)") in ("y", "yes")


def unfinished(content: Content, library: Library, at: datetime) -> AnswersFile | None:
    """An unfinished check that the person wants to go on with."""
    path = kept_file()
    if not path.exists():
        return None
    try:
        kept = read_answers(path, content, library.interactions, at)
    except AnswersError:
        click.echo(f"│ An unfinished check is kept at {path}, but it cannot be read. It is left as it is.")
        return None
    when = f"{kept.at:%d %B, %H:%M}" if kept.at else "earlier"
    chosen = _choose(
        f"There is an unfinished check from {when}.",
        ["Go on with it", "Erase it and start again", "Leave it, start a new one"],
    )
    if chosen == 1:
        erase(path)
    return kept if chosen == 0 else None


def _welcome() -> None:
    click.echo("│ Handrail")
    click.echo("│ Questions about ketamine and health, then a plan with its reasons. It takes 5 to 20 minutes.")
    click.echo("│ Nothing leaves this device. No name is asked. You can stop at any time with q.")
    click.echo("│ If somebody is in danger right now, call your emergency number first (999 in the UK, 112 in Europe).")
    click.echo("│")


def _choose(question: str, options: list[str]) -> int:
    click.echo(f"│ {question}")
    for number, option in enumerate(options, start=1):
        click.echo(f"│ {number:>2}. {option}")
    while True:
        typed = _typed("A number from the list")
        if typed == "q":
            raise SystemExit(0)
        if typed.isdecimal() and 1 <= int(typed) <= len(options):
            return int(typed) - 1
        click.echo(f"│ Type a number from 1 to {len(options)}, or q to leave.")


def _typed(how: str) -> str:
    try:
        return input(f"│ {how} > ").strip().lower()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        click.echo("Nothing was kept.")
        raise SystemExit(130) from None
