"""Answers as people keep them: a YAML file, read with every problem told at once, and written back.

The format is documented in docs/answers.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML

from handrail.bundle.library import COUNTRIES
from handrail.bundle.located import Located, UnreadableError, read
from handrail.bundle.matching import Kind, Match, match_lines
from handrail.bundle.problems import AnswersError, Problem
from handrail.engine.answers import Answer, ImpossibleAnswersError, NoValue, narrowed, one_value
from handrail.engine.content import Content
from handrail.engine.facts import READERS, Fact, Reader
from handrail.engine.language import nearest
from handrail.engine.report import as_plain
from handrail.engine.values import NO, Amount, Range, ValueSet

_KEYS = {"reader", "country", "date", "content", "answers", "medicines", "drugs", "expect", "title", "none_of"}
_WORDS_FOR_YES = {"yes": True, "no": False}
_NO_VALUES = {each.value: each for each in NoValue}


@dataclass(frozen=True)
class AnswersFile:
    """What a file of answers says.

    Attributes:
        at: the moment the file is about; None when it does not say.
        changes: what an older file said under another name, and how it was read.
        matches: how each written medicine or drug was understood.
    """

    answers: dict[str, Answer]
    reader: Reader | None = None
    country: str | None = None
    at: datetime | None = None
    content: str | None = None
    changes: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    expect: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""


def read_answers(
    path: Path, content: Content, interactions: Mapping[str, Mapping[str, Any]], now: datetime
) -> AnswersFile:
    """Read a file of answers. Raises `AnswersError` with every problem found."""
    try:
        document = read(path, str(path))
    except UnreadableError as error:
        raise AnswersError([error.problem]) from error
    return _Reader(document, content, interactions, now).file()


def write_answers(
    path: Path, answers: Mapping[str, Answer], *, content: str, reader: Reader, country: str, at: datetime
) -> None:
    """Keep answers in a file that only this user can read, whole or not at all."""
    document = {
        "content": content,
        "reader": reader,
        "country": country,
        "date": at.isoformat(timespec="seconds"),
        "answers": {fact: _written(answer, at) for fact, answer in answers.items()},
    }
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    temporary = path.with_name(path.name + ".part")
    temporary.unlink(missing_ok=True)
    temporary.touch(mode=0o600)
    with temporary.open("w", encoding="utf-8") as file:
        yaml.dump(document, file)
    temporary.replace(path)


def parse_value(text: Any, fact: Fact) -> ValueSet | NoValue:
    """What a written value means for a fact. Raises ValueError in plain words."""
    if isinstance(text, str) and text.strip().lower() in _NO_VALUES:
        return _NO_VALUES[text.strip().lower()]
    if isinstance(text, dict):
        return _vague(text, fact)
    if fact.kind == "yes-no":
        known = _WORDS_FOR_YES.get(str(text).strip().lower(), text)
        if not isinstance(known, bool):
            raise ValueError(
                f"'{text}' is not an answer to a yes/no question. Write yes, no, cannot tell, or prefer not to say."
            )
        return one_value(known)
    if fact.kind == "choice":
        if str(text) not in fact.options:
            near = nearest(str(text), list(fact.options))
            hint = f" Did you mean {near}?" if near else ""
            raise ValueError(f"'{text}' is not one of the options: {', '.join(fact.options)}.{hint}")
        return one_value(str(text))
    number = parse_number(text, fact)
    return Range(number, number)


def parse_number(text: Any, fact: Fact) -> Amount:
    """A number within a fact's range. Raises ValueError in plain words."""
    every = cast(Range, fact.every)
    unit = f" {fact.unit}" if fact.unit else ""
    asked_for = f"a number from {every.lowest} to {every.highest}{unit}"
    if isinstance(text, bool) or not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", str(text).strip()):
        raise ValueError(f"'{str(text)[:40]}' is not a number. Write {asked_for}.")
    number = Decimal(str(text).strip())
    if number != round(number, fact.decimals):
        how = "a whole number" if not fact.decimals else f"at most {fact.decimals} decimals"
        raise ValueError(f"{text} is too exact: write {how}.")
    if not every.lowest <= number <= every.highest:
        raise ValueError(f"{text} is out of range. Write {asked_for}.")
    return number if fact.decimals and number != number.to_integral_value() else int(number)


def parse_moment(text: Any) -> datetime:
    """A date or a date with a time. Raises ValueError in plain words."""
    try:
        moment = datetime.fromisoformat(str(text)).replace(tzinfo=None)
        if not 1900 <= moment.year <= 2200:
            raise ValueError(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a date. Write it as 2026-11-23 or 2026-11-23T14:30.") from error
    return moment


class _Reader:
    def __init__(
        self, document: Located, content: Content, interactions: Mapping[str, Mapping[str, Any]], now: datetime
    ) -> None:
        self.document, self.content, self.interactions, self.now = document, content, interactions, now
        self.problems: list[Problem] = []
        self.changes: list[str] = []

    def file(self) -> AnswersFile:
        data = self.document.value
        if not isinstance(data, dict):
            self._tell("shape", "the file must be a mapping with 'answers:' in it")
            raise AnswersError(self.problems)
        for key in data.keys() - _KEYS:
            self._tell(
                "unknown-key", f"'{key}' is not known here. Known: {', '.join(sorted(_KEYS))}.{_near(key, _KEYS)}", key
            )
        at = self._moment(data["date"], "date") if "date" in data else None
        given = data.get("answers") or {}
        if not isinstance(given, dict):
            self._tell("shape", "answers must be a mapping from facts to answers", "answers")
            given = {}
        answers = dict(self._answers(given, at or self.now))
        matches = tuple(self._matches(data, answers, at or self.now))
        for fact in self._none_of(data.get("none_of") or []):
            answers.setdefault(fact, Answer(one_value(False), at or self.now))
        self._possible(answers)
        reader, country = self._word(data, "reader", READERS), self._word(data, "country", COUNTRIES)
        if self.problems:
            raise AnswersError(self.problems)
        return AnswersFile(
            answers, cast("Reader | None", reader), country, at, data.get("content"), tuple(self.changes), matches,
            data.get("expect") or {}, str(data.get("title", "")),
        )  # fmt: skip

    def _answers(self, given: Mapping[str, Any], at: datetime) -> Iterator[tuple[str, Answer]]:
        for name, written in given.items():
            fact = self._fact(name, given)
            if fact is None:
                continue
            moment = at
            if isinstance(written, dict) and "at" in written:
                moment = self._moment(written["at"], "answers", name, "at") or at
                written = {key: value for key, value in written.items() if key != "at"}
                written = written["value"] if set(written) == {"value"} else written
            try:
                yield fact.id, Answer(parse_value(written, fact), moment)
            except ValueError as error:
                self._tell("value", f"{name}: {error}", "answers", name)

    def _fact(self, name: str, given: Mapping[str, Any]) -> Fact | None:
        if name in self.content.facts:
            return self.content.facts[name]
        if name in self.content.derived:
            self._tell("derived", f"{name} is worked out from other answers and cannot be given", "answers", name)
            return None
        now = self.content.aliases.get(name, "")
        if now in self.content.facts and now not in given:
            self.changes.append(f"{name} is called {now} now; the answer was taken over.")
            return self.content.facts[now]
        if now in self.content.facts:
            self._tell("twice", f"{name} is the old name of {now}, which is answered too; keep one", "answers", name)
        else:
            known = [*self.content.facts, *self.content.aliases]
            self._tell("unknown-fact", f"there is no fact '{name}'.{_near(name, known)}", "answers", name)
        return None

    def _none_of(self, screens: Any) -> Iterator[str]:
        """The yes/no facts of the screens on which nothing else was ticked."""
        known = {screen.id: screen for screen in self.content.screens}
        for index, name in enumerate(screens if isinstance(screens, list) else [screens]):
            if name not in known:
                self._tell("unknown-screen", f"there is no screen '{name}'.{_near(str(name), known)}", "none_of", index)
                continue
            yield from (fact for fact in known[name].facts if self.content.facts[fact].kind == "yes-no")

    def _matches(self, data: Mapping[str, Any], answers: dict[str, Answer], at: datetime) -> Iterator[Match]:
        kinds: tuple[Kind, ...] = ("medicines", "drugs")
        for kind in kinds:
            lines = data.get(kind) or []
            if not isinstance(lines, list):
                self._tell("shape", f"{kind} must be a list, one a line", kind)
                continue
            for match in match_lines(map(str, lines), kind, self.interactions):
                for interaction in match.interactions:
                    fact = self.interactions[interaction]["fact"]
                    if fact in self.content.facts and self.content.facts[fact].kind == "yes-no":
                        self._matched(fact, match.line, kind, answers, at)
                yield match

    def _matched(self, fact: str, line: str, kind: Kind, answers: dict[str, Answer], at: datetime) -> None:
        if answers.setdefault(fact, Answer(one_value(True), at)).said == NO:
            self._tell("impossible", f"'{line}' stands under {kind}, but {fact} is answered no; mend one of them", kind)

    def _possible(self, answers: Mapping[str, Answer]) -> None:
        """Tell of every declared impossible combination among the answers."""
        said = {fact: answer.said for fact, answer in answers.items() if not isinstance(answer.said, NoValue)}
        values = {fact.id: fact.every for fact in self.content.facts.values()} | said
        for constraint in self.content.constraints:
            try:
                narrowed(values, (constraint,), self.content.facts)
            except ImpossibleAnswersError:
                facts = [fact for fact in self.content.constraint_facts(constraint) if fact in said]
                text = f"these answers cannot both be true: {' and '.join(facts)}. {constraint.words}"
                self._tell("impossible", text, "answers", facts[-1])
        if not self.problems:
            try:
                narrowed(values, self.content.constraints, self.content.facts)
            except ImpossibleAnswersError as error:
                self._tell("impossible", f"these answers cannot all be true. {error}", "answers")

    def _moment(self, text: Any, *path: str) -> datetime | None:
        try:
            return parse_moment(text)
        except ValueError as error:
            self._tell("date", str(error), *path)
            return None

    def _word(self, data: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str | None:
        word = data.get(key)
        if word is not None and word not in known:
            self._tell(key, f"'{word}' is not a {key}. Use: {', '.join(known)}.{_near(str(word), known)}", key)
        return cast("str | None", word)

    def _tell(self, code: str, message: str, *path: str | int) -> None:
        self.problems.append(Problem(self.document.place(*path), code, message))


def _vague(written: Mapping[str, Any], fact: Fact) -> ValueSet:
    if set(written) == {"from", "to"} and fact.kind == "number":
        lowest, highest = parse_number(written["from"], fact), parse_number(written["to"], fact)
        if lowest > highest:
            raise ValueError(f"'from' ({lowest}) must not be more than 'to' ({highest}).")
        return Range(lowest, highest)
    if (
        set(written) == {"any_of"}
        and fact.kind == "choice"
        and isinstance(written["any_of"], list)
        and written["any_of"]
    ):
        options = [parse_value(option, fact) for option in written["any_of"]]
        if any(isinstance(option, NoValue) for option in options):
            raise ValueError("any_of is for options; cannot tell and prefer not to say stand alone.")
        return frozenset().union(*cast("list[frozenset[str]]", options))
    if set(written) == {"value"}:
        return cast(ValueSet, parse_value(written["value"], fact))
    raise ValueError("write a value, {value: ..., at: 2026-11-23}, {from: ..., to: ...} or {any_of: [...]}")


def _written(answer: Answer, at: datetime) -> Any:
    value = answer.said.value if isinstance(answer.said, NoValue) else _plain(answer.said)
    if answer.at == at:
        return value
    moment = answer.at.isoformat(timespec="seconds")
    return {**value, "at": moment} if isinstance(value, dict) else {"value": value, "at": moment}


def _plain(said: ValueSet) -> Any:
    plain = as_plain(said)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, list):
        return {"from": plain[0], "to": plain[1]} if isinstance(said, Range) else {"any_of": plain}
    return plain


def _near(name: str, known: Any) -> str:
    near = nearest(name, list(known))
    return f" Did you mean {near}?" if near else ""
