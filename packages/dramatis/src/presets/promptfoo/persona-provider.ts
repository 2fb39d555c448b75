import { z } from "zod";
import { agent } from "../../act/index.ts";
import { type Component, contentId, DramatisError, InputError, type Message, type Usage } from "../../core/index.ts";
import { readPersona } from "../../persona/index.ts";
import { openAgent } from "../chat/open-agent.ts";
import { readConfig } from "../open/config-file.ts";
import { folderOf, historyOf, inFolder, isRecord, parsed, placeOf, saidIn } from "./promptfoo-context.ts";

/** Settings of the provider in promptfoo's configuration; who judges, and the rest, are in `dramatis.config.yaml`. */
const settingsSchema = z.looseObject({
  persona: z.string().regex(/\S/, "the persona's file"),
  model: z.string().optional(),
  seed: z.int().min(0).optional(),
  temperature: z.number().min(0).optional(),
  maxTokens: z.int().min(1).optional(),
});

/** What promptfoo is told of a reply. */
export interface PromptfooReply {
  output?: string;
  /** In place of an output. */
  error?: string;
  tokenUsage?: { total: number; prompt: number; completion: number; numRequests: number };
  cost?: number;
  finishReason?: string;
  sessionId?: string;
  metadata?: Record<string, unknown>;
}

/** What promptfoo tells with a prompt, as far as it is used. */
export interface PromptfooCall {
  vars?: Record<string, unknown>;
  test?: unknown;
  repeatIndex?: number;
}

/**
 * A persona as a provider of promptfoo: `id: package:dramatis/promptfoo:PersonaProvider` with `config: { persona: FILE }`.
 *
 * The prompt is what the user says, or chat messages as JSON; system messages among them are left out, for the persona
 * is told by its file. Guards, strategy and components are those of `dramatis.config.yaml` beside promptfoo's own.
 */
export class PersonaProvider {
  readonly config: Record<string, unknown>;
  readonly #id: string | undefined;

  constructor(options: { id?: string; config?: Record<string, unknown> } = {}) {
    this.#id = options.id;
    this.config = options.config ?? {};
  }

  id(): string {
    return this.#id ?? "dramatis";
  }

  /** The persona's next line. What went wrong in a way that can be said in a line is in `error`. */
  async callApi(
    prompt: string,
    call: PromptfooCall = {},
    { abortSignal }: { abortSignal?: AbortSignal } = {},
  ): Promise<PromptfooReply> {
    try {
      return await this.#reply(prompt, call, abortSignal);
    } catch (error) {
      if (error instanceof DramatisError) return { error: error.message };
      throw error;
    }
  }

  async #reply(prompt: string, call: PromptfooCall, signal: AbortSignal | undefined): Promise<PromptfooReply> {
    const { persona: file, model, seed = 42, temperature, maxTokens } = settingsOf(this.config);
    const folder = folderOf(this.config);
    const { persona, version } = await readPersona(inFolder(folder, file));
    const { session, item, repeat } = placeOf(call.test);
    const own = seedOf([seed, item, repeat + (call.repeatIndex ?? 0)]);
    const settings = {
      ...(temperature !== undefined && { temperature }),
      ...(maxTokens !== undefined && { maxTokens }),
    };
    const config = await readConfig(undefined, { folder });
    // A test must not change what the next one meets.
    const act = { memory: false };
    const opened = await openAgent({
      persona,
      roles: { model },
      act,
      config,
      needs: new Set(),
      settings,
      seed: own,
      now: () => new Date(),
      env: process.env,
      maxCost: undefined,
      price: undefined,
    });
    const components = [...opened.parts.components, ...sceneOf(call)];
    const { candidates } = config.act ?? {};
    const parts = { ...opened.parts, components, ...(candidates !== undefined && { candidates }) };
    const talker = agent(persona, { ...parts, model: opened.actor, settings, seed: own });
    const history = historyOf(saidIn(prompt), { persona, session });
    await tellOf(history, talker.observe, signal);
    const reply = await talker.reply(history, { signal });
    return {
      output: reply.text,
      tokenUsage: tokensOf(reply.usage),
      ...(reply.usage.cost !== undefined && { cost: reply.usage.cost }),
      finishReason: reply.finish,
      sessionId: session,
      metadata: { persona: persona.name, personaVersion: version, model: reply.model, seed: own },
    };
  }
}

function settingsOf(config: Record<string, unknown>): z.infer<typeof settingsSchema> {
  const read = settingsSchema.safeParse(config);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new InputError({
    where: `provider config.${issue?.path.join(".")}`,
    found: issue?.message ?? "another shape",
    expected: "persona: the persona's file, and perhaps model, seed, temperature, maxTokens",
  });
}

/** A seed for each item and repeat, the one that `check` has; below 2²⁸, so that every model takes it. */
function seedOf(of: readonly [seed: number, item: string, repeat: number]): number {
  return Number.parseInt(contentId(of).slice(0, 7), 16);
}

/** What is going on, as an item of a suite says it. */
function sceneOf({ vars }: PromptfooCall): Component[] {
  const json = isRecord(vars) ? vars.scene : undefined;
  const scene = typeof json === "string" ? parsed(json) : undefined;
  if (typeof scene !== "string" || scene.trim() === "") return [];
  return [{ name: "scene", contribute: async () => [{ block: "SCENE", text: scene, fields: [] }] }];
}

/** Parts that keep what was said hear all of it, for each call opens them anew. */
async function tellOf(
  history: readonly Message[],
  observe: (message: Message, signal?: AbortSignal) => Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const message of history) await observe(message, signal);
}

function tokensOf({ inputTokens, outputTokens }: Usage): NonNullable<PromptfooReply["tokenUsage"]> {
  return { total: inputTokens + outputTokens, prompt: inputTokens, completion: outputTokens, numRequests: 1 };
}
