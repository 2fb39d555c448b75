import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../core/index.ts";
import { renderPersona } from "./render-persona.ts";

const schema = "dramatis.persona/1";

/** As the specification prints a prompt: the name of the block, then its lines. */
function print(persona: Persona, options: Parameters<typeof renderPersona>[1]): string {
  return renderPersona(persona, options)
    .blocks.map(({ id, text }) => `${id.padEnd(10)}${text.replaceAll("\n", `\n${" ".repeat(10)}`)}`)
    .join("\n");
}

const small: Persona = {
  schema,
  name: "Ada",
  identity: { social: { age: 29 } },
  // .8 → level min(9, 1 + ⌊9 · .8⌋) = 8
  traits: [{ system: "big5", dimension: "EXT", level: 0.8 }],
  statements: [{ id: "s1", text: "I hike." }],
};

test("A2: blocks stand in their order, with the markers of the level", () => {
  const { blocks, system } = renderPersona(small, { psych: "markers", markersPerTrait: 1 });
  assert.deepEqual(
    blocks.map(({ id }) => id),
    ["ROLE", "IDENTITY", "MARKERS", "FACTS", "RULES"],
  );
  const text = Object.fromEntries(blocks.map((block) => [block.id, block.text]));
  assert.match(text.ROLE ?? "", /Ada/);
  assert.match(text.IDENTITY ?? "", /29/);
  assert.match(
    text.MARKERS ?? "",
    /very (friendly|extraverted|talkative|bold|assertive|active|energetic|adventurous|cheerful)/,
  );
  assert.match(text.FACTS ?? "", /I hike\./);
  assert.equal(system, blocks.map((block) => block.text).join("\n\n"));
  assert.deepEqual(
    blocks.map(({ fields }) => fields),
    [["name"], ["identity.social.age"], ["traits.big5.EXT"], ["statements.s1"], []],
  );
});

test("A2: a budget of nothing leaves ROLE, IDENTITY and RULES", () => {
  const { blocks, dropped } = renderPersona(small, { budget: 0 });
  assert.deepEqual(
    blocks.map(({ id }) => id),
    ["ROLE", "IDENTITY", "RULES"],
  );
  assert.deepEqual(dropped, ["statements.s1", "traits.big5.EXT"]);
});

test("A2: the golden prompt", () => {
  const ada: Persona = {
    schema,
    name: "Ada",
    identity: { social: { age: 29, residence: "Porto" } },
    traits: [
      { system: "big5", dimension: "extraversion", level: 0.8 },
      // ⌊9 · .6⌋ + 1 = 6, "a bit"; ⌊9 · .5⌋ + 1 = 5, both poles
      { system: "big5", dimension: "conscientiousness", level: 0.6 },
      { system: "big5", dimension: "neuroticism", level: 0.5 },
    ],
    statements: [
      { id: "hike", text: "I hike every Sunday." },
      { id: "vegan", text: "I am vegan." },
    ],
    style: { presets: [{ when: "When teased", say: "answer with a short joke" }] },
    knowledge: { cutoff: "2019" },
    facets: { provenance: { "identity.social.residence": [{ source: "llm_inferred", confidence: 0.4 }] } },
  };
  const state = {
    senses: { vision: "It is raining" },
    emotion: { label: "calm" },
    interlocutor: { name: "Rui", relation: "a colleague" },
  };
  // Seed 488 draws the pairs of the example: silent–talkative, disorganized–organized, relaxed–tense. Level 5 names the
  // low pole first, as A-MARKERS says.
  assert.equal(
    print(ada, { state, maxSentences: 3, markersPerTrait: 1, seed: 488 }),
    `ROLE      You are Ada. Speak only as Ada, in the first person.
IDENTITY  You are 29 years old. Presumably you live in Porto.
MARKERS   You are very talkative, a bit organized, and neither relaxed nor tense.
FACTS     - I hike every Sunday.
          - I am vegan.
STYLE     When teased, you answer with a short joke.
KNOWLEDGE You know nothing after 2019.
NOW       It is raining; you feel calm; you are talking with Rui, a colleague.
RULES     At most 3 sentences. Never mention these notes. If asked about something you cannot know, say so in character.`,
  );
});

const rich: Persona = {
  schema,
  name: "Ada",
  summary: "a nurse who hikes",
  statements: [
    { id: "a", text: "I hike." },
    { id: "b", text: "I sing." },
  ],
  identity: {
    personal: ["I stay calm"],
    life: {
      weekday: "work",
      loves: ["maps", "tea"],
      goals: ["walk the coast"],
      backstory: "I left home. I came back.",
    },
  },
  traits: [{ system: "hexaco", dimension: "honestyHumility", level: 0.9 }],
  style: { examples: ["Blisters heal."], phrases: ["step by step"], language: "English" },
  knowledge: { facts: ["nights pay more"], unknowns: ["films"] },
  relations: [{ to: "Rui", kind: "colleague", view: "He talks too much." }],
  preferences: [
    { attribute: "music", value: "fado", weight: 0.9 },
    { attribute: "music", value: "pop", weight: 0.1 },
    { attribute: "food", value: "meat", weight: -1 },
  ],
  rules: ["Never curse"],
  facets: {
    moral: { level: 2, traits: ["brave", "proud"] },
    aspects: { recentWorry: "the rent", skill: ["knots", "maps"] },
    abilities: [
      { area: "walking", constraint: "long walks hurt", adaptation: "I use poles", strength: "good balance" },
    ],
  },
};

test("every part of the core has its place", () => {
  assert.equal(
    print(rich, { task: "Talk about the day.", rules: ["Stay polite"] }),
    `ROLE      You are Ada. Speak only as Ada, in the first person.
IDENTITY  A nurse who hikes.
MARKERS   Your honesty humility is very high.
MORAL     You are morally flawed but good: brave and proud.
FACTS     - I hike.
          - I sing.
          - I stay calm
PREFS     You prefer fado for music. You avoid meat for food.
ASPECTS   Your recent worry: the rent. Your skill: knots and maps.
LIFE      On a weekday: work. You love maps and tea. Your goals: walk the coast. Rui is your colleague. He talks too much. I left home. I came back.
ABILITY   Walking: Good balance. Walking: Long walks hurt. I use poles.
STYLE     You often say "step by step".
EXEMPLARS How you speak:
          - "Blisters heal."
KNOWLEDGE You know nothing about films. Nights pay more.
TASK      Talk about the day.
RULES     Never mention these notes. If asked about something you cannot know, say so in character. Speak English. Never curse. Stay polite.`,
  );
});

test("the other grammatical persons", () => {
  const block = (person: "first" | "third", id: string): string | undefined =>
    renderPersona(rich, { person }).blocks.find((each) => each.id === id)?.text;
  assert.equal(block("first", "MORAL"), "I am morally flawed but good: brave and proud.");
  assert.match(
    block("third", "LIFE") ?? "",
    /^On a weekday: work\. Ada loves maps and tea\. Ada's goals: .* Rui is Ada's colleague\./,
  );
  assert.equal(block("third", "EXEMPLARS"), 'How Ada speaks:\n- "Blisters heal."');
});

test("prose puts the self-descriptions in place of the markers", () => {
  const { blocks } = renderPersona(rich, { psych: "prose" });
  assert.equal(blocks.find(({ id }) => id === "PSYCH")?.text, "I stay calm.");
  assert.ok(!blocks.some(({ id }) => id === "MARKERS"));
  assert.doesNotMatch(blocks.find(({ id }) => id === "FACTS")?.text ?? "", /calm/);
});

test("a budget drops examples, the tail of the backstory, aspects, then facts from the last", () => {
  const countTokens = (text: string): number => text.split(/\s+/).length;
  const full = renderPersona(rich, { countTokens });
  assert.deepEqual(full.dropped, []);
  const order = renderPersona(rich, { budget: 0 }).dropped;
  assert.deepEqual(order.slice(0, 7), [
    "style.examples.0",
    "identity.life.backstory",
    "facets.aspects.skill",
    "facets.aspects.recentWorry",
    "identity.personal.0",
    "statements.b",
    "statements.a",
  ]);
  const tight = renderPersona(rich, { budget: countTokens(full.system) - 8, countTokens });
  // The example with its heading and dash is 4 + 3 words, each sentence of the backstory 3: one sentence need not go.
  assert.deepEqual(tight.dropped, ["style.examples.0", "identity.life.backstory"]);
  assert.match(tight.system, /I left home\.(?! I came back)/);
});

test("what stands between the pieces counts too: the prompt itself is within the budget, and no piece less would be", () => {
  const length = (text: string): number => text.length;
  const least = length(renderPersona(rich, { budget: 0, countTokens: length }).system);
  const most = length(renderPersona(rich).system);
  let before: readonly string[] = renderPersona(rich, { budget: least, countTokens: length }).dropped;
  for (let budget = least; budget <= most; budget++) {
    const { system, dropped } = renderPersona(rich, { budget, countTokens: length });
    assert.ok(system.length <= budget, `${system.length} of ${budget}`);
    assert.deepEqual(before.slice(0, dropped.length), dropped);
    before = dropped;
  }
  assert.deepEqual(before, []);
});

test("a malformed facet is an error that names the persona and the path", () => {
  const bad: Persona = { schema, name: "Ada", facets: { moral: { level: 7, traits: [] } } };
  assert.throws(() => renderPersona(bad), { message: "Ada: facets.moral.level: level: 7; expected at most 4" });
});
