import { statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { InputError } from "../../core/index.ts";
import {
  type AiSdkImageModel,
  type AiSdkSpeechModel,
  parseEmbedderSpec,
  parseModelSpec,
  parseNliSpec,
  type RoleSettings,
} from "../../model/index.ts";
import { parseTree, readText, schemaFault, type Tree } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { partNamed } from "./open-parts.ts";

/** What a persona is played with; names are the catalogue's. */
export interface ActSettings {
  guards?: readonly string[] | undefined;
  strategy?: string | undefined;
  components?: readonly string[] | undefined;
  /** A file, or true for `memories/<persona>.sqlite`. */
  memory?: string | boolean | undefined;
  /** A file with a lorebook of the world, beside the persona's own. */
  lorebook?: string | undefined;
  /** Replies drawn for the guards. */
  candidates?: number | undefined;
}

/** Who paints portraits for the server and the studio, in a code file. */
export interface PortraitSettings {
  model: AiSdkImageModel;
  /** US dollars a picture. */
  price?: number | undefined;
  /** Such as "1024x1024"; the model's own choice where absent. */
  size?: `${number}x${number}` | undefined;
}

/** Who speaks for the personas in the server and the studio, in a code file. */
export interface VoiceSettings {
  model: AiSdkSpeechModel;
  /** US dollars for a million characters. */
  price?: number | undefined;
  /** Names of the model's voices, among which personas are spread; its usual one for all where absent. */
  high?: readonly string[] | undefined;
  low?: readonly string[] | undefined;
}

/** What stands in `dramatis.config.yaml`; a code file exports it as `default`. Flags win over it. */
export interface DramatisConfig extends RoleSettings {
  act?: ActSettings | undefined;
  /** By the persona's name: what is different for it; see `configFor`. */
  personas?: Readonly<Record<string, PersonaSettings>> | undefined;
  /** DiceBear draws where absent. */
  portrait?: PortraitSettings | undefined;
  /** espeak-ng speaks where absent. */
  voice?: VoiceSettings | undefined;
}

/** Who plays one persona, and with what; what is not said here is as for all. */
export interface PersonaSettings {
  model?: string | undefined;
  act?: ActSettings | undefined;
}

/** The configuration as it holds for one persona; case and width of the name aside. */
export function configFor({ personas = {}, ...config }: DramatisConfig, name: string): DramatisConfig {
  const [, own] = Object.entries(personas).find(([known]) => sameName(known, name)) ?? [];
  if (own === undefined) return config;
  const { model = config.model, act } = own;
  return { ...config, ...(model !== undefined && { model }), act: { ...config.act, ...act } };
}

const FORMATS: Record<string, "yaml" | "json" | "code"> = {
  ".yaml": "yaml",
  ".yml": "yaml",
  ".json": "json",
  ".ts": "code",
  ".mjs": "code",
  ".js": "code",
};

const MOST_BYTES = 1 << 20;

const text = z.string().regex(/\S/, "a text that is not blank");
/** `act` of a configuration, and of an agent in a scene. */
export const actSchema: z.ZodType<ActSettings> = z.strictObject(
  {
    guards: z.array(text).exactOptional(),
    strategy: text.exactOptional(),
    components: z.array(text).exactOptional(),
    memory: z.union([text, z.boolean()], "a file, true or false").exactOptional(),
    lorebook: text.exactOptional(),
    candidates: z.int().min(1).exactOptional(),
  },
  keysAre("guards, strategy, components, memory, lorebook, candidates"),
);
const price = z.number().nonnegative().exactOptional();
const names = z.array(text).min(1).exactOptional();
const portraitSchema = z.strictObject(
  {
    model: modelOf<AiSdkImageModel>("an image model"),
    price,
    size: z.templateLiteral([z.int(), "x", z.int()]).exactOptional(),
  },
  keysAre("model, price, size"),
);
const voiceSchema = z.strictObject(
  { model: modelOf<AiSdkSpeechModel>("a speech model"), price, high: names, low: names },
  keysAre("model, price, high, low"),
);
const schema = z.strictObject(
  {
    model: text.exactOptional(),
    user: text.exactOptional(),
    judge: text.exactOptional(),
    embedder: text.exactOptional(),
    nli: text.exactOptional(),
    act: actSchema.exactOptional(),
    personas: z
      .record(
        text,
        z.strictObject({ model: text.exactOptional(), act: actSchema.exactOptional() }, keysAre("model, act")),
      )
      .exactOptional(),
    portrait: portraitSchema.exactOptional(),
    voice: voiceSchema.exactOptional(),
  },
  keysAre("model, user, judge, embedder, nli, act, personas, portrait, voice"),
);

/** The words of an InputError about a mistyped key; other complaints keep their own. */
export function keysAre(keys: string): { error: (issue: { code?: string }) => string | undefined } {
  return { error: ({ code }) => (code === "unrecognized_keys" ? `one of ${keys}` : undefined) };
}

/** An object of the AI SDK, which only a code file can hold. */
function modelOf<Model extends object>(kind: string): z.ZodType<Model> {
  const isModel = (value: unknown): boolean =>
    typeof value === "object" && value !== null && "doGenerate" in value && "provider" in value && "modelId" in value;
  return z.custom<Model>(isModel, `${kind} of the AI SDK, in a .ts, .mjs or .js file`);
}

/**
 * The configuration of a folder, `dramatis.config.yaml`, `.json`, `.ts`, `.mjs` or `.js`, or of the file that is named;
 * empty where there is none. A code file is run.
 *
 * @throws InputError naming file and key, and where the folder has two. @throws UnknownNameError for a part that is in no
 * catalogue.
 */
export async function readConfig(
  path?: string | undefined,
  { folder = "." }: { folder?: string } = {},
): Promise<DramatisConfig> {
  const file = path ?? configOf(folder);
  if (file === undefined) return {};
  const { value, lineOf } = await treeOf(file);
  const read = schema.safeParse(value);
  if (!read.success) {
    const { path, ...fault } = schemaFault(read.error, value);
    const line = lineOf(path);
    throw new InputError({ where: file, ...(line !== undefined && { line }), ...fault });
  }
  checkNames(read.data, file);
  return read.data;
}

function configOf(folder: string): string | undefined {
  const found = Object.keys(FORMATS)
    .map((extension) => join(folder, `dramatis.config${extension}`))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (found.length < 2) return found[0];
  throw new InputError({
    where: folder,
    found: found.join(" and "),
    expected: "one configuration file",
    fix: "name one with --config, or take the other away",
  });
}

async function treeOf(file: string): Promise<Tree> {
  const format = FORMATS[extname(file).toLowerCase()];
  if (format === undefined) {
    throw new InputError({
      where: file,
      found: `a file that ends in ${extname(file) || "no extension"}`,
      expected: Object.keys(FORMATS).join(", "),
    });
  }
  // Also for code: a missing file is said in the same words.
  const source = await readText(file, MOST_BYTES);
  if (format !== "code") {
    const tree = parseTree(source, file, format);
    // A file of comments alone.
    return { ...tree, value: tree.value ?? {} };
  }
  return { value: await defaultOf(file), lineOf: () => undefined };
}

/** What a code file exports. @throws InputError where it cannot be loaded */
async function defaultOf(file: string): Promise<unknown> {
  const load = async (): Promise<Record<string, unknown>> => import(pathToFileURL(resolve(file)).href);
  const exported = await load().catch((error: unknown) => {
    const found = `${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
    throw new InputError({ where: file, found, expected: "a module that can be loaded" }, { cause: error });
  });
  if ("default" in exported) return exported.default;
  throw new InputError({ where: file, found: "no default export", expected: "export default { … }" });
}

/** Names that nothing answers to are said here, with their file and key, not when they are first used. */
function checkNames(config: DramatisConfig, file: string): void {
  const { model, user, judge, embedder, nli, act = {}, personas = {} } = config;
  for (const [key, name] of Object.entries({ model, user, judge })) {
    if (name !== undefined) parseModelSpec(name, `${file}: ${key}`);
  }
  if (embedder !== undefined) parseEmbedderSpec(embedder, `${file}: embedder`);
  if (nli !== undefined) parseNliSpec(nli, `${file}: nli`);
  checkParts(act, `${file}: act`);
  for (const [name, { model: own, act: parts = {} }] of Object.entries(personas)) {
    if (own !== undefined) parseModelSpec(own, `${file}: personas.${name}.model`);
    checkParts(parts, `${file}: personas.${name}.act`);
  }
}

function checkParts({ guards = [], strategy, components = [] }: ActSettings, where: string): void {
  for (const name of guards) partNamed(`guard in ${where}.guards:`, name);
  if (strategy !== undefined) partNamed(`strategy in ${where}.strategy:`, strategy);
  for (const name of components) partNamed(`component in ${where}.components:`, name);
}
