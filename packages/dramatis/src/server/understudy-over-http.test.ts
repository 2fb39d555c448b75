import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { understudyChat } from "@dramatis/understudy";
import { modelConformance } from "../core/conformance/model.ts";
import type { GenerateRequest, Model } from "../core/index.ts";
import { openaiModel } from "../model/index.ts";
import { openaiEndpoint } from "./openai-endpoint.ts";

// Our client against a model that really generates.

const chat = await understudyChat({ threads: 1 });
const endpoint = await openaiEndpoint(chat, { name: "understudy" });
after(() => endpoint.close());

const client: Model = openaiModel({ baseUrl: endpoint.baseUrl, model: "understudy", callsTools: false });
const asked: GenerateRequest = {
  messages: [
    { role: "system", content: "You are Ada. Speak only as Ada, in the first person.\n\n- I have a dog." },
    { role: "user", content: "Do you have any pets?" },
  ],
  maxTokens: 12,
};

describe("the bundled chat model behind HTTP", () => {
  // Whether it thinks of a letter at all, which choosing over HTTP goes by, is up to its weights.
  const { choose: _, ...talks } = client;
  modelConformance(async () => talks);
});

for (const settings of [{ temperature: 0 }, { temperature: 0.9, topP: 0.8, topK: 20, minP: 0.01, seed: 7 }]) {
  test(`${JSON.stringify(settings)}: the reply over HTTP is the reply in process, whole and streamed`, async () => {
    const request = { ...asked, ...settings };
    const here = await chat.generate(request);
    assert.deepEqual(await client.generate(request), here);
    const stream = client.stream?.(request);
    let step = await stream?.next();
    while (step?.done === false) step = await stream?.next();
    assert.deepEqual(step?.value, here);
    assert.ok(here.text.length > 0 && here.usage.outputTokens <= 12);
  });
}

test("log probabilities arrive as they are", async () => {
  const request = { ...asked, temperature: 0, topLogprobs: 3 };
  const here = await chat.generate(request);
  assert.ok(here.logprobs !== undefined && here.logprobs.length > 0);
  assert.deepEqual((await client.generate(request)).logprobs, here.logprobs);
});
