import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { main } from "./main.ts";

// For the tests of the command line: it runs in this process, with what it prints kept.

export interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs the command line. */
export async function dramatis(t: TestContext, args: readonly string[]): Promise<Said> {
  const out = listen(t, process.stdout);
  const err = listen(t, process.stderr);
  try {
    const code = await main(args);
    return { code, out: out.heard(), err: err.heard() };
  } finally {
    out.stop();
    err.stop();
  }
}

/** Keeps the text that is written; bytes are the test runner's own and pass. */
function listen(t: TestContext, stream: NodeJS.WriteStream): { heard(): string; stop(): void } {
  const pass = stream.write.bind(stream) as (...written: unknown[]) => boolean;
  let text = "";
  const mock = t.mock.method(stream, "write", (...written: unknown[]): boolean => {
    const [chunk, ...rest] = written;
    if (typeof chunk !== "string") return pass(...written);
    text += chunk;
    const callback = rest.at(-1);
    if (typeof callback === "function") callback();
    return true;
  });
  return { heard: () => text, stop: () => mock.mock.restore() };
}

/** A folder of files by name; it is deleted after the test. */
export function folderOf(t: TestContext, files: Record<string, string | Uint8Array> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-cli-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

export const ADA = `schema: dramatis.persona/1
name: Ada
statements:
  - { id: dog, text: I have a dog. }
  - { id: hike, text: I hike every Sunday. }
`;

/** One message a line: sessions of Ada's lines, each after a question. */
export function chat(sessions: readonly (readonly string[])[], speaker = "Ada"): string {
  const lines = sessions.flatMap((texts, index) =>
    texts.flatMap((text) => [
      { session: `s${index}`, speaker: "user", text: "And you?" },
      { session: `s${index}`, speaker, text },
    ]),
  );
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Three sessions, in which nothing is said twice. */
export const TALK: string = chat([
  ["I walk my dog at six.", "Sunday is for hills."],
  ["Bolt sleeps on my feet.", "Boots are by the door."],
  ["He barks at trains.", "Nine miles last week."],
]);

/** A script for a judge that says the same of every pair. */
export function judgeScript(verdict: string, more: object = {}): string {
  return JSON.stringify({ default: JSON.stringify({ reason: "", verdict }), ...more });
}
