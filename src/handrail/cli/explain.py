"""`handrail explain`: why a rule holds, or does not, for a file of answers."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from handrail.bundle.storage import load_content, load_library
from handrail.cli.check import Moment, read_or_exit
from handrail.cli.phrases import answer_words
from handrail.engine.check import Check, Standing
from handrail.engine.content import Content
from handrail.engine.explanation import explain as engine_explain
from handrail.engine.facts import READERS, Reader
from handrail.engine.language import nearest, write
from handrail.engine.report import as_plain, said
from handrail.engine.rules import Rule


@click.command()
@click.argument("rule")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--for", "reader", type=click.Choice(READERS), help="Who reads; as the file says if left out.")
@click.option("--date", "at", type=Moment(), help="The moment of the check; as the file says if left out.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def explain(rule: str, answers: Path, reader: Reader | None, at: datetime | None, as_json: bool) -> None:
    """Say why RULE holds, or does not, for the answers in a file.

    Example:  handrail explain blood-in-urine examples/daily-user-blood-in-urine.yaml
    """
    content, library = load_content(), load_library()
    found = _rule(rule, content)
    given = read_or_exit(answers, content, library, at or datetime.now())
    moment = at or given.at or datetime.now()
    check = Check(content, given.answers, reader or given.reader or "professional", moment)
    explained = _explained(check, found)
    click.echo(json.dumps(explained, ensure_ascii=False, indent=2) if as_json else _in_words(check, found, explained))


def _rule(name: str, content: Content) -> Rule:
    if name not in content.rules:
        near = nearest(name, list(content.rules))
        hint = f" Did you mean {near}?" if near else ""
        raise click.UsageError(f"There is no rule '{name}'.{hint} See: handrail rules")
    return content.rules[name]


def _explained(check: Check, rule: Rule) -> dict[str, Any]:
    standing = check.standings.get(rule.id)
    data: dict[str, Any] = {
        "rule": rule.id,
        "urgency": rule.urgency.word,
        "when": write(rule.when),
        "standing": standing.value if standing else "not told to this reader",
        "answers": [
            {"fact": fact, "said": said(check, fact)}
            for fact in check.content.asked_facts[rule.id]
            if fact in check.fresh
        ],
    }
    if standing is Standing.CERTAIN:
        explanation = engine_explain(check, rule)
        data["reasons"] = list(explanation.reasons)
        data["also"] = list(explanation.also)
        data["would_change"] = [{"fact": each.fact, "to": as_plain(each.to)} for each in explanation.would_change]
    if standing is Standing.CAUTION:
        data["unsure_of"] = check.cautions[rule.id]
    if standing in (Standing.OPEN, Standing.UNRESOLVED):
        data["would_settle"] = sorted(set(check.askable(rule.when)), key=check.content.place.__getitem__)
    return data


def _in_words(check: Check, rule: Rule, explained: dict[str, Any]) -> str:
    facts = check.content.facts
    answers = {each["fact"]: answer_words(facts[each["fact"]], each["said"]) for each in explained["answers"]}
    lines = [f"{rule.title} ({rule.urgency.word}): {explained['standing']}", f"Holds when: {explained['when']}", ""]
    for heading, key in (
        ("These answers alone make it hold", "reasons"),
        ("These danger signs add to it", "also"),
        ("Raised by caution: could not tell", "unsure_of"),
        ("These questions would settle it", "would_settle"),
    ):
        if explained.get(key):
            lines.append(f"{heading}:")
            lines += [f"  {facts[fact].label}: {answers.get(fact, 'not answered')}" for fact in explained[key]]
    for change in explained.get("would_change", []):
        fact = facts[change["fact"]]
        lines.append(f"It would not hold if {fact.label} were: {answer_words(fact, change['to'])}")
    if explained["standing"] == Standing.NOT.value:
        lines.append("What was answered:")
        lines += [f"  {facts[fact].label}: {answer}" for fact, answer in answers.items()]
    return "\n".join(lines)
