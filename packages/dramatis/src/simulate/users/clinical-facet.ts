import { z } from "zod";
import { InputError, nearest, type Persona } from "../../core/index.ts";
import { readFacet } from "../../persona/index.ts";
import { DAZED_LEVELS, isPatient, LANGUAGE_LEVELS, type PatientAxes, PERSONALITIES, RECALLS } from "./patient-axes.ts";

/** What a record may say, and how the patient is told. What is decided after the talk is not told. */
export const RECORD_FIELDS = {
  age: "Age",
  gender: "Gender",
  ethnicity: "Ethnicity",
  tobacco: "Tobacco",
  alcohol: "Alcohol",
  drugs: "Drugs",
  exercise: "Exercise",
  maritalStatus: "Marital status",
  children: "Children",
  living: "Living",
  occupation: "Occupation",
  insurance: "Insurance",
  allergies: "Allergies",
  familyHistory: "Illnesses in the family",
  devices: "Medical devices",
  history: "Illnesses before",
  positive: "What is wrong now",
  negative: "What is not the case now",
  complaint: "Why you came",
  pain: "Pain, of 10",
  medication: "Medicines",
  arrival: "How you came here",
  disposition: null,
  diagnosis: null,
} as const;
export type RecordField = keyof typeof RECORD_FIELDS;

export type RecordValue = string | number | string[];
/** A patient's record; an absent field is unknown to everybody, "none" or [] is known to be none. */
export type PatientRecord = { [field in RecordField]?: RecordValue | undefined };

const value = z.union([z.string(), z.number(), z.array(z.string())], "a text, a number or a list of texts");
const fields = Object.keys(RECORD_FIELDS) as RecordField[];
const recordSchema: z.ZodType<PatientRecord> = z
  .strictObject(Object.fromEntries(fields.map((field) => [field, value.optional()])), {
    error: ({ code, keys }) => (code === "unrecognized_keys" ? expectedField(keys?.[0] ?? "") : undefined),
  })
  .refine(({ complaint }) => complaint !== undefined, "a record with the complaint")
  .refine(({ diagnosis }) => diagnosis === undefined || typeof diagnosis === "string", "one diagnosis, as a text")
  .refine(({ pain }) => pain === undefined || (Number(pain) >= 0 && Number(pain) <= 10), "pain from 0 to 10");

const axesSchema: z.ZodType<PatientAxes> = z
  .strictObject({
    personality: z.enum(PERSONALITIES).default("plain"),
    language: z.enum(LANGUAGE_LEVELS).default("B"),
    recall: z.enum(RECALLS).default("high"),
    dazed: z.enum(DAZED_LEVELS).default("normal"),
  })
  .refine(isPatient, "one of the 37 patients: dazed: normal, or {plain, B, high, dazed: high}");

/** `facets.clinical` of a persona: a record, and how the patient is. */
export interface Clinical {
  record: PatientRecord;
  axes?: PatientAxes | undefined;
}

const clinicalFacet: z.ZodType<Clinical> = z.strictObject({ record: recordSchema, axes: axesSchema.optional() });

/** @throws InputError for a persona without a record, or one that cannot be used */
export function clinicalOf(persona: Persona): Clinical {
  const clinical = readFacet(persona, "clinical", clinicalFacet);
  if (clinical) return clinical;
  const expected = "facets.clinical: { record: { complaint: …, diagnosis: … } }";
  throw new InputError({ where: persona.name, found: "a patient without a record", expected });
}

/** Items of one field in words; none where it is empty. */
export function recordItems(given: RecordValue | undefined): string[] {
  const items = Array.isArray(given) ? given : given === undefined ? [] : [String(given)];
  return items.map((item) => item.trim()).filter((item) => item !== "");
}

function expectedField(key: string): string {
  const close = nearest(key, fields, 1);
  return `one of ${(close.length > 0 ? close : fields).join(", ")}`;
}
