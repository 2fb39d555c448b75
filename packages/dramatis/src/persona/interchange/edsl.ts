import { z } from "zod";
import {
  checkedRecord,
  isObject,
  known,
  knownByName,
  knownOrNone,
  maybeText,
  maybeTexts,
  someOf,
  UNNAMED,
} from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { asWritten, topicStatements } from "./topic-statements.ts";

const NAME = "edsl";
const TITLE = "EDSL agent";
const CLASS = "Agent";
/** Traits by which a persona that is more than facts is written, and read again. */
const PERSONA = "persona";
const STATEMENTS = "statements";
const KEYS = new Set([
  "name",
  "traits",
  "instruction",
  "codebook",
  "traits_presentation_template",
  "trait_categories",
  "edsl_version",
  "edsl_class_name",
]);

const schema = z.object({ name: maybeText, traits: z.record(z.string(), z.unknown()) });

/**
 * An agent of EDSL, or a list of them. Its traits are social facts. The instruction is a prompt, and the codebook says
 * how traits are presented: both are kept and not read.
 */
export const edsl: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".edsl.json",
  detects: (record) =>
    isObject(record) &&
    (Array.isArray(record.agent_list) ||
      (isObject(record.traits) &&
        (record.edsl_class_name === CLASS || Object.keys(record).every((key) => KEYS.has(key))))),
  split: (record) => (isObject(record) && Array.isArray(record.agent_list) ? record.agent_list : [record]),
  read: (record, where) => {
    const from = checkedRecord(record, schema, { where, title: TITLE });
    const { [PERSONA]: persona, [STATEMENTS]: told, ...traits } = from.traits;
    const summary = maybeText.safeParse(persona).data;
    const statements = topicStatements([{ texts: maybeTexts.safeParse(told).data }], NAME);
    return {
      schema: "dramatis.persona/1",
      name: from.name ?? UNNAMED,
      ...known({
        summary,
        statements: someOf(statements),
        identity: knownOrNone({
          social: knownByName(Object.entries(traits).map(([key, value]) => [key, socialFact(key, value)])),
        }),
      }),
    };
  },
  write: (persona) => {
    const { statements = [], summary, identity: { social = {}, personal = [] } = {} } = persona;
    const told = [...statements.map(asWritten), ...personal];
    return known({
      name: persona.name === UNNAMED ? undefined : persona.name,
      traits: { ...social, ...known({ [PERSONA]: summary, [STATEMENTS]: someOf(told) }) },
      edsl_class_name: CLASS,
    });
  },
};

function socialFact(key: string, value: unknown): string | number | string[] | undefined {
  if (key === "__proto__") return undefined;
  if (typeof value === "number" || (typeof value === "string" && value.trim() !== "")) return value;
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string")
    ? value
    : undefined;
}
