import assert from "node:assert/strict";
import { test } from "node:test";
import { type Method, UnknownNameError } from "../core/index.ts";
import { formatMethods, formatPapers, listMethods, listPapers } from "./list-methods.ts";
import { readPapers } from "./papers.ts";

const PAPERS = [
  { n: 7, name: "Seven", title: "The Seventh", capability: "drift" },
  { n: 53, name: "APC", title: "Global Faithfulness", capability: "fidelity" },
];
const APC: Method = {
  name: "apc",
  room: "measure",
  family: "fidelity",
  file: "src/measure/fidelity/apc.ts",
  summary: "The share of statements that the replies keep.",
  papers: [53],
  needs: ["nli", "embed"],
};
const DISTINCT: Method = { ...APC, name: "distinct-n", family: "diversity", papers: [], needs: [] };
const OPTIONS = { methods: [APC, DISTINCT], papers: PAPERS, met: (need: string) => need === "nli" };

test("rows name the papers and say which needs are met, with what would meet the others", () => {
  const [apc, distinct] = listMethods(OPTIONS);
  assert.deepEqual(apc?.papers, [{ n: 53, name: "APC" }]);
  assert.deepEqual(apc?.needs, [
    { need: "nli", met: true },
    { need: "embed", met: false, fix: "name one with --embedder, such as --embedder openai:MODEL" },
  ]);
  assert.deepEqual(distinct?.needs, []);
});

test("keeps one room, and answers an unknown room with the nearest", () => {
  const methods = [APC, { ...APC, name: "brief", room: "create" }];
  assert.deepEqual(
    listMethods({ ...OPTIONS, methods, room: "create" }).map(({ name }) => name),
    ["brief"],
  );
  assert.throws(
    () => listMethods({ ...OPTIONS, methods, room: "mesure" }),
    (error) => error instanceof UnknownNameError && error.suggestions[0] === "measure",
  );
});

test("by paper: every paper, carried or not yet", () => {
  const rows = listPapers([APC, DISTINCT], PAPERS);
  assert.deepEqual(
    rows.map(({ n, methods }) => [n, methods]),
    [
      [7, []],
      [53, ["apc"]],
    ],
  );
  assert.equal(
    formatPapers(rows),
    ["  [7] Seven  not yet", " [53] APC    apc", "", "1 of 2 papers are carried", ""].join("\n"),
  );
});

test("formats families under headings, broken between words to the width", () => {
  assert.equal(
    formatMethods(listMethods(OPTIONS), { width: 60 }),
    [
      "measure/fidelity",
      "  apc         The share of statements that the replies keep.",
      "              [53] APC · src/measure/fidelity/apc.ts",
      "              needs nli: met",
      "              needs embed: not met; name one with",
      "              --embedder, such as --embedder openai:MODEL",
      "",
      "measure/diversity",
      "  distinct-n  The share of statements that the replies keep.",
      "              src/measure/fidelity/apc.ts",
      "",
      "2 methods",
      "",
    ].join("\n"),
  );
  assert.ok(formatMethods(listMethods(OPTIONS), { color: true }).startsWith("\u001b[1mmeasure/fidelity\u001b[22m\n"));
  assert.equal(formatMethods([]), "\n0 methods\n");
});

test("the shipped papers are complete and in order", () => {
  const papers = readPapers();
  assert.equal(papers.length, 192);
  for (const paper of papers) {
    assert.ok(Number.isInteger(paper.n) && paper.name && paper.title && paper.capability, JSON.stringify(paper));
  }
  const numbers = papers.map(({ n }) => n);
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((a, b) => a - b),
  );
});
