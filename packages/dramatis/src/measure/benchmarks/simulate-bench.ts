// SimulateBench: questions with options on the profile, the roles and the relations of characters and their variants.
import { join } from "node:path";
import { z } from "zod";
import { type Benchmark, InputError, type Persona, type SuiteItem } from "../../core/index.ts";
import { choiceItem } from "../choice-answer.ts";
import { foldersOf } from "./folders-of.ts";
import { readData } from "./read-data.ts";

const GROUPS = ["basic_information", "role_non_relation", "role_relation"] as const;
const UNKNOWN = /^there'?s not enough information/i;
const OPTIONS = /^(.*?)\s*\[this is a single-choice question,\s*you should only choose from:\s*(.*)\]\s*$/is;

const questions = z.array(z.looseObject({ question: z.string(), gold_answer: z.string() }));
const basic = z.object({ basic_information: z.looseObject({ name: z.string() }) });
const roles = z.object({ roles: z.record(z.string(), z.unknown()) });

export interface SimulateBenchOptions {
  /** Of the order of the options. */
  seed?: number;
  /** Only these characters (names of folders); all where absent. */
  characters?: readonly string[];
}

/**
 * The folder of SimulateBench as published (Xiao et al. 2023): `profile/<character>/profile_v1` and one folder a group of
 * questions. A character and each of its variants (`homer_surname_Tang`) is a persona; every text of its profile is a
 * statement, named by where it stands.
 *
 * Left out are the questions without options (the name, the date of birth: 106 of 7,949 in the release). `group` and
 * `answerable` are noted for `consistencyAccuracy`.
 */
export function simulateBench({ seed = 42, characters }: SimulateBenchOptions = {}): Benchmark {
  return {
    name: "simulate-bench",
    measures: ["choice-accuracy"],
    async *load(path) {
      const asked = await foldersOf(join(path, "basic_information"));
      for (const character of asked.filter((one) => characters?.includes(one) ?? true)) {
        const items: SuiteItem[] = [];
        for (const group of GROUPS) {
          const file = join(path, group, character, "questions.json");
          const read = await readData(file, questions);
          items.push(
            ...read.flatMap((one, index) => itemOf({ ...one, id: `${group}-${index}`, group, file, seed }) ?? []),
          );
        }
        const suite = { schema: "dramatis.suite/1", name: `simulate-bench-${character}`, seed, items } as const;
        yield { persona: await personaOf(join(path, "profile", character, "profile_v1")), suite };
      }
    },
  };
}

interface Question {
  question: string;
  gold_answer: string;
  id: string;
  group: string;
  file: string;
  seed: number;
}

function itemOf({ question: whole, gold_answer: gold, id, group, file, seed }: Question): SuiteItem | null {
  const [, question, listed] = OPTIONS.exec(whole) ?? [];
  if (question === undefined || listed === undefined) return null;
  const options = [...new Set(listed.split(";").map((option) => option.trim()))];
  const answer = answerOf(options, gold);
  if (answer < 0 || options.length < 2)
    throw new InputError({ where: file, found: `${id}: "${gold}", which is no option`, expected: `one of: ${listed}` });
  const answerable = !UNKNOWN.test(gold);
  return choiceItem({ id, question, options, answer, seed, asks: { group, answerable } });
}

/** The option that is the gold answer, or of whose parts by "/" it is one. */
function answerOf(options: readonly string[], gold: string): number {
  const whole = options.findIndex((option) => plain(option) === plain(gold));
  return whole >= 0
    ? whole
    : options.findIndex((option) => option.split("/").some((part) => plain(part) === plain(gold)));
}

function plain(text: string): string {
  return text.trim().replace(/\.$/, "").toLowerCase();
}

async function personaOf(folder: string): Promise<Persona> {
  const { basic_information } = await readData(join(folder, "basic_information.json"), basic);
  const { roles: played } = await readData(join(folder, "roles.json"), roles);
  const statements = [...textsIn(basic_information, []), ...textsIn(played, [])];
  return {
    schema: "dramatis.persona/1",
    name: basic_information.name,
    kind: "fictional",
    statements: statements.map(({ path, text }, index) => ({
      id: `p${index}`,
      text: `${path.join(", ")}: ${text}`,
      ...(path[0] !== undefined && { topic: path[0] }),
    })),
  };
}

/** Every text and number of a profile with the names of what it stands under. */
function textsIn(value: unknown, path: readonly string[]): { path: readonly string[]; text: string }[] {
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value).trim();
    return text === "" ? [] : [{ path, text }];
  }
  if (Array.isArray(value)) return value.flatMap((member) => textsIn(member, path));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) => textsIn(member, [...path, key.replaceAll("_", " ")]));
}
