import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { SpeakingVoice } from "../../../persona/voice-of.ts";
import { HttpFault } from "../../http-fault.ts";

/** Whether espeak-ng is in one of these folders. @param path as the variable PATH */
export function canSpeak(path = ""): boolean {
  return path.split(delimiter).some((folder) => isProgram(join(folder, "espeak-ng")));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
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
