"""`handrail facts`, `rules`, `claims` ...: the whole vocabulary, to look through."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

import click

from handrail.bundle.storage import load_content, load_library
from handrail.engine.expressions import CONDITIONS, NUMBERS
from handrail.engine.language import nearest, write
from handrail.engine.report import as_plain
from handrail.engine.values import Range

Records = Mapping[str, Any]


def plain(value: Any) -> Any:
    """Anything of the content as plain data: expressions as they are written, sets as lists."""
    if isinstance(value, (*CONDITIONS, *NUMBERS)):
        return write(value)
    if isinstance(value, Range | frozenset):
        return sorted(value) if isinstance(value, frozenset) and len(value) != 1 else as_plain(value)
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 60:g} minutes"
    if isinstance(value, Enum):
        return getattr(value, "word", value.value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def _browser(what: str, records: Callable[[], Records], summary: Callable[[Any], str], help_text: str) -> click.Command:
    @click.command(what, help=help_text)
    @click.argument("id", required=False)
    @click.option("--json", "as_json", is_flag=True, help="For machines.")
    @click.option("--find", help="Only those with this text in them.")
    def command(id: str | None, as_json: bool, find: str | None) -> None:
        known = records()
        if id is not None and id not in known:
            near = nearest(id, list(known))
            hint = f" Did you mean {near}?" if near else ""
            raise click.UsageError(f"There is no '{id}' among the {what}.{hint} See: handrail {what}")
        chosen = {id: plain(known[id])} if id else {name: plain(record) for name, record in known.items()}
        if find:
            chosen = {name: record for name, record in chosen.items() if find.lower() in f"{name} {record}".lower()}
        if as_json:
            click.echo(json.dumps(chosen[id] if id else chosen, ensure_ascii=False, indent=2))
        elif id:
            click.echo(_in_full(id, chosen[id]))
        elif not chosen:
            click.echo(f"None of the {len(known)} {what} has '{find}' in it.")
        else:
            for name in chosen:
                click.echo(f"{name}  {summary(known[name])}")

    return command


def _in_full(id: str, record: Any) -> str:
    lines = [id]
    for key, value in record.items():
        if value in (None, "", [], {}):
            continue
        if isinstance(value, dict):
            lines.append(f"  {key}:")
            lines += [f"    {name}: {each}" for name, each in value.items()]
        elif isinstance(value, list):
            lines.append(f"  {key}:")
            lines += [f"    - {each}" for each in value]
        else:
            lines.append(f"  {key}: {value}")
    return "\n".join(lines)


def _facts() -> Records:
    """Each fact with the names it had before."""
    content = load_content()
    before: dict[str, list[str]] = {}
    for name, now in content.aliases.items():
        before.setdefault(now, []).append(name)
    known = {**content.facts, **content.derived}
    return {name: {**plain(fact), "was": before.get(name, [])} for name, fact in known.items()}


def _rules() -> Records:
    """Each rule with the answers that were found to make it hold."""
    content, library = load_content(), load_library()
    return {
        name: {**plain(rule), "witnesses": library.witnesses.get(name, {}), "file": library.home[name]}
        for name, rule in content.rules.items()
    }


facts = _browser(
    "facts",
    _facts,
    lambda fact: fact["label"],
    "Browse the facts: everything that can be asked or derived.\n\nExample:  handrail facts visible_blood_in_urine",
)
screens = _browser(
    "screens",
    lambda: {screen.id: screen for screen in load_content().screens},
    lambda screen: f"{screen.order} {next(iter(screen.title.values()), '')}",
    "Browse the screens, in the order they are asked.\n\nExample:  handrail screens danger-body",
)
measures = _browser(
    "measures",
    lambda: load_content().measures,
    lambda measure: f"{measure.name}{'' if measure.validated else ' (ours, not validated)'}",
    "Browse the measures, with licence and scoring.\n\nExample:  handrail measures phq-9",
)
rules = _browser(
    "rules",
    _rules,
    lambda rule: f"[{rule['urgency']}] {rule['title']}",
    "Browse the rules, each with answers that make it hold.\n\nExample:  handrail rules blood-in-urine",
)
claims = _browser(
    "claims",
    lambda: load_library().claims,
    lambda claim: f"[{claim['certainty']}] {claim.get('plain') or claim['statement']}",
    "Browse the claims: what is known, and how surely.\n\nExample:  handrail claims --find cystectomy",
)
sources = _browser(
    "sources",
    lambda: load_library().sources,
    lambda source: f"{source['title']} ({source.get('year', 'no year')})",
    "Browse the sources behind the claims.\n\nExample:  handrail sources harding2025",
)
interactions = _browser(
    "interactions",
    lambda: load_library().interactions,
    lambda interaction: f"[{interaction['severity']}] {interaction['agent']}",
    "Browse what other drugs and medicines do with ketamine.\n\nExample:  handrail interactions ix-alcohol",
)
directory = _browser(
    "directory",
    lambda: load_library().services,
    lambda service: f"[{service['country']}] {service['name']}: {service['for']}",
    "Browse services and lines, by country.\n\nExample:  handrail directory --find Scotland",
)
