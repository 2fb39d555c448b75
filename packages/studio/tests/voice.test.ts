import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { canSpeak } from "../../dramatis/src/server/api/shelf/speak.ts";
import { openStudio, SKIP, type Studio, seriousFaults, shoot } from "./studio.ts";

const SILENT = SKIP || (!canSpeak(process.env.PATH) && "no voice: install espeak-ng");

/** A sound that the page has begun to play. */
interface Sound {
  seconds: number;
  /** Greatest sample, 0..1. */
  peak: number;
  context: AudioContext;
}

describe("voice", { skip: SILENT }, () => {
  let studio: Studio;
  before(async () => {
    studio = await openStudio({ env: { PATH: process.env.PATH } });
    for (const { name, age, gender, energy } of SPEAKERS) {
      const traits = `traits: [{ system: big5, dimension: extraversion, level: ${energy} }]`;
      const social = `identity: { social: { age: ${age}, gender: ${gender} } }`;
      const text = `schema: dramatis.persona/1\nname: ${name}\n${social}\n${traits}\n`;
      writeFileSync(join(studio.folder, `${name.toLowerCase()}.persona.yaml`), text);
    }
  });
  after(() => studio.close());

  test("a reply is heard: sound comes, is decoded and plays on", async () => {
    const page = await studio.open("#/chat/Ingrid");
    await listen(page);
    await page.getByLabel("Say something to Ingrid").fill("Do you have any pets?");
    await page.keyboard.press("Enter");
    const button = page.getByRole("button", { name: "Hear Ingrid say it" });
    await button.waitFor();
    const answered = page.waitForResponse((response) => response.url().endsWith("/api/personas/Ingrid/voice"));
    await button.click();
    const response = await answered;
    assert.deepEqual([response.status(), response.headers()["content-type"]], [200, "audio/wav"]);
    await page.waitForFunction(() => (globalThis as unknown as { sounds: Sound[] }).sounds.length === 1);
    const [sound] = await page.evaluate(() =>
      (globalThis as unknown as { sounds: Sound[] }).sounds.map(({ seconds, peak }) => ({ seconds, peak })),
    );
    assert.ok(sound && sound.seconds > 0.3 && sound.peak > 0.1, JSON.stringify(sound));
    // The clock of the context goes on only while there is somewhere for the sound to go.
    await page.waitForFunction(() => {
      const [first] = (globalThis as unknown as { sounds: Sound[] }).sounds;
      return first !== undefined && first.context.currentTime > 0.2;
    });
    await shoot(page, "voice");
    assert.deepEqual(await seriousFaults(page), []);
    // When all is said the context is closed.
    await page.waitForFunction(() => {
      const [first] = (globalThis as unknown as { sounds: Sound[] }).sounds;
      return first?.context.state === "closed";
    });
    assert.deepEqual(studio.errors(), []);
  });

  test("a lively child speaks higher and faster than a calm old man", async () => {
    const page = await studio.open("#/");
    const [child, old] = [await heard(page, "Ann"), await heard(page, "Bo")];
    // Seen with espeak-ng 1.51: 256 Hz and 86 Hz, 2.8 s and 4.7 s.
    assert.ok(child.hertz > 1.5 * old.hertz, `${child.hertz} Hz and ${old.hertz} Hz`);
    assert.ok(child.seconds < 0.8 * old.seconds, `${child.seconds} s and ${old.seconds} s`);
    assert.deepEqual(studio.errors(), []);
  });
});

const SPEAKERS = [
  { name: "Ann", age: 8, gender: "girl", energy: 0.9 },
  { name: "Bo", age: 82, gender: "man", energy: 0.1 },
];

/** Keeps every sound that is begun. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sounds: Sound[] = [];
    Object.assign(globalThis, { sounds });
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function begin(
      this: AudioBufferSourceNode,
      ...when: [number?, number?, number?]
    ): void {
      const samples = this.buffer?.getChannelData(0) ?? new Float32Array();
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      sounds.push({ seconds: this.buffer?.duration ?? 0, peak, context: this.context as AudioContext });
      start.apply(this, when);
    };
  });
}

/** How long a persona takes for a sentence, and how high it speaks: the median of the frames that have a pitch. */
async function heard(page: Page, name: string): Promise<{ seconds: number; hertz: number }> {
  return page.evaluate(async (who) => {
    const text = "The ferry leaves from the old harbour at nine in the morning.";
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify({ text }) };
    const reply = await fetch(`/api/personas/${who}/voice`, init);
    const audio = new AudioContext({ sampleRate: 22_050 });
    const buffer = await audio.decodeAudioData(await reply.arrayBuffer());
    await audio.close();
    const samples = buffer.getChannelData(0);
    const pitches: number[] = [];
    // 40 ms.
    const frame = 882;
    const energyAt = (at: number): number => samples.subarray(at, at + frame).reduce((sum, one) => sum + one ** 2, 0);
    for (let at = 0; at + 2 * frame < samples.length; at += frame) {
      if (energyAt(at) / frame < 0.001) continue;
      let [best, lag] = [0, 0];
      // From 450 to 60 Hz: the lag at which the frame is most like itself, of equals the shortest.
      for (let shift = 49; shift < 367; shift++) {
        let product = 0;
        for (let i = 0; i < frame; i++) product += (samples[at + i] ?? 0) * (samples[at + shift + i] ?? 0);
        const likeness = product / Math.sqrt(energyAt(at) * energyAt(at + shift) || 1);
        if (likeness > best + 0.02) [best, lag] = [likeness, shift];
      }
      if (best > 0.7) pitches.push(22_050 / lag);
    }
    pitches.sort((a, b) => a - b);
    return { seconds: buffer.duration, hertz: pitches[Math.floor(pitches.length / 2)] ?? 0 };
  }, name);
}
