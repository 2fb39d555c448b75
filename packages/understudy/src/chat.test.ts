import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { ChatMessage, GenerateRequest } from "dramatis/core";
import { modelConformance, whiteBoxConformance } from "dramatis/core/conformance";
import { type UnderstudyChat, understudyChat } from "./chat.ts";
import { openTokenizer } from "./tokenizer.ts";

/** One for all tests: they differ in nothing that a model keeps, and each says so where it does. */
const opened = understudyChat({ threads: 1 });

modelConformance(() => opened);
whiteBoxConformance(() => opened);

const SYSTEM: ChatMessage = {
  role: "system",
  content: "You are Ada.\n- I am a nurse.\n- I have two dogs.\n- I live in Ohio.",
};
const ASKED: GenerateRequest = { messages: [SYSTEM, { role: "user", content: "Hi, how are you?" }] };

async function pieces(model: UnderstudyChat, request: GenerateRequest): Promise<string[]> {
  const out: string[] = [];
  for await (const piece of model.stream(request)) out.push(piece);
  return out;
}

describe("the runtime agrees with the one that the model was trained in", () => {
  const reference = JSON.parse(readFileSync(new URL("../fixtures/chat-reference.json", import.meta.url), "utf8")) as {
    texts: { text: string; ids: number[] }[];
    conversation: number[];
    logits: number[];
    every: number;
  };

  test("texts have the same tokens", async () => {
    const tokenizer = await openTokenizer();
    for (const { text, ids } of reference.texts) assert.deepEqual(tokenizer.encode(text), ids, text);
  });

  test("a conversation has the same logits, to 1e-3", async () => {
    const { logits } = await (await opened).run({ tokens: reference.conversation });
    reference.logits.forEach((expected, i) => {
      const found = logits[i * reference.every] as number;
      assert.ok(Math.abs(found - expected) < 1e-3, `${found} and not ${expected}`);
    });
  });
});

describe("generate", () => {
  test("a seed gives the same reply, other seeds others", async () => {
    const model = await opened;
    const texts = await Promise.all(
      [1, 1, 2, 3, 4].map(async (seed) => (await model.generate({ ...ASKED, seed, temperature: 1 })).text),
    );
    assert.equal(texts[0], texts[1]);
    assert.ok(new Set(texts).size > 1);
  });

  test("temperature 0 needs no seed", async () => {
    const model = await opened;
    const greedy = () => model.generate({ ...ASKED, temperature: 0 });
    assert.equal((await greedy()).text, (await greedy()).text);
  });

  test("no more tokens than asked for, and it says that it was cut", async () => {
    const { text, finish, usage } = await (await opened).generate({ ...ASKED, maxTokens: 2, seed: 1 });
    assert.equal(usage.outputTokens, 2);
    assert.equal(finish, "length");
    assert.notEqual(text, "");
  });

  test("a stop string ends the reply before it, in a stream too", async () => {
    const model = await opened;
    const { text } = await model.generate({ ...ASKED, temperature: 0 });
    const word = text.slice(2, 6);
    const stopped = await model.generate({ ...ASKED, temperature: 0, stop: [word] });
    assert.equal(stopped.text, text.slice(0, text.indexOf(word)));
    assert.equal(stopped.finish, "stop");
    assert.equal((await pieces(model, { ...ASKED, temperature: 0, stop: [word] })).join(""), stopped.text);
  });

  test("log-probabilities stand for the tokens, and the alternatives hold the one drawn first", async () => {
    const { text, logprobs = [] } = await (await opened).generate({ ...ASKED, temperature: 0, topLogprobs: 3 });
    assert.ok(logprobs.length > 0);
    for (const { token, logprob, top } of logprobs) {
      assert.equal(top?.length, 3);
      assert.deepEqual([top?.[0]?.token, top?.[0]?.logprob], [token, logprob]);
    }
    const pieces = logprobs.map(({ token }) => token).join("");
    assert.equal(pieces.replace(/^ /, ""), text);
    assert.ok(pieces.includes(" "));
  });

  test("a conversation that goes on is read from where it stood, to the same reply", async () => {
    const [warm, cold] = await Promise.all([understudyChat({ threads: 1 }), understudyChat({ threads: 1 })]);
    const first = await warm.generate({ ...ASKED, temperature: 0 });
    const next: ChatMessage[] = [
      ...ASKED.messages,
      { role: "assistant", content: first.text },
      { role: "user", content: "Do you have pets?" },
    ];
    const [a, b] = await Promise.all([warm, cold].map((model) => model.generate({ messages: next, temperature: 0 })));
    assert.equal(a?.text, b?.text);
    assert.equal(warm.remembered, 1);
  });

  test("what is remembered does not change what is drawn", async () => {
    const [model, fresh] = await Promise.all([understudyChat({ threads: 1 }), understudyChat({ threads: 1 })]);
    const messages: ChatMessage[] = [SYSTEM];
    for (let turn = 0; turn < 6; turn++) {
      messages.push({ role: "user", content: `Tell me thing number ${turn}.` });
      const { text } = await model.generate({ messages, seed: turn, temperature: 1 });
      assert.equal(text, (await fresh.generate({ messages, seed: turn, temperature: 1 })).text);
      // Another conversation in between, which takes the place of this one in the memory of `fresh`.
      for (let i = 0; i < 9; i++)
        await fresh.score({ messages: [{ role: "user", content: `${i}` }], continuation: "hi" });
      messages.push({ role: "assistant", content: text });
    }
  });

  test("a cancelled stream stops; only what it was asked is remembered", async () => {
    const model = await understudyChat({ threads: 1 });
    const cancel = new AbortController();
    const stream = model.stream({ ...ASKED, seed: 1, temperature: 1.2, maxTokens: 40 }, cancel.signal);
    assert.equal((await stream.next()).done, false);
    cancel.abort(new Error("enough"));
    await assert.rejects(async () => {
      for await (const _ of stream);
    }, /enough/);
    assert.equal(model.remembered, 1);
    await assert.rejects(model.stream(ASKED, AbortSignal.abort(new Error("before"))).next(), /before/);
  });

  test("a conversation longer than the model reads is cut, not refused", async () => {
    const model = await opened;
    const long: ChatMessage[] = Array.from({ length: 200 }, (_, i) => ({
      role: i % 2 ? "assistant" : "user",
      content: `line number ${i} of a long talk about nothing much`,
    }));
    const { usage, text } = await model.generate({ messages: [SYSTEM, ...long], seed: 1 });
    assert.ok(usage.inputTokens <= model.contextTokens);
    assert.notEqual(text, "");
  });

  test("prompt and reply together are never longer than the context, and a short reply leaves the prompt more", async () => {
    const model = await opened;
    const messages: ChatMessage[] = [{ role: "user", content: "la ".repeat(600) }];
    const read = async (maxTokens: number): Promise<number> => {
      // Nearly even odds: the end is not drawn for long.
      const request = { messages, maxTokens, seed: 1, temperature: 30, topP: 1 };
      for (const { usage } of [await model.generate(request), ...(await model.generateAll([request]))]) {
        assert.ok(usage.inputTokens + usage.outputTokens <= model.contextTokens, JSON.stringify(usage));
      }
      return (await model.generate({ ...request, maxTokens: 1 })).usage.inputTokens;
    };
    assert.ok((await read(400)) > model.contextTokens - 96);
  });
});

describe("generateAll", () => {
  test("a batch of prompts of many lengths gives what each gives alone", async () => {
    const model = await opened;
    const requests = ["Hi!", "What do you do for a living? I fix cars and drive trucks all day.", "Dogs?"].map(
      (content) => ({
        messages: [SYSTEM, { role: "user", content }] as ChatMessage[],
        temperature: 0,
        maxTokens: 12,
      }),
    );
    const together = await model.generateAll(requests);
    const alone = await Promise.all(requests.map((request) => model.generate(request)));
    // Rounding may turn a near tie in one of them.
    const same = together.filter(({ text }, i) => text === alone[i]?.text).length;
    assert.ok(same >= 2, JSON.stringify([together, alone]));
    assert.deepEqual(await model.generateAll([]), []);
  });
});

describe("score and choose", () => {
  test("the log-probability of a sentence is the sum of those of its tokens", async () => {
    const model = await opened;
    const tokenizer = await openTokenizer();
    const continuation = "i am fine.";
    const { sum, tokens } = await model.score({ messages: ASKED.messages, continuation });
    let ids = model.tokensOf(ASKED.messages);
    let expected = 0;
    for (const id of tokenizer.encode(continuation)) {
      const { logits } = await model.run({ tokens: ids });
      const most = Math.max(...logits);
      expected +=
        (logits[id] as number) - most - Math.log(logits.reduce((total, logit) => total + Math.exp(logit - most), 0));
      ids = [...ids, id];
    }
    assert.equal(tokens, tokenizer.encode(continuation).length);
    assert.ok(Math.abs(sum - expected) < 0.02, `${sum} and not ${expected}`);
  });

  test("plain words are likelier than letters at random", async () => {
    const model = await opened;
    const mean = async (continuation: string): Promise<number> => {
      const { sum, tokens } = await model.score({ messages: ASKED.messages, continuation });
      return sum / tokens;
    };
    assert.ok((await mean("i am doing well, how are you?")) > (await mean("xq zvw kjj pfft 77")));
  });

  test("a long continuation takes its room from the messages; one longer than the model reads is refused", async () => {
    const model = await opened;
    const messages: ChatMessage[] = [SYSTEM, { role: "user", content: "la ".repeat(300) }];
    const { tokens } = await model.score({ messages, continuation: "we went on and on. ".repeat(50) });
    // "we", "went", "on", "and", "on", "."
    assert.equal(tokens, 50 * 6);
    await assert.rejects(model.score({ messages, continuation: "on and ".repeat(400) }), /800 tokens is more than/);
  });

  test("a continuation without a word is refused", async () => {
    await assert.rejects((await opened).score({ messages: ASKED.messages, continuation: " " }), /without a word/);
  });

  test("options that leave the messages too little room are refused, as a continuation is", async () => {
    const asked = { messages: ASKED.messages, options: ["yes", "on and ".repeat(400)] };
    await assert.rejects((await opened).choose(asked), /801 tokens is more than/);
    assert.deepEqual(await (await opened).choose({ ...asked, options: [] }), []);
  });

  test("how two options compare does not depend on what else is to choose from", async () => {
    const choose = (...options: string[]) =>
      opened.then((model) => model.choose({ messages: ASKED.messages, options }));
    const [a, b] = (await choose("i am good.", "i am fine, thanks.")) as [number, number];
    const more = await choose(
      "no.",
      "i am fine, thanks.",
      "i am good.",
      "i had a very long day at work and i am tired.",
    );
    assert.ok(Math.abs(Math.log(a / b) - Math.log((more[2] as number) / (more[1] as number))) < 1e-3);
  });

  test("an option that answers is chosen over one that is noise", async () => {
    const [answer, noise] = await (await opened).choose({
      messages: ASKED.messages,
      options: ["i am good, and you?", "qq zx vv"],
    });
    assert.ok((answer as number) > 0.9 && (noise as number) < 0.1, `${answer}`);
  });
});
