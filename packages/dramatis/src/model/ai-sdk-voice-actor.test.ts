import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MockSpeechModelV3, MockSpeechModelV4 } from "ai/test";
import { BudgetError, ModelError } from "../core/index.ts";
import { aiSdkVoiceActor } from "./ai-sdk-voice-actor.ts";
import { meter } from "./meter.ts";
import { wave } from "./testing-media.ts";

const response = { timestamp: new Date(0), modelId: "throat" };

describe("aiSdkVoiceActor", () => {
  test("the whole utterance is passed on, and the sound says what it is", async () => {
    const calls: unknown[] = [];
    const inner = new MockSpeechModelV4({
      provider: "acme",
      modelId: "throat",
      doGenerate: async ({ abortSignal, ...call }) => {
        assert.ok(abortSignal instanceof AbortSignal);
        calls.push(call);
        return { audio: wave().toString("base64"), warnings: [], response };
      },
    });
    const actor = aiSdkVoiceActor(inner);
    const utterance = { text: "Hello.", voice: "nova", instructions: "Calmly.", speed: 0.8, language: "en" };
    assert.deepEqual(await actor.say(utterance), { bytes: Uint8Array.from(wave()), mediaType: "audio/wav" });
    assert.deepEqual([actor.id, calls], ["acme:throat", [utterance]]);
  });

  const KINDS: [type: string, bytes: Uint8Array][] = [
    ["audio/mpeg", Uint8Array.of(0xff, 0xfb, 0x90, 0)],
    ["audio/mpeg", Buffer.from("ID3\x04")],
    ["audio/aac", Uint8Array.of(0xff, 0xf1, 0x50, 0x80)],
    ["audio/ogg", Buffer.from("OggS")],
    ["audio/flac", Buffer.from("fLaC")],
    ["audio/webm", Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3)],
    ["audio/mp4", Buffer.from("\0\0\0\x20ftypM4A ")],
  ];
  for (const [type, audio] of KINDS) {
    test(`a sound that begins ${Buffer.from(audio).toString("hex")} is ${type}`, async () => {
      const inner = new MockSpeechModelV3({ doGenerate: async () => ({ audio, warnings: [], response }) });
      assert.equal((await aiSdkVoiceActor(inner).say({ text: "Hello." })).mediaType, type);
    });
  }

  test("bare samples, and a failure, are errors of one line", async () => {
    const bare = new MockSpeechModelV4({
      doGenerate: async () => ({ audio: new Uint8Array(400), warnings: [], response }),
    });
    await assert.rejects(aiSdkVoiceActor(bare).say({ text: "Hello." }), /neither shows nor plays/);
    const failing = new MockSpeechModelV4({
      doGenerate: async () => {
        throw new Error("no voice\nat all");
      },
    });
    await assert.rejects(aiSdkVoiceActor(failing).say({ text: "Hello." }), (error: unknown) => {
      assert.ok(error instanceof ModelError && error.fault === "bad_reply");
      return /no voice at all$/.test(error.message);
    });
  });

  test("charged by the character", async () => {
    const inner = new MockSpeechModelV4({ doGenerate: async () => ({ audio: wave(), warnings: [], response }) });
    const paid = meter({ cap: 0.0001 });
    const actor = aiSdkVoiceActor(inner, { price: 15, meter: paid });
    // 5 characters, one of them two code units: 5 × $15 / 1e6.
    await actor.say({ text: "abcd😀" });
    assert.equal(paid.usage().cost, 0.000075);
    await assert.rejects(actor.say({ text: "abcd😀" }), BudgetError);
  });
});
