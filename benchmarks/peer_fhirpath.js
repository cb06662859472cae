// Runs the task in fhirpath.js: TASK.json REPEATS, where 0 repeats asks for the answers.
"use strict";

const fs = require("fs");
const { createRequire } = require("module");

const installed = createRequire(`${process.cwd()}/`);
const fhirpath = installed("fhirpath");
const r4 = installed("fhirpath/fhir-context/r4");

const task = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const totals = Object.entries(task.totals).map(([name, path]) => [name, fhirpath.compile(path, r4)]);
const rules = task.rules.map((path) => fhirpath.compile(path, r4));

function results(response) {
  const known = Object.fromEntries(totals.map(([name, path]) => [name, path(response)[0]]));
  return [...Object.values(known), ...rules.map((rule) => rule(response, known)[0])];
}

const everybody = () => task.responses.map(results);

function timed() {
  const start = performance.now();
  everybody();
  return (performance.now() - start) / task.responses.length;
}

function median(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const repeats = Number(process.argv[3]);
console.log(JSON.stringify(repeats ? median(Array.from({ length: repeats }, timed)) : everybody()));
