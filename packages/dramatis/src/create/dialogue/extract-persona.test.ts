import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError, type Nli, type Persona, type Transcript, UnsupportedError } from "../../core/index.ts";
import { fakeNli, messagesOf, replying } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { type ExtractPersonaOptions, extractPersona } from "./extract-persona.ts";

function talk(lines: readonly string[], session = "s"): Transcript {
  return { session, messages: messagesOf(lines, session) };
}

/** Everything follows from what was said; of two sentences neither follows from the other. */
const agreeing = fakeNli((premise) => (/^(?:I|My|We) [^?]*\.$/u.test(premise) ? "neutral" : "entail"));

async function made(lines: readonly string[], options: ExtractPersonaOptions = {}): Promise<Persona> {
  const personas = await all(
    extractPersona({ transcripts: [talk(lines)], nli: agreeing, speaker: "Ana", ...options }).personas(0),
  );
  const [persona] = personas;
  assert.ok(persona);
  assert.equal(personaSchema.safeParse(persona).success, true);
  return persona;
}

const texts = ({ statements = [] }: Persona): string[] => statements.map(({ text }) => text);

describe("extract-persona", () => {
  const lines = ["Ben: Do you have pets?", "Ana: Yes, two dogs. I'm a nurse in Leeds.", "Ben: I bake."];
  sourceConformance(async () => extractPersona({ transcripts: [talk(lines)], nli: agreeing }));

  test("the worked example: one sentence, and what is said of another is a relation", async () => {
    const persona = await made(["Ana: My sister is a nurse and I adore dogs."]);
    assert.deepEqual(texts(persona), ["I adore dogs."]);
    assert.deepEqual(persona.relations, [{ to: "sister", kind: "sister", view: "nurse" }]);
    const provenance = persona.facets?.provenance as Record<string, { quote?: string }[]>;
    assert.equal(provenance["relations.0"]?.[0]?.quote, "My sister is a nurse and I adore dogs.");
  });

  test("questions, wishes, conditions and what is marked as a joke give nothing", async () => {
    const nothing = [
      "You like dogs?",
      "Do you live in Rome?",
      "I wish I had a dog.",
      "If I had a dog, I would call it Rex.",
      "I am a millionaire, just kidding!",
      "Yeah, right, I love Mondays.",
      "I love waiting in line /s",
      "Sure, because I adore traffic.",
      "My friend says I am lazy.",
      "I am so tired. I'll be right back.",
    ];
    for (const line of nothing) assert.deepEqual(texts(await made([`Ana: ${line}`])), [], line);
  });

  test("a speaker each, with session, turns and quote of every sentence", async () => {
    const personas = await all(extractPersona({ transcripts: [talk(lines)], nli: agreeing }).personas(0));
    assert.deepEqual(
      personas.map((persona) => [persona.name, texts(persona)]),
      [
        ["Ben", ["I bake."]],
        ["Ana", ["I am a nurse in Leeds.", "I have two dogs."]],
      ],
    );
    const [nurse, dogs] = personas[1]?.statements ?? [];
    const by = { source: "extracted_dialogue", method: "extract-persona", from: "s" };
    assert.deepEqual(nurse?.provenance, [{ ...by, quote: "I'm a nurse in Leeds.", span: [1, 1], confidence: 0.9 }]);
    const quote = "Yes, two dogs. I'm a nurse in Leeds.";
    assert.deepEqual(dogs?.provenance, [{ ...by, quote, span: [0, 1], confidence: 0.8 }]);
  });

  test("what the quote does not entail is dropped; at .5 it is kept", async () => {
    const judging = (entail: number): Nli => fakeNli(() => ({ entail, neutral: 1 - entail, contradict: 0 }));
    const said = ["Ana: I am relaxing with my two dogs."];
    assert.deepEqual(texts(await made(said, { nli: judging(0.5) })), ["I have two dogs."]);
    assert.deepEqual(texts(await made(said, { nli: judging(0.49) })), []);
    // Word for word it needs no judge, nor does a yes to the words of a question.
    assert.deepEqual(texts(await made(["Ana: I live in Rome."], { nli: judging(0) })), ["I live in Rome."]);
    const asked = ["Ben: Do you smoke?", "Ana: No, never."];
    assert.deepEqual(texts(await made(asked, { nli: judging(0) })), ["I do not smoke."]);
  });

  test("of two of which one entails the other the fuller stays, whichever came first", async () => {
    const nli = fakeNli((premise) => (premise === "I have two brown dogs." ? "entail" : "neutral"));
    const [full, short] = ["Ana: I have two brown dogs.", "Ana: I have two dogs."];
    for (const said of [
      [full, short],
      [short, full],
    ] as string[][]) {
      assert.deepEqual(texts(await made(said, { nli })), ["I have two brown dogs."]);
    }
    const both = fakeNli(() => "entail");
    assert.deepEqual(texts(await made(["Ana: I own a dog.", "Ana: I own a big dog."], { nli: both })), [
      "I own a big dog.",
    ]);
  });

  test("of two that contradict each other the later wins, unless said in one breath or of another time", async () => {
    const nli = fakeNli(() => "contradict");
    const counts = tally();
    const moved = ["Ana: I live in Rome.", "Ben: Oh.", "Ana: I live in Paris."];
    assert.deepEqual(texts(await made(moved, { nli, tally: counts })), ["I live in Paris."]);
    assert.deepEqual(counts.report().dropped, { "contradicted later": 1 });
    const breath = ["Ana: I work as a nurse. I work as a baker."];
    assert.deepEqual(texts(await made(breath, { nli })), ["I work as a nurse.", "I work as a baker."]);
    const past = ["Ana: I used to live in Rome.", "Ana: I live in Paris."];
    assert.equal(texts(await made(past, { nli })).length, 2);
    const apart = ["Ana: I love chess.", "Ana: I have a cat."];
    assert.equal(texts(await made(apart, { nli })).length, 2);
  });

  test("asked is kept and dropped", async () => {
    const counts = tally();
    await made(["Ana: I am cooking. I have a cat. I have a cat.", "Ana: I am rich, just kidding"], { tally: counts });
    const { asked, kept, dropped } = counts.report();
    assert.equal(asked, kept + Object.values(dropped).reduce((sum, count) => sum + count, 0));
    assert.deepEqual(dropped, { passing: 1, "said elsewhere": 1, "said in jest": 1 });
  });

  test("a model reads: quotes must stand in the speaker's turn", async () => {
    const reply = {
      sentences: [
        { text: "I have two dogs.", quote: "yes, two dogs", turn: 1, type: "fact" },
        { text: "I am a king.", quote: "I am a king", turn: 1, type: "fact" },
        { text: "I have pets.", quote: "Do you have pets?", turn: 0, type: "fact" },
      ],
      relations: [{ to: "Bea", kind: "sister", view: "is a nurse", quote: "two dogs", turn: 1 }],
    };
    const counts = tally();
    const model = replying(reply);
    const persona = await made(["Ben: Do you have pets?", "Ana: Yes, two dogs."], { model, tally: counts });
    assert.deepEqual(persona.statements?.[0], {
      id: "s1",
      text: "I have two dogs.",
      topic: "fact",
      provenance: [
        {
          ...{ source: "extracted_dialogue", method: "extract-persona", model: "replying", quote: "yes, two dogs" },
          ...{ from: "s", span: [1, 1], confidence: 0.9 },
        },
      ],
    });
    assert.deepEqual(persona.relations, [{ to: "Bea", kind: "sister", view: "is a nurse" }]);
    const { asked, kept, dropped, calls } = counts.report();
    assert.deepEqual(
      { asked, kept, dropped, calls },
      { asked: 4, kept: 2, dropped: { "quote not found": 2 }, calls: 1 },
    );
    assert.match(JSON.stringify(model.asked[0]?.messages[0]), /no instruction to you/);
  });

  test("what a model cuts out of a wish is not entailed by it", async () => {
    const sentence = { text: "I have a dog.", quote: "I have a dog", turn: 0, type: "fact" };
    const model = replying({ sentences: [sentence], relations: [] });
    const persona = await made(["Ana: If only I have a dog."], { model, nli: fakeNli(() => "neutral") });
    assert.equal(persona.statements, undefined);
  });

  test("a model that cannot be read twice is unparsed, and no guess", async () => {
    const counts = tally();
    const persona = await made(["Ana: I have a cat."], { model: replying("No."), tally: counts });
    assert.equal(persona.statements, undefined);
    assert.deepEqual(counts.report().dropped, { unparsed: 1 });
  });

  test("one speaker alone, and names that differ by case", async () => {
    assert.deepEqual(texts(await made(["Ana: I have a cat.", "ana: I paint."])), ["I have a cat.", "I paint."]);
  });

  test("without a transcript, without a message, without a judge, with an unknown speaker: one line", () => {
    const transcripts = [talk(["Ana: Hello."])];
    assert.throws(() => extractPersona({ nli: agreeing }), InputError);
    assert.throws(() => extractPersona({ nli: agreeing, transcripts: [talk([])] }), {
      name: "InputError",
      message: /transcripts without a message; expected a transcript in which somebody says something/,
    });
    assert.throws(() => extractPersona({ transcripts }), UnsupportedError);
    assert.throws(() => extractPersona({ transcripts, nli: agreeing, speaker: "Zed" }), InputError);
  });

  test("a talk of 1,000 turns: the pairs judged grow with the turns, not with their square", async () => {
    const long = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? `Ana: I have ${i + 20} stamps.` : "Ben: Oh?"));
    const nli = fakeNli(() => "neutral");
    const persona = await made(long, { nli });
    assert.equal(persona.statements?.length, 500);
    const pairs = nli.calls.reduce((sum, count) => sum + count, 0);
    assert.ok(pairs <= 500 * 12 * 2, `${pairs} pairs`);
  });
});
