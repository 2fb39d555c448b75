import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { type GenerateRequest, type Model, ModelError } from "../../core/index.ts";
import { mockModel, openaiModel } from "../../model/index.ts";
import { chatStep, type Step, streamStep, testingServer } from "../../model/testing-server.ts";
import { ADA, type TestHouse, testHouse } from "../api/testing-house.ts";
import { createApp } from "../app.ts";
import { speaker } from "../testing-endpoint.ts";

interface Completion {
  model: string;
  system_fingerprint: string;
  choices: {
    index: number;
    message: { content: string | null; tool_calls?: { id: string; function: { name: string; arguments: string } }[] };
    finish_reason: string;
    logprobs: { content: { token: string }[] } | null;
  }[];
  usage: Record<string, number>;
}

interface Fault {
  error: { message: string; type: string; code: string; param: string | null };
}

type Ask = (body: object, headers?: Record<string, string>) => Promise<Response>;

async function asking(
  t: TestContext,
  options: TestHouse = {},
): Promise<{ ask: Ask; app: ReturnType<typeof createApp> }> {
  const app = createApp(await testHouse(t, options));
  const ask: Ask = async (body, headers = {}) =>
    app.request("/v1/chat/completions", {
      method: "POST",
      body: JSON.stringify({ model: "Ada", messages: [{ role: "user", content: "Hello" }], ...body }),
      headers: { "content-type": "application/json", ...headers },
    });
  return { ask, app };
}

/** A model that keeps what it is asked, and says the number of the call. */
function listener(): Model & { heard: GenerateRequest[] } {
  const heard: GenerateRequest[] = [];
  const generate: Model["generate"] = async (request) => {
    heard.push(request);
    return { text: `Reply ${heard.length}.`, finish: "stop", usage: { inputTokens: 3, outputTokens: 2 } };
  };
  return { id: "listener", heard, generate };
}

async function json<T>(reply: Response | Promise<Response>): Promise<T> {
  return (await (await reply).json()) as T;
}

const said = (request: GenerateRequest | undefined): string[] =>
  (request?.messages ?? []).filter(({ role }) => role !== "system").map(({ content }) => content);

test("a reply bears the version of the persona, its usage, and the persona's prompt is before the caller's words", async (t) => {
  const model = listener();
  const { ask } = await asking(t, { model });
  const reply = await json<Completion>(
    ask({
      messages: [
        { role: "system", content: "It is night." },
        { role: "user", content: "Hello" },
      ],
    }),
  );
  assert.equal(reply.choices[0]?.message.content, "Reply 1.");
  assert.equal(reply.choices[0]?.finish_reason, "stop");
  assert.match(reply.system_fingerprint, /^[0-9a-f]{16}$/);
  assert.deepEqual(reply.usage, { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 });
  const [system, user] = model.heard[0]?.messages ?? [];
  assert.match(system?.content ?? "", /You are Ada.*Bolt.*It is night\./s);
  assert.deepEqual(user, { role: "user", content: "Hello" });
});

test("models are the personas, and each can be asked for alone", async (t) => {
  const files = { "ada.persona.yaml": ADA, "bo.persona.yaml": ADA.replace("Ada", "Bo") };
  const { app } = await asking(t, { files });
  const { data } = await json<{ data: { id: string }[] }>(app.request("/v1/models"));
  assert.deepEqual(
    data.map(({ id }) => id),
    ["Ada", "Bo", "embedder"],
  );
  assert.equal((await json<{ id: string }>(app.request("/v1/models/Bo"))).id, "Bo");
  assert.equal((await app.request("/v1/models/Cy")).status, 404);
});

test("an unknown persona is 404 with the nearest names", async (t) => {
  const { ask } = await asking(t);
  const reply = await ask({ model: "Adda" });
  assert.equal(reply.status, 404);
  const { error } = await json<Fault>(reply);
  assert.match(error.message, /did you mean Ada/);
  assert.deepEqual([error.code, error.param], ["model_not_found", "model"]);
});

test("a name may be pinned to a version by its first eight digits; a version that is not there is 404", async (t) => {
  const { ask } = await asking(t);
  const { system_fingerprint: version } = await json<Completion>(ask({}));
  const pinned = await json<Completion>(ask({ model: `ada@${version.slice(0, 8)}` }));
  assert.equal(pinned.system_fingerprint, version);
  assert.equal((await ask({ model: "ada@00000000" })).status, 404);
});

test("the same seed makes the same request, another seed another one, and none is drawn anew", async (t) => {
  const model = listener();
  const { ask } = await asking(t, { model });
  for (const seed of [7, 7, 8, undefined, undefined]) await ask({ seed });
  const [first, second, third, fourth, fifth] = model.heard.map((request) => request.seed);
  assert.equal(first, second);
  assert.notEqual(first, third);
  assert.notEqual(fourth, fifth);
});

test("n replies are drawn with n seeds, whole and as a stream", async (t) => {
  const model = listener();
  const { ask } = await asking(t, { model });
  const { choices, usage } = await json<Completion>(ask({ n: 3, seed: 1 }));
  assert.deepEqual(
    choices.map(({ index, message }) => [index, message.content]),
    [
      [0, "Reply 1."],
      [1, "Reply 2."],
      [2, "Reply 3."],
    ],
  );
  assert.equal(usage.completion_tokens, 6);
  assert.equal(new Set(model.heard.map(({ seed }) => seed)).size, 3);
  const events = await eventsOf(await ask({ n: 2, stream: true }));
  const finished = events.flatMap(({ choices }) => choices).filter(({ finish_reason }) => finish_reason === "stop");
  assert.deepEqual(finished.map(({ index }) => index).sort(), [0, 1]);
  assert.equal((await ask({ n: 9 })).status, 400);
});

test("where one of n replies fails, at its beginning or later, the others are let go and the fault is told", async (t) => {
  for (const failsAt of [0, 1]) {
    let begun = 0;
    let freed = 0;
    const model: Model = {
      id: "m",
      generate: () => Promise.reject(new Error("is not asked")),
      async *stream() {
        const isFirst = begun++ === 0;
        try {
          for (let i = 0; ; i++) {
            if (i >= failsAt && isFirst) throw new ModelError("m", "server", "down");
            yield "more ";
          }
        } finally {
          freed++;
        }
      },
    };
    const { ask } = await asking(t, { model });
    const reply = await ask({ n: 3, stream: true });
    assert.equal(reply.status, failsAt === 0 ? 502 : 200);
    assert.match(await reply.text(), /m: down/);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([begun, freed], [3, 3]);
  }
});

test("the settings, stop, schema and log probabilities of a request reach the model, and come back", async (t) => {
  const model = speaker();
  const { ask } = await asking(t, { model });
  const { choices } = await json<Completion>(
    ask({
      temperature: 0,
      max_tokens: 9,
      stop: ["\n\n"],
      response_format: { type: "json_object" },
      logprobs: true,
      top_logprobs: 2,
    }),
  );
  const [request] = model.heard;
  assert.deepEqual(
    [request?.temperature, request?.maxTokens, request?.stop, request?.schema, request?.topLogprobs],
    [0, 9, ["\n\n"], { type: "object" }, 2],
  );
  assert.equal(choices[0]?.logprobs?.content[0]?.token, "Hello");
});

describe("tools of the caller's", () => {
  const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } }];
  const script = {
    rules: [{ match: "sunny", reply: "It is sunny." }],
    default: { reply: "", toolCalls: [{ name: "weather" }] },
  };

  test("are passed to the model, its call back, and what came of it to the model again", async (t) => {
    const { ask } = await asking(t, { script });
    const first = await json<Completion>(ask({ tools }));
    const [choice] = first.choices;
    assert.equal(choice?.finish_reason, "tool_calls");
    assert.equal(choice?.message.content, null);
    const [call] = choice?.message.tool_calls ?? [];
    assert.deepEqual(call?.function, { name: "weather", arguments: "{}" });
    const messages = [
      { role: "user", content: "How is the weather?" },
      { role: "assistant", content: null, tool_calls: [{ type: "function", ...call }] },
      { role: "tool", tool_call_id: call?.id, content: "sunny" },
    ];
    const second = await json<Completion>(ask({ tools, messages }));
    assert.equal(second.choices[0]?.message.content, "It is sunny.");
  });

  test("come in a stream too", async (t) => {
    const { ask } = await asking(t, { script });
    const events = await eventsOf(await ask({ tools, stream: true }));
    const deltas = events.flatMap(({ choices }) => choices.map(({ delta }) => delta));
    assert.equal(deltas.find(({ tool_calls }) => tool_calls)?.tool_calls?.[0]?.function.name, "weather");
  });

  test("are refused where the model calls none", async (t) => {
    const { ask } = await asking(t, { model: listener() });
    assert.equal((await ask({ tools })).status, 400);
  });
});

describe("a session", () => {
  for (const [how, body, headers] of [
    ["x-session", {}, { "x-session": "one" }],
    ["user", { user: "one" }, {}],
  ] as const) {
    test(`by ${how} goes on where it stopped; another knows nothing of it`, async (t) => {
      const model = listener();
      const { ask } = await asking(t, { model });
      const talk = (content: string, to = {}): Promise<Response> =>
        ask({ ...body, ...to, messages: [{ role: "user", content }] }, headers);
      await talk("I am Eve.");
      await talk("Who am I?");
      assert.deepEqual(said(model.heard[1]), ["I am Eve.", "Reply 1.", "Who am I?"]);
      await ask({ messages: [{ role: "user", content: "Who am I?" }] }, { "x-session": "two" });
      assert.deepEqual(said(model.heard[2]), ["Who am I?"]);
    });
  }

  test("takes a conversation that the caller holds as it is", async (t) => {
    const model = listener();
    const { ask } = await asking(t, { model });
    const messages = [
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hi, as I say elsewhere." },
      { role: "user", content: "And now?" },
    ];
    await ask({ user: "eve", messages: messages.slice(0, 1) });
    await ask({ user: "eve", messages });
    assert.deepEqual(said(model.heard[1]), ["Hello", "Hi, as I say elsewhere.", "And now?"]);
  });

  test("is one reply at a time: 409 for another, and n above 1 is 400", async (t) => {
    const { ask } = await asking(t, { model: speaker({ waits: 1 }) });
    const first = await ask({ user: "eve", stream: true });
    const second = await ask({ user: "eve" });
    assert.equal(second.status, 409);
    await first.body?.cancel();
    const third = await ask({ user: "eve", stream: true });
    assert.equal(third.status, 200);
    await third.body?.cancel();
    assert.equal((await ask({ user: "eve", n: 2 })).status, 400);
  });

  test("with a memory recalls what this user said in another session, and no other user's", async (t) => {
    const model = listener();
    const { ask } = await asking(t, { model, config: { act: { memory: true } } });
    const as = (user: string, session: string, content: string): Promise<Response> =>
      ask({ user, messages: [{ role: "user", content }] }, { "x-session": session });
    await as("eve", "a", "My sister is called Zelda.");
    await as("eve", "b", "My sister is called what?");
    await as("bob", "c", "My sister is called what?");
    const [, eves, bobs] = model.heard.map(({ messages }) => messages[0]?.content ?? "");
    assert.match(eves ?? "", /Zelda/);
    assert.doesNotMatch(bobs ?? "", /Zelda/);
  });
});

describe("trouble upstream", () => {
  async function upstream(t: TestContext, steps: Step[], timeoutMs = 5000): Promise<Ask> {
    const server = await testingServer(steps);
    t.after(() => server.close());
    const { ask } = await asking(t, { model: openaiModel({ baseUrl: server.url, model: "m", timeoutMs }) });
    return ask;
  }
  const TROUBLES: [string, Step, number, string][] = [
    ["429", { status: 429, headers: { "retry-after": "17" } }, 429, "model_rate_limit"],
    ["500", { status: 500, body: "boom" }, 502, "model_server"],
    ["401", { status: 401 }, 502, "model_auth"],
    ["garbage", { body: "<html>", headers: { "content-type": "text/html" } }, 502, "model_bad_reply"],
    ["a stall", { stall: "headers" }, 504, "model_timeout"],
    ["a cut", { chunks: ['data: {"cho'], cut: true }, 502, "model_bad_reply"],
  ];
  for (const [what, step, status, code] of TROUBLES) {
    test(`${what} is ${status} ${code}, whole and before a stream begins`, async (t) => {
      const ask = await upstream(t, [step], what === "a stall" ? 100 : 5000);
      for (const stream of [false, true]) {
        const reply = await ask({ stream });
        const { error } = await json<Fault>(reply);
        const codes = what === "a cut" ? [code, "model_network"] : [code];
        assert.deepEqual([reply.status, codes.includes(error.code)], [status, true], JSON.stringify(error));
        assert.equal(reply.headers.get("retry-after"), what === "429" ? "17" : null);
      }
    });
  }

  for (const [what, more] of [
    ["a cut", { cut: true }],
    ["a stall", { stall: "end" }],
  ] as const) {
    test(`${what} in the middle of a stream is told as an event, and no [DONE] follows`, async (t) => {
      const ask = await upstream(
        t,
        [{ ...streamStep(["Hello", " there"], more), chunks: streamStep(["Hello"]).chunks?.slice(0, 1) ?? [] }],
        150,
      );
      const text = await (await ask({ stream: true })).text();
      assert.match(text, /"content":"Hello"/);
      assert.match(text, /data: \{"error":\{"message":/);
      assert.doesNotMatch(text, /\[DONE\]/);
    });
  }

  test("a client that leaves a stream frees the call upstream", async (t) => {
    const server = await testingServer([
      { ...streamStep(["Hello"]), chunks: streamStep(["Hello"]).chunks?.slice(0, 1) ?? [], stall: "end" },
    ]);
    t.after(() => server.close());
    const { ask } = await asking(t, { model: openaiModel({ baseUrl: server.url, model: "m" }) });
    const reply = await ask({ stream: true });
    const reader = reply.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await server.abandoned();
  });

  test("an upstream that answers is passed on", async (t) => {
    const ask = await upstream(t, [chatStep("Fine, thanks.")]);
    assert.equal((await json<Completion>(ask({}))).choices[0]?.message.content, "Fine, thanks.");
  });
});

test("ten thousand messages are answered, and one more is refused", async (t) => {
  const model = mockModel({ default: "Yes." });
  const { ask } = await asking(t, { model });
  const messages = Array.from({ length: 10_000 }, (_, i) => ({
    role: i % 2 ? "assistant" : "user",
    content: `Line ${i}`,
  }));
  assert.equal((await ask({ messages })).status, 200);
  const reply = await ask({ messages: [...messages, { role: "user", content: "One more" }] });
  assert.equal(reply.status, 400);
  assert.match((await json<Fault>(reply)).error.message, /at most 10000 of them/);
});

test("half of a surrogate pair is read as U+FFFD", async (t) => {
  const model = listener();
  const { app } = await asking(t, { model });
  const body = '{"model":"Ada","messages":[{"role":"user","content":"A \\ud83d B \\ud83d\\ude00"}]}';
  assert.equal((await app.request("/v1/chat/completions", { method: "POST", body })).status, 200);
  assert.deepEqual(said(model.heard[0]), ["A \ufffd B 😀"]);
});

test("embeddings are those of the house's embedder", async (t) => {
  const { app } = await asking(t);
  const post = (body: object): Promise<Response> =>
    Promise.resolve(app.request("/v1/embeddings", { method: "POST", body: JSON.stringify(body) }));
  const { data } = await json<{ data: { embedding: number[] }[] }>(post({ model: "embedder", input: ["tea", "milk"] }));
  assert.equal(data.length, 2);
  // Unit vectors.
  assert.ok(Math.abs(Math.hypot(...(data[0]?.embedding ?? [])) - 1) < 1e-6);
  assert.equal((await post({ model: "other", input: "tea" })).status, 404);
});

interface Chunk {
  choices: {
    index: number;
    delta: { content?: string; tool_calls?: { function: { name: string } }[] };
    finish_reason: string | null;
  }[];
}

async function eventsOf(reply: Response): Promise<Chunk[]> {
  const text = await reply.text();
  const events = text.split("\n\n").filter((event) => event !== "");
  assert.equal(events.at(-1), "data: [DONE]");
  return events.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /, "")) as Chunk);
}
