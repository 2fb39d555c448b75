import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { MockImageModelV3, MockImageModelV4 } from "ai/test";
import { BudgetError, ModelError } from "../core/index.ts";
import { aiSdkPainter } from "./ai-sdk-painter.ts";
import { meter } from "./meter.ts";
import { PIXEL } from "./testing-media.ts";
import { testingServer } from "./testing-server.ts";

const response = { timestamp: new Date(0), modelId: "brush", headers: undefined };
const answering = (
  image: string | Uint8Array,
): { images: string[] | Uint8Array[]; warnings: []; response: typeof response } => {
  return { images: typeof image === "string" ? [image] : [image], warnings: [], response };
};

describe("aiSdkPainter", () => {
  test("one picture, as base64 or bytes, of V3 and of V4; a size or else a square is asked for", async () => {
    const calls: unknown[] = [];
    const inner = new MockImageModelV4({
      provider: "acme",
      modelId: "brush",
      doGenerate: async ({ abortSignal, ...call }) => {
        assert.ok(abortSignal instanceof AbortSignal);
        calls.push(call);
        return answering(PIXEL.toString("base64"));
      },
    });
    const painter = aiSdkPainter(inner);
    assert.equal(painter.id, "acme:brush");
    assert.deepEqual(await painter.paint("a face"), { bytes: Uint8Array.from(PIXEL), mediaType: "image/png" });
    await aiSdkPainter(inner, { size: "512x512" }).paint("a face");
    const rest = { n: 1, seed: undefined, files: undefined, mask: undefined, providerOptions: {} };
    assert.deepEqual(calls, [
      { prompt: "a face", size: undefined, aspectRatio: "1:1", ...rest },
      { prompt: "a face", size: "512x512", aspectRatio: undefined, ...rest },
    ]);
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
    const older = aiSdkPainter(new MockImageModelV3({ doGenerate: async () => answering(jpeg) }));
    assert.equal((await older.paint("a face")).mediaType, "image/jpeg");
  });

  test("what is no picture is an error of one line, and none is kept as SVG", async () => {
    const svg = Buffer.from("<svg onload='alert(1)'/>");
    const replies: [image: string | Uint8Array, says: RegExp][] = [
      [svg, /neither shows nor plays/],
      ["", /an empty reply/],
      [new Uint8Array(17 * 2 ** 20), /17825792 bytes; expected at most 16777216/],
    ];
    for (const [image, says] of replies) {
      const painter = aiSdkPainter(new MockImageModelV4({ doGenerate: async () => answering(image) }));
      await assert.rejects(painter.paint("a face"), says);
    }
    const none = new MockImageModelV4({ doGenerate: async () => ({ images: [], warnings: [], response }) });
    await assert.rejects(aiSdkPainter(none).paint("a face"), ModelError);
  });

  test("a picture is charged, one beyond the cap is not asked for, and one of unknown price is counted", async () => {
    let asked = 0;
    const inner = new MockImageModelV4({
      doGenerate: async () => {
        asked++;
        return answering(PIXEL);
      },
    });
    const paid = meter({ cap: 0.1 });
    const painter = aiSdkPainter(inner, { price: 0.04, meter: paid });
    await painter.paint("one");
    await painter.paint("two");
    await assert.rejects(painter.paint("three"), BudgetError);
    assert.deepEqual([asked, paid.usage().cost], [2, 0.08]);
    const free = meter();
    await aiSdkPainter(inner, { meter: free }).paint("one");
    assert.deepEqual([free.unpriced, free.usage().cost], [1, undefined]);
  });

  test("who leaves is not kept waiting, nor by a model that says nothing for too long", async () => {
    const inner = new MockImageModelV4({ doGenerate: () => new Promise(() => {}) });
    const leaving = new AbortController();
    const left = aiSdkPainter(inner).paint("a face", leaving.signal);
    leaving.abort(new Error("gone"));
    await assert.rejects(left, /gone/);
    await assert.rejects(aiSdkPainter(inner, { timeoutMs: 1 }).paint("a face"), /nothing was heard for 1 ms/);
  });

  test("a provider over HTTP: a fault that passes is tried again, a refusal is not", async (t) => {
    const busy = { status: 503, body: { error: { message: "busy" } } };
    const server = await testingServer([
      busy,
      { body: { data: [{ b64_json: PIXEL.toString("base64") }] } },
      { status: 400, body: { error: { message: "no\nsuch picture" } } },
    ]);
    t.after(() => server.close());
    const model = createOpenAICompatible({ name: "acme", baseURL: server.url }).imageModel("brush");
    const painter = aiSdkPainter(model, { sleep: async () => {} });
    assert.equal((await painter.paint("a face")).mediaType, "image/png");
    await assert.rejects(painter.paint("a face"), (error: unknown) => {
      assert.ok(error instanceof ModelError);
      assert.deepEqual([error.fault, error.message.includes("\n")], ["refused_request", false]);
      return true;
    });
    assert.equal(server.seen.length, 3);
  });
});
