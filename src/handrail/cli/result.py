"""What a result says, in words and in order: first what to do, then why, then what is known and not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from handrail.bundle.library import Library
from handrail.cli.document import Block, Document, Heading, Paragraph, Point, Points
from handrail.cli.phrases import (
    BY_CAUTION,
    CERTAINTY_WORDS,
    DANGER_UNASKED,
    MISSED,
    OPEN_QUESTIONS,
    SOON,
    UP_TO,
    URGENCY_WORDS,
    WAITING,
    answer_words,
    day_words,
)
from handrail.engine.answers import NoValue
from handrail.engine.check import Check
from handrail.engine.facts import Fact, words_for
from handrail.engine.plan import GROUPS, fill

Report = dict[str, Any]


def result_document(check: Check, report: Report, library: Library, country: str) -> Document:
    """Compose the whole result for its reader."""
    return _Composer(check, report, library, library.words_for(country)).document()


class _Composer:
    def __init__(self, check: Check, report: Report, library: Library, slots: dict[str, str]) -> None:
        self.check, self.report, self.library, self.slots = check, report, library, slots
        self.reader = check.reader
        self.findings = {finding["rule"]: finding for finding in report["findings"]}
        self.footnotes: dict[str, int] = {}

    def document(self) -> Document:
        document = Document("Where things stand, and what to do")
        leading = [finding for finding in self.report["findings"] if self._leads(finding)]
        soon = [finding for finding in leading if finding["urgency"] in SOON]
        document.add(*self._headline(), *self._caution())
        for group in GROUPS:
            items = [item for item in self.report["plan"]["items"] if item["group"] == group]
            document.add(*self._group(group, items))
        document.add(*self._waiting())
        signs = [Point(text, tone="emergency-now") for text in self.report["plan"]["emergency_signs"]]
        document.add_points("Signs that mean an emergency", signs)
        document.add_points("What this means", [self._finding(each) for each in soon])
        document.add_points("Worth knowing", [self._finding(each) for each in leading if each not in soon])
        behind = [each for each in self.report["findings"] if each not in leading]
        document.add_points(
            "Also found; it waits behind what is more urgent", [Point(self._title(each)) for each in behind]
        )
        document.add_points("Measures", [self._measure(each) for each in self.report["measures"]])
        document.add(*self._not_found())
        unresolved = [self._not_ruled_out(each) for each in self.report["not_ruled_out"]]
        document.add_points("What Handrail could not rule out", unresolved)
        document.add_points("If you ever want help with this", [Point(text) for text in self._refused()])
        document.add(*self._open())
        document.add_points("What would change this", [point for each in soon for point in self._change(each)])
        document.add_points("What is not known", list(self._unknowns()))
        document.add_points("What this rests on", [self._evidence(*each) for each in self.footnotes.items()])
        document.add(Heading("About this result"), *self._about())
        return document

    def _headline(self) -> Iterator[Block]:
        urgency = self.report["urgency"]
        if self._danger_unasked():
            yield Paragraph(DANGER_UNASKED[self.reader], "same-day")
            return
        yield Paragraph(URGENCY_WORDS[self.reader][urgency["at_least"]], urgency["at_least"])
        if urgency["at_most"] != urgency["at_least"]:
            yield Paragraph(UP_TO[self.reader].format(urgency["at_most"]), "quiet")

    def _danger_unasked(self) -> bool:
        """True when danger signs are still unasked and nothing found so far is for today: nothing may sound settled."""
        found = self.report["urgency"]["at_least"] in ("emergency-now", "same-day")
        return not found and any(rule["urgency"] in ("emergency-now", "same-day") for rule in self.report["open_rules"])

    def _caution(self) -> Iterator[Block]:
        if any(item["basis"] == "caution" for item in self.report["plan"]["items"]):
            yield Paragraph(BY_CAUTION[self.reader], "quiet")

    def _waiting(self) -> Iterator[Block]:
        if self.report["plan"]["waiting"]:
            yield Heading("And after that")
            yield Paragraph(WAITING[self.reader].format(len(self.report["plan"]["waiting"])), "quiet")

    def _group_heading(self, group: str) -> str:
        if self.reader == "professional":
            return {"now": "Now (today)", "this week": "Within days", "ongoing": "Ongoing"}.get(
                group, group.capitalize()
            )
        return {"now": "Now", "this week": "This week", "ongoing": "Over the next weeks"}.get(
            group, "The people around you"
        )

    def _group(self, group: str, items: list[dict[str, Any]]) -> Iterator[Block]:
        if items:
            shared = {self._deadline(item) for item in items if item["urgency"] in ("same-day", "within-days")}
            said_once = len(shared) == 1 and self.reader != "professional"
            yield Heading(self._group_heading(group))
            if said_once:
                yield Paragraph(shared.pop())
            yield Points(tuple(self._item(item, with_deadline=not said_once) for item in items), group == "now")

    def _item(self, item: dict[str, Any], *, with_deadline: bool) -> Point:
        under = []
        if item["urgency"] != "information" and (item["urgency"] != "emergency-now" or self.reader == "professional"):
            under.append(f"Why: {self._because(item['reasons'])}{self._notes(item['claims'])}")
        if self.reader == "professional" and item["due_by"]:
            under.append(f"Who: {item['owner']}. {self._deadline(item)}")
        elif with_deadline and item["urgency"] in ("same-day", "within-days"):
            under.append(self._deadline(item))
        if self.reader == "professional" and "person" in item["to_others"]:
            under.append(f"The person is told: {item['to_others']['person']}")
        return Point(item["text"], tuple(under), item["urgency"])

    def _deadline(self, item: dict[str, Any]) -> str:
        when = "Today" if item["due_by"] == self.report["at"][:10] else f"By {day_words(item['due_by'])}"
        late = MISSED.get(item["if_missed"])
        return f"{when}.{f' If that passes: {late}.' if late else ''}"

    def _because(self, rules: list[str]) -> str:
        if self.reader == "professional":
            return "; ".join(self.findings[rule]["title"] for rule in rules)
        answers = [each for rule in rules for each in self._reasons(self.findings[rule])]
        return self._answers(answers, most=3) or "; ".join(self.findings[rule]["title"].lower() for rule in rules)

    def _reasons(self, finding: dict[str, Any]) -> list[dict[str, Any]]:
        return [*finding["why"]["answers"], *finding["why"]["also"]]

    def _answers(self, answers: Iterable[dict[str, Any]], most: int = 100) -> str:
        """What was said, each thing once; the items of a measure as one."""
        said: dict[str, str] = {}
        for each in answers:
            fact = self.check.content.facts[each["fact"]]
            if fact.measure:
                said[fact.measure] = f"the answers to the {self.check.content.measures[fact.measure].name}"
            else:
                said[fact.id] = f"{fact.label}: {answer_words(fact, each['said'], self.reader)}"
        more = f"; and {len(said) - most} more" if len(said) > most else ""
        return "; ".join(list(said.values())[:most]) + more

    def _leads(self, finding: dict[str, Any]) -> bool:
        emergency = self.report["urgency"]["at_least"] == "emergency-now"
        return not finding["yields_to"] and (not emergency or finding["urgency"] == "emergency-now")

    def _title(self, finding: dict[str, Any]) -> str:
        return f"{finding['title']} ({finding['urgency']})"

    def _finding(self, finding: dict[str, Any]) -> Point:
        under = [self._why(finding)] if finding["urgency"] in SOON or self.reader == "professional" else []
        text = finding["means"]
        if self.reader == "professional":
            text = f"{self._title(finding)}. {text}"
            under += [f"Working value: {each}" for each in finding["working_values"]]
            under += [f"No source yet: {finding['needs_source']}"] if finding["needs_source"] else []
        return Point(text + self._notes(finding["claims"]), tuple(filter(None, under)), finding["urgency"])

    def _why(self, finding: dict[str, Any]) -> str:
        said = self._answers(self._reasons(finding))
        if finding["basis"] == "caution":
            return f"By caution; could not tell: {said}."
        return f"Because of these answers: {said}." if said else ""

    def _measure(self, measure: dict[str, Any]) -> Point:
        label = "" if measure["validated"] else " (a checklist of ours, not a validated measure)"
        if measure["score"] is None:
            return Point(
                f"{measure['name']}{label}: at least {measure['at_least']}; "
                f"{measure['unanswered']} unanswered, so no band."
            )
        band = f": {measure['band']}" if measure["band"] else ""
        note = self.check.content.measures[measure["measure"]].note
        under = tuple(filter(None, (measure["means"], note if self.reader == "professional" else "")))
        return Point(f"{measure['name']}{label}: {measure['score']}{band}", under)

    def _not_found(self) -> Iterator[Block]:
        """The danger signs that were asked and answered no. It is never said that somebody is fine."""
        facts = self.check.content.facts.values()
        denied = [
            fact.label for fact in facts if fact.when_unsure and fact.id in self.check.fresh and self._is_denied(fact)
        ]
        if denied:
            asked = "Asked and denied" if self.reader == "professional" else "You were asked about these, and said no"
            yield Heading("Asked, and not found")
            yield Paragraph(f"{asked}: {'; '.join(denied)}.", "quiet")
            yield Paragraph("This can change. Come back when anything is new, or in four weeks.", "quiet")

    def _is_denied(self, fact: Fact) -> bool:
        said = self.check.fresh[fact.id].said
        return said == frozenset({fact.worse[-1] != "yes"})

    def _refused(self) -> Iterator[str]:
        """What is said, once, to somebody who preferred not to say."""
        for fact, answer in self.check.fresh.items():
            words = self.check.content.facts[fact].if_refused.get(self.reader)
            if answer.said is NoValue.PREFER_NOT_TO_SAY and words:
                yield fill(words, self.slots)

    def _not_ruled_out(self, rule: dict[str, Any]) -> Point:
        because = self._answers(rule["because"], most=4) or "it depends on questions that do not apply here"
        return Point(f"{rule['title']} ({rule['urgency']})", (f"Left open by: {because}.",), rule["urgency"])

    def _open(self) -> Iterator[Block]:
        urgent = [each for each in self.report["open_rules"] if each["urgency"] in SOON]
        if urgent:
            titles = {screen.id: screen.title for screen in self.check.content.screens}
            open_screens = {screen for rule in urgent for screen in rule["screens"]}
            screens = [screen.id for screen in self.check.content.screens if screen.id in open_screens]
            named = [f'"{fill(words_for(titles[screen], self.reader), self.slots)}"' for screen in screens[:5]]
            more = f" and {len(screens) - 5} more" if len(screens) > 5 else ""
            yield Heading("Questions still open")
            yield Paragraph(OPEN_QUESTIONS[self.reader].format(f"{', '.join(named)}{more}"))

    def _change(self, finding: dict[str, Any]) -> Iterator[Point]:
        facts = self.check.content.facts
        changes = [
            f"{facts[each['fact']].label}: {answer_words(facts[each['fact']], each['to'], self.reader)}"
            for each in finding["why"]["would_change"]
        ]
        if changes:
            yield Point(f"{finding['title']} would not be found if: {' or '.join(changes)}.")

    def _unknowns(self) -> Iterator[Point]:
        named = dict.fromkeys(claim for finding in self.report["findings"] for claim in finding["not_known"])
        yield from (Point(text) for claim in named if (text := self._claim_words(claim)))

    def _evidence(self, claim: str, number: int) -> Point:
        record = self.library.claims[claim]
        sources = "; ".join(self._source(source) for source in record["sources"])
        return Point(f"[{number}] {self._claim_words(claim)} ({CERTAINTY_WORDS[record['certainty']]})", (sources,))

    def _claim_words(self, claim: str) -> str:
        record = self.library.claims[claim]
        if self.reader == "professional":
            return str(record["statement"])
        return str(record.get("plain", "")) if record["display"] == "all" else ""

    def _source(self, named: dict[str, Any]) -> str:
        source = self.library.sources[named["id"]]
        year = str(source.get("year", ""))
        parts = [source["title"], year if year.isdigit() else "no date", source.get("url", "")]
        return ". ".join(part for part in parts if part)

    def _notes(self, claims: Iterable[dict[str, Any]], most: int = 2) -> str:
        """Footnote numbers for the first claims this reader may see; all of them are in `handrail rules`."""
        seen = [each["id"] for each in claims if self._claim_words(each["id"])][:most]
        numbers = [self.footnotes.setdefault(claim, len(self.footnotes) + 1) for claim in seen]
        return "".join(f" [{number}]" for number in numbers)

    def _about(self) -> Iterator[Block]:
        unsigned = any(not finding["clinician_signed"] for finding in self.report["findings"])
        if unsigned:
            yield Paragraph(
                "No clinician has signed these rules yet. They follow published guidance where there is some.", "quiet"
            )
        yield Paragraph(
            fill(
                "Handrail is not a diagnosis and does not replace a professional. If you get worse, call {emergency}.",
                self.slots,
            ),
            "quiet",
        )
        yield Paragraph(f"Content version {self.report['content_version']}; checked at {self.report['at']}.", "quiet")
