import { dirname, extname, resolve } from "node:path";
import { z } from "zod";
import { InputError, type InputFault, type Persona, UnknownNameError } from "../../core/index.ts";
import {
  type LoadedPersona,
  parseJson,
  parseTree,
  personaSchema,
  personaVersion,
  readFacet,
  readLines,
  readPersona,
  readText,
  schemaFault,
} from "../../persona/index.ts";
import { clientOf, clinicalOf, type ImplicitProfile, type SimulatedUser } from "../../simulate/index.ts";
import { sameName } from "../../transcript/index.ts";
import { keysAre } from "../open/config-file.ts";

/** What the assistant is called in a transcript. */
export const ASSISTANT = "assistant";

/** Kinds of users that a file may name, each with what it is. */
export const USER_KINDS: Readonly<Record<SimulatedUser["kind"], string>> = {
  goal: "wants something, and says when it has it or has had enough",
  "implicit-profile": "talks as somebody with facets.userProfile would, with a goal or none",
  patient: "has facets.clinical, and asks for the diagnosis at the end",
  client: "has facets.miClient, and is to be moved to a change",
  "hidden-preference": "has a task and preferences, and tells one only where it is asked for it",
};

/** A user as its file has it. */
export interface TestUser {
  kind: SimulatedUser["kind"];
  /** `path` is where it stands. */
  persona: LoadedPersona;
  goal?: string;
  /** What a user with hidden preferences asks for, said first. */
  task?: string;
  opening?: string;
  private?: string[];
  /** Text that the assistant must say, or /pattern/flags. */
  done?: string;
  profile?: ImplicitProfile;
}

/** Users are written by hand, or made some thousands at a time. */
const MOST_BYTES = 2 ** 25;

const text = z.string().regex(/\S/, "a text that is not blank");
const keys = "kind, persona, name, goal, task, preferences, opening, private, done";
const entrySchema = z.strictObject(
  {
    kind: text.optional(),
    persona: z.union([text, z.record(z.string(), z.unknown())], "a persona file, or a persona"),
    name: text.optional(),
    goal: text.optional(),
    task: text.optional(),
    preferences: z.array(z.unknown()).optional(),
    opening: text.optional(),
    private: z.array(text).optional(),
    done: text.optional(),
  },
  keysAre(keys),
);

/** One user of a file, unread, and how to say what is wrong with it. */
interface Entry {
  value: unknown;
  where: string;
  fault(path: readonly PropertyKey[], fault: Omit<InputFault, "where" | "line">): InputError;
}

/**
 * Users from a YAML or JSON file, `users: […]` or a list of them, or one a line in JSONL. A persona alone is a user too: its kind
 * is its own where it is a patient or a client, and its goal the first of its goals in life.
 *
 * @throws InputError naming file and line: no users, a user without a goal, a persona that is missing or cannot be used.
 * @throws UnknownNameError for a kind
 */
export async function readUsers(path: string): Promise<TestUser[]> {
  const entries = extname(path).toLowerCase() === ".jsonl" ? await entriesOfLines(path) : await entriesOfTree(path);
  if (entries.length === 0) {
    throw new InputError({ where: path, found: "no users", expected: "at least one, such as { persona, goal }" });
  }
  const files = new Map<string, LoadedPersona>();
  const users: TestUser[] = [];
  for (const entry of entries) users.push(await userOf(entry, { path, files }));
  return users;
}

async function entriesOfLines(path: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const line of readLines(path)) {
    const where = `${path}:${line.number}`;
    const value = parseJson(line.text, where);
    const fault: Entry["fault"] = (_at, fault) => new InputError({ where: path, line: line.number, ...fault });
    entries.push({ value, where, fault });
  }
  return entries;
}

async function entriesOfTree(path: string): Promise<Entry[]> {
  const extension = extname(path).toLowerCase();
  if (![".yaml", ".yml", ".json"].includes(extension)) {
    const found = `a file that ends in ${extension || "no extension"}`;
    throw new InputError({ where: path, found, expected: "users: .yaml, .yml, .json or .jsonl" });
  }
  const tree = parseTree(await readText(path, MOST_BYTES), path, extension === ".json" ? "json" : "yaml");
  const entryAt = (value: unknown, at: readonly PropertyKey[]): Entry => ({
    value,
    where: `${path}:${tree.lineOf(at) ?? 1}`,
    fault: (inner, fault) => {
      const line = tree.lineOf([...at, ...inner]);
      return new InputError({ where: path, ...(line !== undefined && { line }), ...fault });
    },
  });
  if (Array.isArray(tree.value)) return tree.value.map((value, i) => entryAt(value, [i]));
  if (isPersona(tree.value)) return [entryAt(tree.value, [])];
  const read = z.strictObject({ users: z.array(z.unknown()) }, keysAre("users")).safeParse(tree.value);
  if (read.success) return read.data.users.map((value, i) => entryAt(value, ["users", i]));
  const { path: at, ...fault } = schemaFault(read.error, tree.value);
  throw entryAt(tree.value, []).fault(at, fault);
}

function isPersona(value: unknown): value is object {
  return typeof value === "object" && value !== null && "schema" in value;
}

async function userOf(entry: Entry, from: { path: string; files: Map<string, LoadedPersona> }): Promise<TestUser> {
  const value = isPersona(entry.value) ? { persona: entry.value } : entry.value;
  const read = entrySchema.safeParse(value);
  if (!read.success) {
    const { path, ...fault } = schemaFault(read.error, value);
    throw entry.fault(path, fault);
  }
  const { name, task, preferences, opening, done, private: facts } = read.data;
  const found = await personaOf(read.data.persona, entry, from);
  const change = { ...(name !== undefined && { name }), ...(preferences && { preferences }) };
  const persona = changed(found, change, entry);
  if (sameName(persona.persona.name, ASSISTANT)) {
    throw entry.fault(["name"], { found: `a user called ${persona.persona.name}`, expected: "another name" });
  }
  const kind = kindOf(read.data.kind ?? ownKind(persona.persona), entry);
  const goal = read.data.goal ?? (kind === "goal" ? persona.persona.identity?.life?.goals?.[0] : undefined);
  const user: TestUser = {
    kind,
    persona,
    ...(goal !== undefined && { goal }),
    ...(task !== undefined && { task }),
    ...(opening !== undefined && { opening }),
    ...(facts && { private: facts }),
    ...(done !== undefined && { done }),
    ...(kind === "implicit-profile" && { profile: profileOf(persona.persona, entry) }),
  };
  refuseIdle(read.data, { kind, entry });
  checkKind(user, entry);
  return user;
}

function changed(
  found: LoadedPersona,
  change: { name?: string; preferences?: unknown[] },
  entry: Entry,
): LoadedPersona {
  if (Object.keys(change).length === 0) return found;
  const value = { ...found.persona, ...change };
  const read = personaSchema.safeParse(value);
  if (read.success) return { path: found.path, persona: read.data, version: personaVersion(read.data) };
  const { path, ...fault } = schemaFault(read.error, value);
  throw entry.fault(path, fault);
}

/** A file beside the file of users, read once; or what stands in the entry. */
async function personaOf(
  given: string | Record<string, unknown>,
  entry: Entry,
  { path, files }: { path: string; files: Map<string, LoadedPersona> },
): Promise<LoadedPersona> {
  if (typeof given === "string") {
    const at = resolve(dirname(path), given);
    const loaded = files.get(at) ?? (await readPersona(at));
    files.set(at, loaded);
    return loaded;
  }
  const value = { schema: "dramatis.persona/1", ...given };
  const read = personaSchema.safeParse(value);
  if (read.success) return { persona: read.data, version: personaVersion(read.data), path: entry.where };
  const { path: at, ...fault } = schemaFault(read.error, value);
  throw entry.fault(isPersona(entry.value) ? at : ["persona", ...at], fault);
}

function ownKind({ kind }: Persona): string {
  return kind === "patient" || kind === "client" ? kind : "goal";
}

function kindOf(name: string, { where }: Entry): TestUser["kind"] {
  if (Object.hasOwn(USER_KINDS, name)) return name as TestUser["kind"];
  throw new UnknownNameError(`kind of user at ${where}:`, name, Object.keys(USER_KINDS));
}

/** The facet, or else the statements: those of the topic "subjective" say how somebody is. */
function profileOf(persona: Persona, entry: Entry): ImplicitProfile {
  const facet = readFacet(persona, "userProfile", z.object({ objective: z.string(), subjective: z.string() }));
  if (facet) return facet;
  const { statements = [], summary = "" } = persona;
  const said = (isSubjective: boolean): string[] =>
    statements.filter(({ topic }) => (topic === "subjective") === isSubjective).map((one) => one.text);
  const profile = { objective: [summary, ...said(false)].filter(Boolean).join(" "), subjective: said(true).join(" ") };
  if (`${profile.objective}${profile.subjective}`.trim() !== "") return profile;
  const found = `${persona.name}, of whom nothing is said`;
  throw entry.fault([], { found, expected: "facets.userProfile: { objective, subjective }, or statements" });
}

const OWN_KEYS = ["goal", "task", "preferences", "opening", "private", "done"] as const;
type OwnKey = (typeof OWN_KEYS)[number];
const TALKING: readonly OwnKey[] = ["goal", "opening", "private", "done"];

/** What of a user's entry its kind heeds. */
const HEEDED: Readonly<Record<TestUser["kind"], readonly OwnKey[]>> = {
  goal: TALKING,
  "implicit-profile": TALKING,
  patient: ["opening"],
  client: ["opening"],
  "hidden-preference": ["task", "preferences"],
};

function refuseIdle(
  given: z.infer<typeof entrySchema>,
  { kind, entry }: { kind: TestUser["kind"]; entry: Entry },
): void {
  const idle = OWN_KEYS.find((key) => given[key] !== undefined && !HEEDED[kind].includes(key));
  if (idle === undefined) return;
  const found = `${idle}, which a user of the kind ${kind} does not heed`;
  throw entry.fault([idle], { found, expected: HEEDED[kind].join(", ") });
}

/** What a kind cannot do without. */
function checkKind({ kind, persona: { persona }, ...user }: TestUser, entry: Entry): void {
  if (kind === "patient") clinicalOf(persona);
  if (kind === "client") clientOf(persona);
  if (kind === "goal" && user.goal === undefined) {
    const fix = "add goal: …, or identity.life.goals to the persona";
    throw entry.fault([], { found: `${persona.name}, a user without a goal`, expected: "what the user wants", fix });
  }
  if (kind === "hidden-preference" && user.task === undefined) {
    const fix = "add task: …";
    throw entry.fault([], { found: `${persona.name}, a user without a task`, expected: "what it asks for", fix });
  }
  if (kind === "hidden-preference" && (persona.preferences ?? []).length === 0) {
    const fix = "add preferences: [{ attribute: …, value: … }]";
    throw entry.fault([], { found: `${persona.name}, who prefers nothing`, expected: "preferences to ask for", fix });
  }
  if (user.done !== undefined) doneRule(user.done, entry);
}

/** Whether a reply has the text, whatever its letter case, or matches /pattern/flags. @throws InputError for a bad pattern */
export function doneRule(rule: string, entry?: Pick<Entry, "fault">): (reply: string) => boolean {
  const [, pattern, flags] = /^\/(.+)\/([imsu]*)$/su.exec(rule) ?? [];
  if (pattern === undefined) return (reply) => reply.toLowerCase().includes(rule.toLowerCase());
  try {
    const expression = new RegExp(pattern, flags);
    return (reply) => expression.test(reply);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fault = { found: error.message, expected: "a text, or /pattern/flags" };
    throw entry?.fault(["done"], fault) ?? new InputError({ where: "done", ...fault });
  }
}
