"""A result as a document, and the three ways it is written: for the terminal, as Markdown, as one HTML page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Literal

Tone = Literal["plain", "emergency-now", "same-day", "within-days", "routine", "information", "quiet"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its tone says how it is meant."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Point:
    """One item of a list: what it says first, and smaller lines under it."""

    text: str
    under: tuple[str, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    points: tuple[Point, ...]
    numbered: bool = False


Block = Heading | Paragraph | Points


@dataclass
class Document:
    """Blocks from top to bottom."""

    title: str
    blocks: list[Block] = field(default_factory=list)

    def add(self, *blocks: Block) -> None:
        """Put blocks at the end."""
        self.blocks.extend(blocks)

    def add_points(self, heading: str, points: list[Point], *, numbered: bool = False) -> None:
        """Put a headed list at the end, or nothing at all when it would be empty."""
        if points:
            self.add(Heading(heading), Points(tuple(points), numbered))


def as_text(document: Document, width: int = 78) -> str:
    """Plain text with one unbroken line down the left: the handrail."""
    lines = [document.title, "=" * len(document.title), ""]
    for block in document.blocks:
        lines += [*_text_block(block, width - 2), ""]
    return "\n".join(f"│ {line}".rstrip() for line in lines).rstrip() + "\n"


def _text_block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading(text):
            yield text
            yield "-" * len(text)
        case Paragraph(text):
            yield from textwrap.wrap(text, width) or [""]
        case Points(points, numbered):
            for number, point in enumerate(points, start=1):
                mark = f"{number}. " if numbered else "- "
                yield from textwrap.wrap(point.text, width, initial_indent=mark, subsequent_indent=" " * len(mark))
                for under in point.under:
                    indent = " " * (len(mark) + 2)
                    yield from textwrap.wrap(under, width, initial_indent=indent, subsequent_indent=indent)


def as_markdown(document: Document) -> str:
    """Markdown, for notes and records."""
    lines = [f"# {_markdown(document.title)}", ""]
    for block in document.blocks:
        match block:
            case Heading(text, level):
                lines.append(f"{'#' * level} {_markdown(text)}")
            case Paragraph(text):
                lines.append(_markdown(text))
            case Points(points, numbered):
                for number, point in enumerate(points, start=1):
                    lines.append(f"{f'{number}.' if numbered else '-'} {_markdown(point.text)}")
                    lines += [f"   - {_markdown(under)}" for under in point.under]
        lines.append("")
    return "\n".join(lines)


def _markdown(text: str) -> str:
    for mark in ("\\", "*", "_", "`", "<", "[", "#", "|"):
        text = text.replace(mark, "\\" + mark)
    return text


def as_html(document: Document) -> str:
    """One page that fetches nothing, prints well and needs no script."""
    body = "\n".join(_html_block(block) for block in document.blocks)
    title = escape(document.title)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _html_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text, tone):
            return f'<p class="{tone}">{escape(text)}</p>'
        case Points(points, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>\n{''.join(_html_point(point) for point in points)}</{tag}>"


def _html_point(point: Point) -> str:
    under = "".join(f"<p>{escape(text)}</p>" for text in point.under)
    return f'<li class="{point.tone}">{escape(point.text)}{under}</li>\n'


_STYLE = """
:root{color-scheme:light dark;--paper:#FBF8F3;--ink:#17252B;--slate:#3C4C52}
:root{--rail:#075356;--red:#8E1717;--amber:#6B4300;--blue:#1C4686}
@media (prefers-color-scheme:dark){
:root{--paper:#10191D;--ink:#F1EBE1;--slate:#B9C4C6;--rail:#74CFC7;--red:#FF9A8D;--amber:#F2B95C;--blue:#9CC3FF}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.1875rem/1.55 system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 3rem 1.5rem;border-left:4px solid var(--rail)}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.3rem;margin-top:2.2rem}h3{font-size:1.1rem}
li{margin:.7rem 0}li p{margin:.2rem 0;color:var(--slate);font-size:1rem}
.quiet{color:var(--slate);font-size:1rem}
.emergency-now{border-left:8px solid var(--red);padding-left:.8rem;font-weight:600}li p{font-weight:400}
.same-day{border-left:4px solid var(--amber);padding-left:.8rem}
.within-days{border-left:4px solid var(--blue);padding-left:.8rem}
@media print{main{max-width:none}body{font-size:11pt}}
"""
