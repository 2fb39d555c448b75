import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { type AgentView, type Component, InputError, type Message, type Persona } from "../../core/index.ts";
import { type AffectOptions, affect } from "./affect.ts";
import { EMOTIONS, type Vad } from "./vad.ts";

/** The released levels of PELD. */
const MONICA: Persona = {
  schema: "dramatis.persona/1",
  name: "Monica",
  traits: [
    { system: "big5", dimension: "openness", level: 0.713 },
    { system: "big5", dimension: "conscientiousness", level: 0.457 },
    { system: "big5", dimension: "extraversion", level: 0.457 },
    { system: "big5", dimension: "agreeableness", level: 0.66 },
    { system: "big5", dimension: "neuroticism", level: 0.511 },
  ],
};

function talk(...lines: string[]): AgentView {
  const history = lines.map((line, turn): Message => {
    const [speaker = "", text = ""] = line.split(": ");
    return { session: "s", turn, speaker, text };
  });
  return { persona: MONICA, history };
}

async function told(view: AgentView, options: AffectOptions = {}): Promise<Component> {
  const component = affect(options);
  for (const message of view.history) await component.observe?.(message);
  return component;
}

async function emotionAfter(view: AgentView, options: AffectOptions = {}): Promise<Vad> {
  const component = await told(view, options);
  await component.contribute(view);
  const saved = component.state?.save() as { emotion: Vad } | undefined;
  assert.ok(saved);
  return saved.emotion;
}

const rounded = ({ valence, arousal, dominance }: Vad): number[] =>
  [valence, arousal, dominance].map((value) => Number(value.toFixed(5)));

describe("affect", () => {
  componentConformance(async () => affect(), talk("user: I am so happy!", "Monica: Me too.", "user: I love it here."));

  test("the worked step, said in words with the fields behind it", async () => {
    const appraise = async (): Promise<Vad> => ({ valence: 0.8, arousal: 0.5, dominance: 1 });
    const view = talk("user: You won.");
    assert.deepEqual(rounded(await emotionAfter(view, { appraise })), [0.46597, 0.00684, 0.31894]);
    const [contribution] = await (await told(view, { appraise })).contribute(view);
    const rest = "Let it show in how you speak; do not name it unless you are asked.";
    assert.equal(contribution?.text, `Right now you feel rather good, a little in charge. ${rest}`);
    assert.equal(contribution?.fields.length, 5);
    assert.equal(contribution?.fields[0], "traits.big5.openness");
    const [named] = await (await told(view, { appraise, byMood: true })).contribute(view);
    assert.equal(named?.text, `Right now you feel happy: rather good, a little in charge. ${rest}`);
  });

  test("each message of others moves it; its own do not; one that says nothing lets it fade", async () => {
    // Joy is (.81, .51, .46); P is (.58246, .01368, .31894): .47179, .00697, .14671
    const once = await emotionAfter(talk("user: I am happy."));
    assert.deepEqual(rounded(once), [0.47179, 0.00698, 0.14671]);
    assert.deepEqual(await emotionAfter(talk("user: I am happy.", "Monica: How sad.", " MONICA: Sad.")), once);
    const faded = await emotionAfter(talk("user: I am happy.", "user: The bus leaves at ten."));
    assert.deepEqual(
      rounded(faded),
      [0.8 * once.valence, 0.8 * once.arousal, 0.8 * once.dominance].map((value) => Number(value.toFixed(5))),
    );
    // Two are .94359, three are at the edge.
    assert.equal((await emotionAfter(talk("user: Happy.", "user: Happy.", "user: Happy."))).valence, 1);
  });

  test("with stability for neuroticism the same message moves it otherwise", async () => {
    // P_A = .15 · .713 + .3 · .66 − .57 · .489 = .02622, times .51
    const { arousal } = await emotionAfter(talk("user: I am happy."), { neuroticism: "stability" });
    assert.equal(arousal.toFixed(5), (0.51 * 0.02622).toFixed(5));
  });

  test("a message that cannot be judged leaves it as it is", async () => {
    const options = { appraise: async () => null, start: EMOTIONS.sadness };
    assert.deepEqual(await emotionAfter(talk("user: Hm."), options), EMOTIONS.sadness);
  });

  test("near neutral it has nothing to say; a second reply to the same message has the first one's feeling", async () => {
    assert.deepEqual(await affect().contribute(talk("user: The bus leaves at ten.")), []);
    const view = talk("user: I am sad.");
    const component = await told(view);
    const first = await component.contribute(view);
    assert.match(first[0]?.text ?? "", /^Right now you feel rather bad, a little powerless\. /);
    assert.deepEqual(await component.contribute(view), first);
  });

  test("a session goes on with what was saved, felt or only heard", async () => {
    const before = await told(talk("user: I am happy."));
    await before.contribute(talk());
    await before.observe?.({ session: "s", turn: 1, speaker: "user", text: "So happy." });
    const after = affect();
    after.state?.load(JSON.parse(JSON.stringify(before.state?.save())));
    assert.deepEqual(await after.contribute(talk()), await before.contribute(talk()));
    assert.match((await after.contribute(talk()))[0]?.text ?? "", /happy: very good/);
  });

  test("what was aborted is heard the next time", async () => {
    const abort = new AbortController();
    let calls = 0;
    const appraise = async (_: string, signal?: AbortSignal): Promise<Vad> => {
      if (++calls === 1) abort.abort(new Error("enough"));
      signal?.throwIfAborted();
      return EMOTIONS.joy;
    };
    const component = await told(talk("user: Hi."), { appraise });
    await assert.rejects(component.contribute(talk(), abort.signal), /enough/);
    assert.equal((await component.contribute(talk())).length, 1);
  });

  test("a saved state that is none is an error of one line, and changes nothing", async () => {
    const component = affect({ start: EMOTIONS.joy });
    const emotion = { valence: 7, arousal: 0, dominance: 0 };
    for (const saved of [null, {}, { emotion, heard: [] }, { emotion: EMOTIONS.joy, heard: ["Hi."] }]) {
      assert.throws(() => component.state?.load(saved), InputError);
    }
    assert.throws(() => component.state?.load({ emotion, heard: [] }), {
      message: "saved state of affect: emotion.valence: 7; expected at most 1",
    });
    assert.match((await component.contribute(talk()))[0]?.text ?? "", /feel happy: very good/);
  });
});
