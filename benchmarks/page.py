"""One page of figures: how fast the engine is, beside others, and how many screens a check takes."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import peers
import processes
import reasoning
import screens
from people import Crowd
from timing import Measured

from handrail.bundle.storage import load_content

SEED = 20261123


def main() -> None:
    """Measure, print, and write where asked."""
    options = _options()
    page = "\n".join(_page(options)) + "\n"
    print(page, end="")
    if options.write:
        options.write.write_text(page, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python benchmarks/run.py", description="Measures Handrail and prints one page."
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the page to this file")
    parser.add_argument("--people", type=int, default=2000, help="how many people are interviewed (default 2000)")
    parser.add_argument("--repeats", type=int, default=30, help="how often each call is timed (default 30)")
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 2), help="interviews side by side")
    parser.add_argument("--no-peers", action="store_true", help="leave the FHIRPath engines out")
    return parser.parse_args()


def _page(options: argparse.Namespace) -> Iterator[str]:
    content = load_content()
    crowd = Crowd(content, SEED)
    yield "# Benchmarks"
    yield ""
    yield f"Measured by `python benchmarks/run.py` on {_machine()}."
    yield (
        f"Content {content.version}: {len(content.facts)} asked facts, {len(content.screens)} screens, "
        f"{len(content.rules)} rules. Generated people, seed {SEED}. All figures are medians."
    )
    yield ""
    yield from _speed(crowd, options.repeats)
    if not options.no_peers:
        yield from _peers(options.repeats)
    yield from _screens(options)


def _speed(crowd: Crowd, repeats: int) -> Iterator[str]:
    yield "## Speed"
    yield ""
    print("speed", file=sys.stderr)
    measured: list[Measured] = [*reasoning.measures(crowd, 25, repeats), *processes.measures(crowd, 15)]
    yield from _table(
        ("What", "Median", "Slowest", "Target", "Met", "Repeats"),
        map(_row, measured),
    )
    yield ""
    yield (
        "Slowest: the slowest person (median of the repeats) or process. "
        "The first five start from answers in memory, with nothing kept from an earlier call."
    )
    yield ""


def _row(measured: Measured) -> tuple[str, ...]:
    met = "yes" if measured.within else "**no**"
    return measured.what, measured.typical, measured.slowest, measured.target, met, measured.repeats


def _peers(repeats: int) -> Iterator[str]:
    people = 50
    times = max(repeats // 6, 3)
    yield "## Beside FHIRPath"
    yield ""
    yield (
        f"The same PHQ-9 and GAD-7 totals and 20 simple rules for {people} people, {times} times, everything answered "
        "and held in memory; expressions compiled beforehand. All answers were checked equal before timing."
    )
    yield ""
    yield from _table(
        ("Engine", "Time a person", "Against Handrail"),
        (
            (each.name, f"{each.milliseconds:.3f} ms", f"{each.ratio:.1f} x")
            if each.milliseconds is not None
            else (each.name, "not measured", each.why_not)
            for each in peers.results(people, SEED, times)
        ),
    )
    yield ""


def _screens(options: argparse.Namespace) -> Iterator[str]:
    yield "## Screens shown"
    yield ""
    yield (
        f"Whole interviews with {options.people} generated people answering for themselves: most danger signs absent, "
        '3 % of questions "cannot tell", 2 % refused. Each form is asked of the same people.'
    )
    yield ""
    spreads = screens.spreads(options.people, SEED, options.processes)
    yield from _table(
        ("Form", "Median", "90th percentile", "Most"),
        ((each.form.words, f"{each.median:.0f}", f"{each.ninetieth:.0f}", str(each.most)) for each in spreads),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _machine() -> str:
    """The machine in a few words: cores, processor, system, Python."""
    cores = os.cpu_count() or 1
    return (
        f"{cores} core{'s' if cores > 1 else ''} of {_processor()}, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
