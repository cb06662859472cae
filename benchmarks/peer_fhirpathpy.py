"""Runs the task in fhirpathpy, in its own environment: TASK.json REPEATS, where 0 repeats asks for the answers."""

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from fhirpathpy import compile as compile_path
from fhirpathpy.models import models

task = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
totals = {name: compile_path(path, models["r4"]) for name, path in task["totals"].items()}
rules = [compile_path(path, models["r4"]) for path in task["rules"]]


def results(response):
    """Both totals and each rule."""
    known = {name: path(response, {})[0] for name, path in totals.items()}
    return [*known.values(), *(rule(response, known)[0] for rule in rules)]


def everybody():
    """The results of all people."""
    return [results(response) for response in task["responses"]]


def timed():
    """Milliseconds a person, once through everybody."""
    start = perf_counter()
    everybody()
    return (perf_counter() - start) * 1000 / len(task["responses"])


repeats = int(sys.argv[2])
print(json.dumps(median(timed() for _ in range(repeats)) if repeats else everybody()))
