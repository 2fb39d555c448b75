// What promptfoo hands over, read as the untrusted data that it is.
import { resolve } from "node:path";
import { z } from "zod";
import { InputError, type Message, type Persona } from "../../core/index.ts";
import { sameName } from "../../transcript/index.ts";

const text = z.string().regex(/\S/, "a text that is not blank");

/** Variables of a test; `say`, `scene` and `item` hold JSON, for promptfoo takes plain texts for templates. */
export interface PromptfooVars {
  persona: string;
  statement?: string | undefined;
  say?: string | undefined;
  item?: string | undefined;
  _conversation?: { input?: unknown; output?: unknown }[] | undefined;
}

const vars: z.ZodType<PromptfooVars> = z.looseObject({
  persona: text,
  statement: text.optional(),
  say: z.string().optional(),
  item: z.string().optional(),
  _conversation: z.array(z.looseObject({ input: z.unknown(), output: z.unknown() })).optional(),
});

/** @throws InputError where a variable that is needed is absent or of another kind. */
export function readVars(value: unknown): PromptfooVars {
  const read = vars.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new InputError({
    where: `vars.${issue?.path.join(".")}`,
    found: issue?.message ?? "another shape",
    expected: "persona: the persona's file",
    fix: "write vars: { persona: ada.persona.yaml }",
  });
}

/** The folder of the configuration, which promptfoo adds to every provider's settings. */
export function folderOf(config: unknown): string {
  return isRecord(config) && typeof config.basePath === "string" && config.basePath !== "" ? config.basePath : ".";
}

export function inFolder(folder: string, file: string): string {
  return resolve(folder, file);
}

const item = z.looseObject({
  id: z.string(),
  kind: z.string(),
  asks: z.record(z.string(), z.unknown()).optional(),
  repeat: z.int().optional(),
});

/** What is noted of the question that an item of a suite asks; as in a conversation that `check` holds. */
export function probeIn({ item: json }: PromptfooVars): Message["evidence"] {
  const read = json === undefined ? undefined : item.safeParse(parsed(json));
  if (!read?.success) return undefined;
  const { id, kind, asks, repeat } = read.data;
  return { probe: { ...asks, kind, item: id, ...(repeat !== undefined && { repeat }) } };
}

const marks = z.looseObject({
  metadata: z.looseObject({
    conversationId: z.string().optional(),
    item: z.string().optional(),
    repeat: z.int().optional(),
  }),
});

/** The conversation that a test belongs to, and what its random draws depend on: those of `check` for the same item. */
export function placeOf(test: unknown): { session: string; item: string; repeat: number } {
  const { conversationId: session = "promptfoo", item, repeat = 1 } = marks.safeParse(test).data?.metadata ?? {};
  return { session, item: item ?? session, repeat };
}

/** Chat messages that a prompt holds as JSON; else all of it is what the user says. */
export function saidIn(prompt: string): { role: string; content: string }[] {
  const read = z.array(z.looseObject({ role: z.string(), content: z.string() })).safeParse(parsed(prompt));
  return read.success && read.data.length > 0 ? read.data : [{ role: "user", content: prompt }];
}

/** The conversation as the persona remembers it: the assistant's turns are its own, instructions are left out. */
export function historyOf(
  said: readonly { role: string; content: string }[],
  { persona, session }: { persona: Persona; session: string },
): Message[] {
  const other = sameName(persona.name, "user") ? "partner" : "user";
  const speakers: Record<string, string> = { user: other, assistant: persona.name };
  return said
    .flatMap(({ role, content }) => {
      const speaker = speakers[role];
      return speaker === undefined ? [] : [{ speaker, text: content }];
    })
    .map((line, turn) => ({ session, turn, ...line }));
}

/** The value of a JSON text; undefined where it is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
