import { spawn } from "node:child_process";
import { z } from "zod";
import type { Persona } from "../../../core/index.ts";
import { readFacet } from "../../../persona/index.ts";
import { HttpFault } from "../../http-fault.ts";

/** How espeak-ng is to sound. */
export interface SpeakingVoice {
  /** Such as "en-us" or "de". */
  language: string;
  /** One of espeak-ng's: f1..f5, m1..m8. */
  variant: string;
  /** Words a minute. */
  rate: number;
  /** 0..99. */
  pitch: number;
}

const facetSchema = z.looseObject({
  language: z.string().exactOptional(),
  variant: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,30}$/, "a variant of espeak-ng's, such as f3")
    .exactOptional(),
  rate: z.number().min(80).max(450).exactOptional(),
  pitch: z.number().min(0).max(99).exactOptional(),
});

const FEMALE = /^(?:f|female|woman|girl|she(?:\/her.*)?)$/i;
const MALE = /^(?:m|male|man|boy|he(?:\/him.*)?)$/i;

/** Words a minute of a calm adult; what espeak-ng takes where nothing is said is 175. */
const RATE = 165;
/** Of espeak-ng's usual voice. */
const PITCH = 50;

/**
 * A voice for a persona: children speak higher and faster, old people lower and slower, lively ones (extraversion) faster
 * and a little higher. Rules of thumb, for telling personas apart by ear. The facet `voice` wins, member by member.
 *
 * @throws InputError for a facet that says something else
 */
export function voiceOf(persona: Persona): SpeakingVoice {
  const { identity, traits = [], style } = persona;
  const facet = readFacet(persona, "voice", facetSchema) ?? {};
  const age = Number.parseInt(String(identity?.social?.age ?? ""), 10);
  const gender = String(identity?.social?.gender ?? identity?.social?.sex ?? "");
  const energy = traits.find(({ system, dimension, facet }) => {
    return system === "big5" && /^e/i.test(dimension) && facet === undefined;
  })?.level;
  // By its name: two women sound as two.
  const number = [...persona.name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  const isChild = age < 13;
  const old = Math.min(Math.max((Number.isNaN(age) ? 0 : age) - 60, 0), 30);
  const lively = (energy ?? 0.5) - 0.5;
  const isHigh = isChild || FEMALE.test(gender) || (!MALE.test(gender) && number % 2 === 0);
  const spoken: SpeakingVoice = {
    language: languageOf(facet.language ?? style?.language ?? "en"),
    variant: isHigh ? `f${(number % 5) + 1}` : `m${(number % 8) + 1}`,
    rate: Math.round(RATE + (isChild ? 15 : 0) - old + 60 * lively),
    pitch: Math.round(PITCH + (isChild ? 25 : 0) - old / 3 + 20 * lively),
  };
  const { variant: named = spoken.variant, rate = spoken.rate, pitch = spoken.pitch } = facet;
  return { ...spoken, variant: named, rate, pitch };
}

/** Languages that personas are said to speak by name, as espeak-ng has them. */
const TAGS = "ar cs da de el es fi fr hi hu it ja ko nl no pl pt ro ru sv tr uk vi".split(" ");

/** A tag, or an English name, as espeak-ng's; its English without a country is British. */
function languageOf(language: string): string {
  const plain = language.trim().toLowerCase().replaceAll("_", "-");
  if (plain === "en" || plain === "english") return "en-us";
  if (plain === "zh" || plain === "chinese" || plain === "mandarin") return "cmn";
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  const named = TAGS.find((tag) => names.of(tag)?.toLowerCase() === plain);
  return named ?? (/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/.test(plain) ? plain : "en-us");
}

/** Most bytes of a recording: about three minutes. */
const MOST_BYTES = 8 * 2 ** 20;

/**
 * A text as a WAV file (22 kHz, mono), by espeak-ng in a process of its own. The text goes to its standard input.
 *
 * @throws HttpFault 501 where it is not installed, 400 where it has no such voice; the signal's reason
 */
export async function speak(
  text: string,
  { voice, path, signal }: { voice: SpeakingVoice; path: string | undefined; signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  const { language, variant, rate, pitch } = voice;
  const args = ["--stdin", "--stdout", "-v", `${language}+${variant}`, "-s", String(rate), "-p", String(pitch)];
  const done = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const process = spawn("espeak-ng", args, { signal, env: { PATH: path }, stdio: "pipe" });
  const chunks: Buffer[] = [];
  let [size, said] = [0, ""];
  process.stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
    else process.kill();
  });
  process.stderr.on("data", (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(0, 200);
  });
  process.on("error", (error) => done.reject(signal.aborted ? signal.reason : notThere(error)));
  process.on("close", () => {
    if (chunks.length > 0) done.resolve(withSizes(Buffer.concat(chunks)));
    else done.reject(new HttpFault(400, `espeak-ng said nothing (${said.trim() || "no voice"})`, { code: "no_voice" }));
  });
  // It may end before it has read all.
  process.stdin.on("error", () => process.kill());
  process.stdin.end(text);
  return done.promise;
}

function notThere(error: Error): unknown {
  if (!("code" in error) || error.code !== "ENOENT") return error;
  const message =
    "a spoken voice needs espeak-ng, which is not installed here; apt install espeak-ng, or brew install espeak-ng";
  return new HttpFault(501, message, { code: "unsupported" });
}

/** A stream is written before its length is known; players want it. */
function withSizes(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const wav = Uint8Array.from(bytes);
  const view = new DataView(wav.buffer);
  if (wav.length >= 44) {
    view.setUint32(4, wav.length - 8, true);
    view.setUint32(40, wav.length - 44, true);
  }
  return wav;
}
