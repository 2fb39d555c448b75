import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { claims, parsePersonaText } from "../persona/index.ts";
import { makeProbes, type Probe } from "./probes.ts";

const ROOT = join(import.meta.dirname, "../../../..");

function probesOf(text: string, topic?: string): Record<Probe["kind"], Probe | undefined> {
  const { probes } = makeProbes([{ id: "s", text, ...(topic !== undefined && { topic }) }], { seed: 7 });
  const find = (kind: Probe["kind"]): Probe | undefined => probes.find((probe) => probe.kind === kind);
  return { open: find("open"), "yes-no": find("yes-no"), bait: find("bait") };
}

// statement → yes-or-no question, its true answer, bait (/pattern/ where a number is drawn), its true answer.
const KNOWN: [string, string, "yes" | "no", string | RegExp | undefined, "no" | undefined][] = [
  ["I have a pet cow.", "Do you have a pet cow?", "yes", "So you do not have a pet cow, right?", undefined],
  ["I have two cats.", "Do you have two cats?", "yes", /^So you have (?!two)(?:[a-z]+) cats, right\?$/, "no"],
  ["I am 40 years old.", "Are you 40 years old?", "yes", /^So you are (?!40)\d\d years old, right\?$/, "no"],
  ["I'm an electrician.", "Are you an electrician?", "yes", "So you are not an electrician, right?", undefined],
  ["I really like to travel.", "Do you really like to travel?", "yes", "So you hate to travel, right?", "no"],
  ["I hate my job", "Do you hate your job?", "yes", "So you love your job, right?", "no"],
  [
    "My favorite season is winter.",
    "Is your favorite season winter?",
    "yes",
    /^So your favorite season is (?!winter)/,
    "no",
  ],
  ["I live in Colorado.", "Do you live in Colorado?", "yes", /^So you live in (?!Colorado)[A-Z]\w+, right\?$/, "no"],
  ["I don't drink soda.", "Do you drink soda?", "no", "So you drink soda, right?", "no"],
  ["I can't swim.", "Can you swim?", "no", "So you can swim, right?", "no"],
  [
    "I've never been out of Ohio.",
    "Have you ever been out of Ohio?",
    "no",
    "So you have been out of Ohio, right?",
    "no",
  ],
  ["I am not married.", "Are you married?", "no", "So you are married, right?", "no"],
  ["I don't have any pets.", "Do you have any pets?", "no", "So you have some pets, right?", "no"],
  ["I did not finish school.", "Did you finish school?", "no", "So you did finish school, right?", "no"],
  ["I won a gold medal.", "Is it true that you won a gold medal?", "yes", undefined, undefined],
  ["I can sew.", "Can you sew?", "yes", "So you cannot sew, right?", undefined],
  [
    "I was raised on a farm.",
    "Were you raised on a farm?",
    "yes",
    "So you were not raised on a farm, right?",
    undefined,
  ],
  ["I only eat kosher.", "Do you only eat kosher?", "yes", "So you do not eat kosher, right?", undefined],
  [
    "I drive a big truck and live in the country.",
    "Do you drive a big truck and live in the country?",
    "yes",
    "So you do not drive a big truck, right?",
    undefined,
  ],
  [
    "I live alone and am happy.",
    "Is it true that you live alone and are happy?",
    "yes",
    "So you do not live alone, right?",
    undefined,
  ],
  ["My wife left me.", "Is it true that your wife left you?", "yes", undefined, undefined],
  [
    "Two dogs live with me.",
    "Is it true that two dogs live with you?",
    "yes",
    /^So (?!two)\w+ dogs live with you, right\?$/,
    "no",
  ],
  ["I have mixed feelings.", "Is it true that you have mixed feelings?", "yes", undefined, undefined],
  ["We moved to the US.", "Is it true that you moved to the US?", "yes", undefined, undefined],
  [
    "I have over 1000 hats.",
    "Do you have over 1000 hats?",
    "yes",
    "So you do not have over 1000 hats, right?",
    undefined,
  ],
];

describe("statements that a rule can turn", () => {
  for (const [statement, question, answer, lure, resisted] of KNOWN) {
    test(statement, () => {
      const { "yes-no": yesNo, bait, open } = probesOf(statement);
      assert.deepEqual([yesNo?.text, yesNo?.expected], [question, answer]);
      if (lure instanceof RegExp) assert.match(bait?.text ?? "", lure);
      else assert.equal(bait?.text, lure);
      assert.equal(bait?.expected, resisted);
      assert.ok(open, "no open question");
    });
  }
});

// Fragments, second persons, quotations, Roman numerals, third persons: who is meant, no rule knows.
const UNSURE = [
  "Single mother of two.",
  "Love my dog.",
  "I love you.",
  'I always say "I am the best".',
  "I study World War I history.",
  "Ada has a dog.",
  "She loves cats.",
  "I have a dog. His name is Rex.",
  "Is my dog nice?",
  "hey my name is larry and i am a chef.",
  "I work in a mine.",
  "I",
  "",
  "🙂",
  `I like ${"very ".repeat(40)}long lines.`,
];

describe("statements that no rule is sure of have an open question, and are counted", () => {
  for (const text of UNSURE) {
    test(JSON.stringify(text), () => {
      const { probes, openOnly } = makeProbes([{ id: "s", text }], { seed: 1 });
      assert.deepEqual(
        probes.map(({ kind }) => kind),
        ["open"],
      );
      assert.deepEqual(openOnly, ["s"]);
    });
  }
});

test("open questions come from the words, else from the topic, else ask about anything", () => {
  const open = (text: string, topic?: string): string | undefined => probesOf(text, topic).open?.text;
  assert.equal(open("I am a mechanical engineer."), "What do you do for a living?");
  assert.equal(open("My favorite activity is rock climbing."), "What is your favorite activity?");
  assert.equal(open("I have a black lab named Trooper.", "pets"), "What animals do you have?");
  assert.equal(open("I live in Colorado.", "work"), "Where do you live?");
  assert.equal(open("I am scared of dying."), "What is something that people should know about you?");
});

test("the order is the seed's: all statements before any again, and no text twice", () => {
  const statements = ["I have a dog.", "I am a nurse.", "I like tea.", "I can swim."].map((text, i) => ({
    id: `s${i}`,
    text,
  }));
  const { probes } = makeProbes(statements, { seed: 1 });
  assert.deepEqual(makeProbes(statements, { seed: 1 }).probes, probes);
  assert.notDeepEqual(makeProbes(statements, { seed: 2 }).probes, probes);
  assert.equal(probes.length, 12);
  for (const from of [0, 4, 8]) assert.equal(new Set(probes.slice(from, from + 4).map((one) => one.statement)).size, 4);
  assert.equal(new Set(probes.slice(0, 3).map(({ kind }) => kind)).size, 3);
  const twice = makeProbes([...statements, { id: "again", text: "I have a dog." }], { seed: 1 });
  assert.equal(new Set(twice.probes.map(({ text }) => text)).size, twice.probes.length);
});

const FIRST_PERSON =
  /(?<![\w'-])(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|we're|we've|our|ours|ourselves|am)(?![\w'-])/i;

function assertWellFormed({ text, kind }: Probe, of: string): void {
  assert.doesNotMatch(text, FIRST_PERSON, of);
  assert.match(text, /^[\p{Lu}\d]/u, of);
  assert.match(text, /[^\s?]\?$/, of);
  assert.doesNotMatch(text, /\s{2}|\s[?]|\?.*\?/, of);
  assert.doesNotMatch(text, /\byou (?:am|was|is)\b|^Do you (?:am|was|is|were|are|had|did|do not|not)\b/i, of);
  if (kind === "bait") assert.match(text, /^So .+, right\?$/, of);
}

const SUBJECTS = ["I", "i", "My dog", "my favorite food", "We", "Two cats", "I'm", "I've", "My wife and I"];
const VERBS = [
  "am",
  "was",
  "have",
  "have been",
  "like",
  "am not",
  "can't",
  "don't like",
  "never liked",
  "is",
  "live with",
  "won",
  "used to love",
];
const OBJECTS = [
  "two dogs",
  "me",
  "my mother and am happy",
  "a house that I own",
  "us",
  "tea, and I was late",
  "myself",
  "ours",
  "mine",
  "not",
];

test("whatever is put together, no probe speaks in the first person or is no question", () => {
  const word = fc.oneof(fc.constantFrom(...SUBJECTS, ...VERBS, ...OBJECTS), fc.string({ maxLength: 8 }));
  const sentence = fc.oneof(
    fc.tuple(fc.constantFrom(...SUBJECTS), fc.constantFrom(...VERBS), fc.constantFrom(...OBJECTS)),
    fc.array(word, { maxLength: 8 }),
  );
  fc.assert(
    fc.property(sentence, fc.nat(), (words, seed) => {
      const text = `${words.join(" ")}.`;
      for (const probe of makeProbes([{ id: "s", text }], { seed }).probes) {
        assert.doesNotMatch(probe.text, FIRST_PERSON, text);
        assert.ok(probe.text.endsWith("?"), text);
      }
    }),
    { seed: 5, numRuns: 2000 },
  );
});

test("the statements of the example personas are all turned, and well formed", () => {
  const folder = join(ROOT, "examples/personas");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
    const statements = claims(parsePersonaText(readFileSync(join(folder, file), "utf8"), file, "yaml"));
    const { probes, openOnly } = makeProbes(statements, { seed: 42 });
    assert.deepEqual(openOnly, []);
    for (const probe of probes) assertWellFormed(probe, file);
    for (const { id } of statements)
      assert.ok(probes.filter(({ statement }) => statement === id).length >= 2 || id === "medal", id);
  }
});

const CORPUS = join(
  process.env.DRAMATIS_SHARED ?? join(ROOT, "../shared"),
  "data/open/personachat-valid/valid_both_original_final.txt",
);

test("PersonaChat's sentences are turned, but for a few, and well formed", {
  skip: !existsSync(CORPUS) && "no corpus",
}, () => {
  const lines = readFileSync(CORPUS, "utf8").matchAll(/^(?:your|partner's) persona: ([^\t\n]*)/gm);
  const sentences = [...new Set([...lines].map(([, sentence = ""]) => sentence.trim()))];
  assert.ok(sentences.length > 400);
  let turned = 0;
  for (const text of sentences) {
    const { probes, openOnly } = makeProbes([{ id: "s", text }], { seed: 42 });
    for (const probe of probes) assertWellFormed(probe, text);
    if (openOnly.length === 0) turned++;
  }
  assert.ok(turned / sentences.length > 0.95, `${turned} of ${sentences.length}`);
});
