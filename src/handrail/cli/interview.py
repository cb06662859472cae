"""The interview in a terminal: one screen at a time, back, skip, why, cannot tell, prefer not to say, undo, stop.

It knows how to ask; what to ask, and when to stop, is the engine's.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import click

from handrail.bundle.answers_file import parse_number
from handrail.cli.phrases import answer_words
from handrail.engine.answers import Answer, ImpossibleAnswersError, NoValue, one_value
from handrail.engine.check import Check
from handrail.engine.facts import Fact, words_for
from handrail.engine.interview import Ask, Emergency, Finished, next_step
from handrail.engine.plan import Slots, fill, make_plan
from handrail.engine.report import said
from handrail.engine.values import Range, ValueSet

WIDTH = 76

NOT_VALIDATED = "This is a checklist of ours, not a validated measure."

KEYS = "? why am I asked · c cannot tell · p prefer not to say · s skip · b back · q stop · 3-5 for a rough number"


class Stop(Exception):
    """The person stops here; what was answered so far stands."""


class Back(Exception):
    """The person wants the screen before."""


class Skip(Exception):
    """The person passes over this screen for now."""


@dataclass
class Interview:
    """One run of questions.

    Attributes:
        keep: called with the answers after every screen.
        seen: emergency rules whose instruction was shown.
        history: for each screen shown, the answers before it, so that it can be undone.
        finished: nothing was left to ask.
    """

    check: Check
    slots: Slots
    quick: bool
    keep: Callable[[Check], None]
    seen: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    history: list[Check] = field(default_factory=list)
    finished: bool = False

    def run(self) -> Check:
        """Ask until nothing is left, or the person stops. Returns the check with all answers."""
        _say(f"Keys you can use at any question: {KEYS}")
        try:
            while not isinstance(step := self._next(), Finished):
                if isinstance(step, Emergency):
                    self._show_emergency(step)
                else:
                    self._show_screen(step)
            self.finished = True
        except Stop:
            _say("You stopped here. What you answered still counts.")
        return self.check

    def _next(self) -> Emergency | Ask | Finished:
        return next_step(self.check, quick=self.quick, seen=self.seen, skipped=self.skipped)

    def _answer(self, answers: dict[str, ValueSet | NoValue]) -> None:
        given = {fact: Answer(value, self.check.at) for fact, value in answers.items()}
        after = replace(self.check, answers={**self.check.answers, **given})
        try:
            _ = after.findings
        except ImpossibleAnswersError as error:
            _say(f"These answers cannot both be true. {error} Please look again.")
            return
        self.history.append(self.check)
        self.check = after
        for fact, value in answers.items():
            if value is NoValue.PREFER_NOT_TO_SAY and (words := self._if_refused(fact)):
                _say(words)
        self.keep(after)

    def _if_refused(self, fact: str) -> str:
        return fill(self.check.content.facts[fact].if_refused.get(self.check.reader, ""), self.slots)

    def _undo(self) -> None:
        if not self.history:
            _say("This is the first screen.")
            return
        self.check = self.history.pop()
        self.seen &= {finding.rule.id for finding in self.check.findings}
        self.keep(self.check)

    # An emergency

    def _show_emergency(self, emergency: Emergency) -> None:
        plan = make_plan(self.check, self.slots)
        names = {finding.rule.id for finding in emergency.findings}
        _say("")
        click.secho("█ EMERGENCY", bold=True, fg="red")
        for number, item in enumerate((item for item in plan.items if names & set(item.reasons)), start=1):
            for line in textwrap.wrap(f"{number}. {item.text}", WIDTH - 4):
                click.secho(f"█ {line}", bold=True)
        _say("")
        for finding in emergency.findings:
            about = "You could not tell, so act as if it were so." if finding.basis == "caution" else ""
            _say(" ".join(filter(None, (fill(finding.rule.means[self.check.reader], self.slots), about))))
        self.seen |= names
        while True:
            choice = _prompt(
                "Enter to stop here and see everything · u that was a mistake, undo · go on with questions: g"
            )
            if choice in ("", "q"):
                raise Stop
            if choice in ("u", "b"):
                self.seen -= names
                self._undo()
                return
            if choice == "g":
                return

    # A screen

    def _show_screen(self, ask: Ask) -> None:
        reader = self.check.reader
        _say("")
        left = (
            f"at most {ask.screens_after} more" if ask.screens_after else "the last one, unless an answer opens another"
        )
        click.secho(f"│ {ask.screen.title.get(reader, ask.screen.id)}", bold=True)
        click.secho(f"│ ({left})", dim=True)
        if intro := ask.screen.intro.get(reader):
            _say(fill(intro, self.slots))
        if ask.screen.measure:
            measure = self.check.content.measures[ask.screen.measure]
            _say(measure.instructions)
            _say(measure.attribution if measure.validated else f"{measure.attribution} {NOT_VALIDATED}")
        facts = [self.check.content.facts[name] for name in ask.facts]
        try:
            asked = self._checklist(facts) if ask.screen.kind == "checklist" else self._questions(facts)
        except Back:
            self._undo()
            return
        except Skip:
            self.skipped |= set(ask.facts)
            return
        self._answer(asked)

    def _checklist(self, facts: list[Fact]) -> dict[str, ValueSet | NoValue]:
        for number, fact in enumerate(facts, start=1):
            _say(f"{number:>2}. {words_for(fact.tick or fact.ask, self.check.reader)}", hang=4)
        _say(" 0. None of these", hang=4)
        while True:
            typed = self._ask("Numbers that fit, such as 1 3 (0 for none; 'c 2' if you cannot tell about 2)", facts)
            try:
                return _ticked(typed, facts)
            except ValueError as error:
                _say(str(error))

    def _questions(self, facts: list[Fact]) -> dict[str, ValueSet | NoValue]:
        answers: dict[str, ValueSet | NoValue] = {}
        try:
            for fact in facts:
                if self._still_applies(fact, answers):
                    answers[fact.id] = self._question(fact)
        except Stop:
            self._answer(answers)
            raise
        return answers

    def _still_applies(self, fact: Fact, answers: dict[str, ValueSet | NoValue]) -> bool:
        given = {name: Answer(value, self.check.at) for name, value in answers.items()}
        return replace(self.check, answers={**self.check.answers, **given}).applies(fact.id)

    def _question(self, fact: Fact) -> ValueSet | NoValue:
        _say(fill(words_for(fact.ask, self.check.reader), self.slots))
        if before := self.check.answers.get(fact.id):
            shown = answer_words(fact, said(replace(self.check, at=before.at), fact.id), self.check.reader)
            _say(f"(before: {shown})")
        options = list(fact.options)
        for number, option in enumerate(options, start=1):
            _say(f"{number:>2}. {words_for(fact.options[option], self.check.reader)}", hang=4)
        how = {"yes-no": "y or n", "choice": "A number from the list", "number": _range_words(fact)}[fact.kind]
        while True:
            typed = self._ask("A number from the list" if options else how, [fact])
            if typed == "c":
                return self._once_more(fact, options, how)
            try:
                return _understood(typed, fact, options)
            except ValueError as error:
                _say(str(error))

    def _once_more(self, fact: Fact, options: list[str], how: str) -> ValueSet | NoValue:
        """Ask once more, more simply, with how to check; "cannot tell" is an answer too."""
        if fact.how_to_check and fact.is_danger:
            _say(f"One way to check: {fact.how_to_check}")
            typed = self._ask(f"{how}, or c if you still cannot tell", [fact])
            try:
                return NoValue.CANNOT_TELL if typed == "c" else _understood(typed, fact, options)
            except ValueError:
                return NoValue.CANNOT_TELL
        return NoValue.CANNOT_TELL

    def _ask(self, how: str, facts: list[Fact]) -> str:
        while True:
            typed = _prompt(how)
            if typed == "?":
                for fact in facts:
                    _say(f"{fact.label}: {fact.why}")
            elif typed == "h":
                _say(KEYS)
            elif typed == "q":
                raise Stop
            elif typed == "b":
                raise Back
            elif typed == "s":
                raise Skip
            else:
                return typed


def _ticked(typed: str, facts: list[Fact]) -> dict[str, ValueSet | NoValue]:
    """What a line of ticks says about every fact of a checklist. Raises ValueError in plain words."""
    if typed in ("c", "p"):
        return dict.fromkeys((fact.id for fact in facts), _NO_VALUE_KEYS[typed])
    answers: dict[str, ValueSet | NoValue] = {fact.id: one_value(False) for fact in facts}
    words = re.findall(r"[cp]?\s*\d+|\S+", typed)
    if not words:
        raise ValueError("Type the numbers that fit, or 0 for none of these. h shows all keys.")
    for word in words:
        match = re.fullmatch(r"([cp]?)\s*(\d+)[,.]?", word)
        if match is None or int(match.group(2)) > len(facts):
            raise ValueError(f"'{word}' is not on the list. Type numbers from 0 to {len(facts)}, or h to see all keys.")
        key, number = match.group(1), int(match.group(2))
        if number == 0 and len(words) > 1:
            raise ValueError("0 means none of these. Type 0 alone, or the numbers that fit.")
        if number:
            answers[facts[number - 1].id] = _NO_VALUE_KEYS[key] if key else one_value(True)
    return answers


def _understood(typed: str, fact: Fact, options: list[str]) -> ValueSet | NoValue:
    """What a typed answer means. Raises ValueError in plain words."""
    if typed == "p":
        return NoValue.PREFER_NOT_TO_SAY
    if fact.kind == "yes-no":
        if typed not in ("y", "yes", "n", "no"):
            raise ValueError("Type y for yes, n for no, c if you cannot tell, p if you prefer not to say.")
        return one_value(typed.startswith("y"))
    if options:
        if not typed.isdecimal() or not 1 <= int(typed) <= len(options):
            raise ValueError(f"Type a number from 1 to {len(options)}. h shows all keys.")
        chosen = options[int(typed) - 1]
        return one_value(chosen) if fact.kind == "choice" else one_value(parse_number(chosen, fact))
    if match := re.fullmatch(r"(\S+)\s*(?:-|to)\s*(\S+)", typed):
        low, high = sorted((parse_number(match.group(1), fact), parse_number(match.group(2), fact)))
        return Range(low, high)
    return one_value(parse_number(typed, fact))


_NO_VALUE_KEYS = {"c": NoValue.CANNOT_TELL, "p": NoValue.PREFER_NOT_TO_SAY}


def _range_words(fact: Fact) -> str:
    if not isinstance(fact.every, Range):
        return ""
    unit = f" {fact.unit}" if fact.unit else ""
    return f"A number from {fact.every.lowest} to {fact.every.highest}{unit}"


def _say(text: str, *, hang: int = 0) -> None:
    lines = textwrap.wrap(text, WIDTH, subsequent_indent=" " * hang) or [""]
    for line in lines:
        click.echo(f"│ {line}".rstrip())


def _prompt(how: str) -> str:
    """One typed line. The end of input stops the interview, so that nothing hangs."""
    try:
        return input(f"│ {how} [h: keys] > ").strip().lower()
    except EOFError:
        click.echo()
        raise Stop from None
