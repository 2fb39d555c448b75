import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { modelConformance } from "../core/conformance/model.ts";
import { drain, type GenerateRequest, InputError, ModelError, UnsupportedError } from "../core/index.ts";
import { HttpStatusError } from "./http-status-error.ts";
import { type OpenaiOptions, openaiModel } from "./openai-model.ts";
import type { PricedModel } from "./price.ts";
import { chatStep, type Step, streamStep, type TestingServer, testingServer } from "./testing-server.ts";

const KEY = "sk-secret-1234567890";
const asked = { messages: [{ role: "user" as const, content: "hello" }] };
const servers: TestingServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function against(
  steps: Step[],
  options: Partial<OpenaiOptions> = {},
): Promise<{ model: PricedModel; server: TestingServer }> {
  const server = await testingServer(steps);
  servers.push(server);
  return { server, model: openaiModel({ baseUrl: `${server.url}/v1/`, apiKey: KEY, model: "m", ...options }) };
}

async function failure(work: Promise<unknown>): Promise<Error> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof Error, "expected a failure");
  return outcome;
}

async function faultOf(step: Step, options: Partial<OpenaiOptions> = {}): Promise<ModelError> {
  const { model } = await against([step], options);
  const error = await failure(model.generate(asked));
  assert.ok(error instanceof ModelError, String(error));
  assert.ok(!error.message.includes(KEY), error.message);
  assert.ok(!error.message.includes("\n"), error.message);
  return error;
}

const PARIS = { index: 0, id: "a", type: "function", function: { name: "weather", arguments: '{"city":"Paris"}' } };

function callsStep(calls: unknown[], finish = "tool_calls"): Step {
  return { body: { choices: [{ message: { content: null, tool_calls: calls }, finish_reason: finish }] } };
}

/** A stream of one event for each list of parts of calls. */
function callsStream(parts: unknown[][], finish = "tool_calls"): Step {
  const deltas = [...parts.map((calls) => ({ delta: { tool_calls: calls } })), { delta: {}, finish_reason: finish }];
  return {
    chunks: [...deltas.map((choice) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`), "data: [DONE]\n\n"],
  };
}

modelConformance(async () => {
  const server = await testingServer(({ body }) => {
    const { stream, tools } = body as { stream?: boolean; tools?: object[] };
    if (tools) return stream ? callsStream([[PARIS]]) : callsStep([PARIS]);
    return stream ? streamStep(["Hello, ", "Zoë"]) : chatStep("Hello, Zoë");
  });
  servers.push(server);
  return openaiModel({ baseUrl: server.url, model: "m" });
});

describe("openaiModel.generate", () => {
  test("sends every parameter and reads text, usage, cost and log probabilities", async () => {
    const reply = {
      choices: [
        {
          message: { content: "Yes" },
          finish_reason: "length",
          logprobs: { content: [{ token: "Yes", logprob: -0.1, top_logprobs: [{ token: "No", logprob: -2.4 }] }] },
        },
      ],
      usage: { prompt_tokens: 1000, completion_tokens: 500 },
    };
    const { model, server } = await against([{ body: reply }], { price: { input: 2, output: 4 } });
    const generation = await model.generate({
      messages: [
        { role: "system", content: "s" },
        { role: "tool", content: "42" },
      ],
      schema: { type: "object" },
      temperature: 0,
      topP: 0.9,
      maxTokens: 7,
      seed: 1,
      stop: ["\n"],
      topLogprobs: 5,
    });
    assert.deepEqual(server.seen[0]?.body, {
      model: "m",
      messages: [
        { role: "system", content: "s" },
        { role: "user", content: "42" },
      ],
      temperature: 0,
      top_p: 0.9,
      max_tokens: 7,
      seed: 1,
      stop: ["\n"],
      response_format: { type: "json_schema", json_schema: { name: "reply", schema: { type: "object" } } },
      logprobs: true,
      top_logprobs: 5,
    });
    assert.equal(server.seen[0]?.path, "/v1/chat/completions");
    assert.equal(server.seen[0]?.headers.authorization, `Bearer ${KEY}`);
    assert.deepEqual(generation, {
      text: "Yes",
      finish: "length",
      // 1000 tokens at $2 and 500 at $4 a million: 0.002 + 0.002.
      usage: { inputTokens: 1000, outputTokens: 500, cost: 0.004 },
      logprobs: [{ token: "Yes", logprob: -0.1, top: [{ token: "No", logprob: -2.4 }] }],
    });
    assert.equal(model.id, `${server.url}/v1#m`);
  });

  test("a refusal is text with finish filter; tokens that no server counts are estimated at four characters", async () => {
    const { model } = await against([{ body: { choices: [{ message: { content: null, refusal: "I cannot." } }] } }]);
    // "hello" has 5 characters: 2 tokens; "I cannot." has 9: 3 tokens.
    assert.deepEqual(await model.generate(asked), {
      text: "I cannot.",
      finish: "filter",
      usage: { inputTokens: 2, outputTokens: 3 },
    });
  });

  test("OpenAI itself has a short id", () => {
    assert.equal(openaiModel({ model: "gpt-4o-mini" }).id, "openai:gpt-4o-mini");
  });

  test("a key that no header can carry is named without being shown", () => {
    assert.throws(
      () => openaiModel({ model: "m", apiKey: "sk-\u00e9" }),
      (error: unknown) => error instanceof InputError && !error.message.includes("sk-"),
    );
  });
});

describe("openaiModel: what goes wrong", () => {
  test("an API's message is passed on in one line, without the key that it echoes", async () => {
    const error = await faultOf({ status: 401, body: { error: { message: `Incorrect API key:\n${KEY}. See docs.` } } });
    assert.equal(error.fault, "auth");
    assert.match(error.message, /status 401: Incorrect API key: \[key\]\. See docs\.$/);
  });

  test("statuses map to faults, and Retry-After is kept", async () => {
    const limited = await faultOf({ status: 429, headers: { "retry-after": "7" }, body: "slow down" });
    assert.ok(limited instanceof HttpStatusError);
    assert.deepEqual([limited.fault, limited.retryAfter, limited.status], ["rate_limit", "7", 429]);
    assert.equal((await faultOf({ status: 503, body: "<html>down</html>" })).fault, "server");
    assert.match((await faultOf({ status: 404, body: { detail: "no model m" } })).message, /status 404: no model m$/);
    assert.equal((await faultOf({ status: 302, headers: { location: "/x" } })).fault, "refused_request");
  });

  test("a key that is echoed in a reply of status 200 is not shown, nor half of it", async () => {
    const { message } = await faultOf({ body: `${"x".repeat(160)}${KEY}` });
    assert.ok(!message.includes(KEY.slice(0, 5)), message);
    await faultOf({ body: { error: { message: `key ${KEY} is spent` } } });
  });

  const garbage: [string, Step, RegExp][] = [
    ["truncated JSON", { body: '{"choices": [{"mess' }, /19 characters is not JSON, beginning/],
    ["an empty body", { body: "" }, /reply of 0 characters is empty/],
    ["a web page", { body: "<html>", headers: { "content-type": "text/html" } }, /got text\/html, beginning "<html>"/],
    ["no choices", { body: { choices: [] } }, /choices: /],
    ["a text that is a number", { body: { choices: [{ message: { content: 7 } }] } }, /choices.0.message.content: /],
    ["an error under status 200", { body: { error: { message: "overloaded" } } }, /the server says: overloaded/],
  ];
  for (const [name, step, message] of garbage) {
    test(`${name} is a bad reply that says so`, async () => {
      const error = await faultOf(step);
      assert.equal(error.fault, "bad_reply");
      assert.match(error.message, message);
    });
  }

  test("withheld headers and a body that stalls both time out", async () => {
    assert.equal((await faultOf({ stall: "headers" }, { timeoutMs: 40 })).fault, "timeout");
    assert.equal((await faultOf({ stall: "end" }, { timeoutMs: 40 })).fault, "timeout");
  });

  test("a cut connection and a closed port are network faults", async () => {
    assert.equal((await faultOf({ cut: true })).fault, "network");
    const { server, model } = await against([{}]);
    await server.close();
    const error = await failure(model.generate(asked));
    assert.match(error.message, /connection to http:\/\/127\.0\.0\.1:\d+ failed \(ECONNREFUSED\)/);
  });

  test("an abort rejects with its reason and frees the socket", async () => {
    const { model, server } = await against([{ stall: "headers" }]);
    const controller = new AbortController();
    const work = failure(model.generate(asked, controller.signal));
    while (server.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error("enough"));
    assert.equal((await work).message, "enough");
    await server.abandoned();
  });
});

describe("openaiModel.stream", () => {
  async function collect(model: PricedModel): Promise<{ pieces: string[]; result: unknown }> {
    const pieces: string[] = [];
    const stream = model.stream?.(asked);
    assert.ok(stream);
    for (;;) {
      const step = await stream.next();
      if (step.done) return { pieces, result: step.value };
      pieces.push(step.value);
    }
  }

  test("yields the pieces and returns the whole with the usage of the last chunk", async () => {
    const { model, server } = await against([streamStep(["Grü", "ß", " dich"])]);
    const { pieces, result } = await collect(model);
    assert.deepEqual(pieces, ["Grü", "ß", " dich"]);
    assert.deepEqual(result, { text: "Grüß dich", finish: "stop", usage: { inputTokens: 3, outputTokens: 2 } });
    assert.match(JSON.stringify(server.seen[0]?.body), /"stream_options":\{"include_usage":true\}/);
  });

  test("a stream that stalls times out, also after the first piece", async () => {
    const first = 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n';
    const { model } = await against([{ chunks: [first], stall: "end" }], { timeoutMs: 40 });
    const error = await failure(collect(model));
    assert.match(error.message, /nothing was heard for 40 ms/);
  });

  test("what a server on the way puts behind [DONE] counts, where it is a part of the reply", async () => {
    const [hello = "", , usage = "", done = ""] = streamStep(["a"]).chunks ?? [];
    const { model } = await against([{ chunks: [hello, done, usage, "data: {}\n\n", "data: bye\n\n"] }]);
    const { result } = await collect(model);
    assert.deepEqual(result, { text: "a", finish: "other", usage: { inputTokens: 3, outputTokens: 2 } });
  });

  test("a server that stays after [DONE] is left after a second, with the whole reply", async ({ mock }) => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const { model } = await against([streamStep(["a"], { stall: "end" })], { timeoutMs: 600_000 });
    let settled = false;
    const work = collect(model).finally(() => {
      settled = true;
    });
    while (!settled) {
      await new Promise((resolve) => setImmediate(resolve));
      mock.timers.tick(1);
    }
    assert.deepEqual((await work).pieces, ["a"]);
  });

  test("the reader may be slower than the time limit", async ({ mock }) => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const { model } = await against([streamStep(["a", "b"])]);
    const stream = model.stream?.(asked);
    assert.equal((await stream?.next())?.value, "a");
    mock.timers.tick(61_000);
    assert.equal((await stream?.next())?.value, "b");
  });

  test("a stream that breaks off, or is no stream, is a bad reply", async () => {
    const broken = await against([{ chunks: ['data: {"choices":[{"delta":{"content":"abc"}}]}\n\n'] }]);
    assert.match((await failure(collect(broken.model))).message, /stream broke off after 3 characters/);
    const garbled = await against([{ chunks: ['data: {"choi\n\n'] }]);
    assert.match((await failure(collect(garbled.model))).message, /is not JSON/);
    const whole = await against([chatStep("hello")]);
    assert.match((await failure(collect(whole.model))).message, /expected a reply of type event-stream/);
  });

  test("leaving the loop frees the socket", async () => {
    const { model, server } = await against([
      { chunks: ['data: {"choices":[{"delta":{"content":"a"}}]}\n\n'], stall: "end" },
    ]);
    for await (const piece of model.stream?.(asked) ?? []) {
      assert.equal(piece, "a");
      break;
    }
    await server.abandoned();
  });
});

describe("openaiModel: tools", () => {
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const asking: GenerateRequest = { ...asked, tools: [{ name: "weather", description: "Of a city.", parameters }] };

  async function streamed(step: Step): Promise<unknown> {
    const { model } = await against([step]);
    const pieces = model.stream?.(asking);
    assert.ok(pieces);
    return drain(pieces);
  }

  test("a reply that calls has its calls, no text, and finish tool, also where the server says stop", async () => {
    const oslo = { id: "b", function: { name: "weather", arguments: '{"city":"Oslo"}' } };
    for (const finish of ["tool_calls", "stop"]) {
      const { model } = await against([callsStep([{ ...PARIS, index: undefined }, oslo], finish)]);
      assert.deepEqual(await model.generate(asking), {
        text: "",
        finish: "tool",
        // "hello" is 2 tokens; the tools are 118 characters of JSON: 30. Out: "weather" and 16 characters, 23: 6; 22: 6.
        usage: { inputTokens: 32, outputTokens: 12 },
        toolCalls: [
          { id: "a", name: "weather", arguments: '{"city":"Paris"}' },
          { id: "b", name: "weather", arguments: '{"city":"Oslo"}' },
        ],
      });
    }
  });

  test("a stream's parts are joined by their index, however they are mixed", async () => {
    const part = (index: number, text: string, head: object = {}): object => {
      return { index, function: { arguments: text }, ...head };
    };
    const first = { ...PARIS, function: { name: "weather", arguments: "" } };
    const second = { index: 1, id: "b", function: { name: "time" } };
    const step = callsStream([
      [first],
      [part(0, '{"ci'), second],
      [part(1, "{"), part(0, 'ty":1}')],
      [part(1, "oops")],
    ]);
    assert.deepEqual(await streamed(step), {
      text: "",
      finish: "tool",
      // Out: "weather" and 10 characters, 17: 5; "time" and 5, 9: 3.
      usage: { inputTokens: 32, outputTokens: 8 },
      toolCalls: [
        { id: "a", name: "weather", arguments: '{"city":1}' },
        { id: "b", name: "time", arguments: "{oops" },
      ],
    });
  });

  test("calls that cannot be read are a bad reply that says where", async () => {
    const cases: [unknown[], RegExp][] = [
      [[{ ...PARIS, id: null }], /toolCalls\.0\.id: /],
      [[{ ...PARIS, function: null }], /toolCalls\.0\.name: /],
      [[PARIS, { ...PARIS, index: 1 }], /two calls of one id/],
      [["weather"], /tool_calls\.0: /],
      [
        [{ ...PARIS, function: { name: "weather", arguments: { city: "Paris" } } }],
        /tool_calls\.0\.function\.arguments: /,
      ],
    ];
    for (const [calls, message] of cases) {
      const error = await faultOf(callsStep(calls));
      const inStream = await failure(streamed(callsStream([calls])));
      assert.ok(inStream instanceof ModelError);
      for (const { fault, message: text } of [error, inStream]) {
        assert.equal(fault, "bad_reply");
        assert.match(text, message);
      }
    }
  });

  test("a stream that breaks off within a call is a bad reply", async () => {
    const event = `data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [PARIS] } }] })}\n\n`;
    assert.match((await failure(streamed({ chunks: [event] }))).message, /stream broke off/);
  });
});

describe("openaiModel.choose", () => {
  const letters = (top: { token: string; logprob: number }[]): Step => ({
    body: {
      choices: [
        { message: { content: "A" }, logprobs: { content: [{ token: "A", logprob: -0.5, top_logprobs: top }] } },
      ],
    },
  });

  test("scales the probabilities of the letters, with and without a space", async () => {
    const { model, server } = await against([
      letters([
        { token: "A", logprob: Math.log(0.4) },
        { token: " a", logprob: Math.log(0.2) },
        { token: "B", logprob: Math.log(0.2) },
        { token: "The", logprob: Math.log(0.1) },
      ]),
    ]);
    const chances = await model.choose?.({ messages: asked.messages, options: ["tea", "milk", "rum"] });
    // A: 0.4 + 0.2, B: 0.2, C: not seen; of 0.8: 0.75, 0.25, 0.
    assert.deepEqual(
      chances?.map((chance) => Number(chance.toFixed(9))),
      [0.75, 0.25, 0],
    );
    assert.match(JSON.stringify(server.seen[0]?.body), /A\) tea\\nB\) milk\\nC\) rum/);
  });

  test("says when the server gives no log probabilities, or none of a letter", async () => {
    const silent = await against([chatStep("A")]);
    const options = ["a", "b"];
    assert.ok(
      (await failure(silent.model.choose?.({ ...asked, options }) as Promise<unknown>)) instanceof UnsupportedError,
    );
    const chatty = await against([letters([{ token: "The", logprob: -0.1 }])]);
    const error = await failure(chatty.model.choose?.({ ...asked, options }) as Promise<unknown>);
    assert.match(error.message, /no letter from A to B/);
  });
});
