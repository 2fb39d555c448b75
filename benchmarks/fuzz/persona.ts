// Persona files: YAML, JSON and sentences. What is read is written, and must be read as it was; edited, versioned and
// rendered nothing else may be thrown than by a reader.
import assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import type { Persona, Random } from "../../packages/dramatis/src/core/index.ts";
import {
  decodeText,
  diffPersonas,
  editPersonaText,
  examplePersona,
  type PersonaEdit,
  parsePersonaText,
  personaText,
  personaVersion,
  renderPersona,
} from "../../packages/dramatis/src/persona/index.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { blownUp, mutatedBytes, mutatedValue, nested, pick, wide, words } from "./mutations.ts";
import { orRefused } from "./survives.ts";

const FORMATS = ["yaml", "json", "sentences"] as const;

const PROVENANCE = [{ source: "extracted_text", quote: "x", span: [0, 4], confidence: 0.5, at: "2026-01-01" }];
const SMALL = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: [{ id: "a", text: "I am Ada.", provenance: PROVENANCE }],
  traits: [{ system: "big5", dimension: "openness", level: 0.5, facet: "x", provenance: PROVENANCE }],
  style: { vector: [0, 1, 2, 3, 4, 5, 6, 7] },
  knowledge: { documents: [{ id: "d", title: "D", text: "Long ago." }] },
  facets: {
    moral: { foundations: { care: 0.9 } },
    abilities: [{ name: "swim", level: 0.5 }],
    aspects: { mood: ["calm"] },
    provenance: { "/name": PROVENANCE },
  },
};
const VALUES: readonly unknown[] = [SMALL, SMALL, SMALL, SMALL, parse(examplePersona())];
const TEXTS = [
  examplePersona(),
  stringify(SMALL),
  stringify(SMALL),
  stringify(SMALL),
  JSON.stringify(SMALL),
  "i have two dogs.\n# x\nyour persona: i run.\ta\n",
];
const LINES: readonly string[] = [
  ...["schema: dramatis.persona/1", "name: Ada", "name: &n Ada", "summary: *n", "statements:", "  - {id: a, text: b}"],
  ...["  - id: a", "    text: |", "      x", "    text: >-", "? a", ": b", "facets: {a: &x [1], b: *x}", "facets: &f"],
  ...[
    "  <<: *f",
    "  ? {a: b}",
    "!!map",
    "%YAML 1.1",
    "%TAG ! x",
    "---",
    "...",
    "# c",
    "\t",
    "name: !!binary aGk=",
    "- a",
  ],
  ...[
    "facets: {x: 0x10, y: 0o7, z: .inf, n: .nan, d: 2026-01-01}",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    "rules: [",
    "  a: *b",
  ],
];
const KEYS: readonly (string | number)[] = [
  "name",
  "statements",
  "facets",
  "traits",
  "style",
  "a",
  0,
  1,
  -1,
  "__proto__",
  "id",
];

export const personaTarget: FuzzTarget = {
  name: "persona",
  short: 1_500,
  once: oneOfKinds([
    { share: 2, once: (draws) => reads(mutatedBytes(Buffer.from(pick(TEXTS, draws)), draws), pick(FORMATS, draws)) },
    { share: 2, once: values },
    { share: 4, once: (draws) => reads(Buffer.from(lines(draws)), "yaml") },
    { share: 1, once: edits },
    { share: 0.01, once: large },
  ]),
  replay: (bytes) => {
    for (const format of FORMATS) reads(bytes, format);
  },
};

function values(draws: Random): void {
  const value = mutatedValue(pick(VALUES, draws), draws);
  if (draws.int(2) === 0) {
    reads(Buffer.from(JSON.stringify(value) ?? "null"), draws.int(4) === 0 ? "yaml" : "json");
    return;
  }
  const text = stringify(value, { lineWidth: 20 * draws.int(8), aliasDuplicateObjects: draws.int(2) === 0 });
  reads(Buffer.from(text), "yaml");
}

function lines(draws: Random): string {
  return Array.from({ length: 1 + draws.int(12) }, () => pick(LINES, draws)).join("\n");
}

/** A text with a stretch thousands of times, or a persona with a great many of something. */
function large(draws: Random): void {
  if (draws.int(4) > 0) {
    reads(Buffer.from(blownUp(pick(TEXTS, draws), draws)), pick(FORMATS, draws));
    return;
  }
  const list = pick(["statements", "rules", "traits", "x"], draws);
  const item = pick<unknown>(["a", { id: "a", text: "b" }, { x: 1 }], draws);
  reads(Buffer.from(JSON.stringify({ ...SMALL, [list]: wide(item, draws) })), "json");
}

function reads(bytes: Uint8Array, format: (typeof FORMATS)[number]): void {
  const text = orRefused(() => decodeText(bytes, "f"));
  if (text === undefined) return;
  const persona = orRefused(() => parsePersonaText(text, "ada.persona.yaml", format));
  if (persona !== undefined) lasts(persona);
}

/** Written in either way it is read as it was, with the same version; rendered it is refused at most. */
function lasts(persona: Persona): void {
  for (const format of ["yaml", "json"] as const) {
    const again = parsePersonaText(personaText(persona, format), "f", format);
    assert.deepEqual(plain(again), plain(persona), `${format}: not what was written`);
    assert.equal(personaVersion(again), personaVersion(persona));
    assert.deepEqual(diffPersonas(persona, again), []);
  }
  orRefused(() => renderPersona(persona, { budget: 200 }));
}

function edits(draws: Random): void {
  const text = pick(TEXTS, draws);
  const path = Array.from({ length: draws.int(4) }, () => (draws.int(8) === 0 ? words(draws, 4) : pick(KEYS, draws)));
  // As it comes over a network: no part of it is another part.
  const value: unknown = plain(draws.int(3) === 0 ? nested(draws) : mutatedValue(pick(VALUES, draws), draws));
  const edit: PersonaEdit = draws.int(3) === 0 ? { op: "delete", path } : { op: "set", path, value };
  orRefused(() => editPersonaText(text, [edit]));
}

/** As JSON has it: it knows no -0. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? "null");
}
