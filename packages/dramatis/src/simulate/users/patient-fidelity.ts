/**
 * How true a patient's sentences are to its record: what the record bears out, what it denies, and what is new.
 *
 * PatientSim [182], the part that needs no judge's grades: each sentence against each item of the record is 1 (it follows from
 * it), 0 or −1 (it denies it); a sentence of information that neither follows nor denies anything is new, and may be made up.
 * Here an NLI judges the pairs, the item as a sentence of the patient's being the premise. A sentence is of information unless
 * it is a question or a greeting, a thanks and the like, and bears on a field where it has a word of the field's or of the
 * item; the paper's model sorts sentences into five classes and says which of 23 fields they are about. Where that is left out,
 * small NLI models find denials between any two subjects. Fields that a list leaves empty deny: "I have no allergies". No
 * sentence of information gives null figures; pairs that cannot be judged are 0.
 *
 * @paper 182
 * @function
 * @needs nli
 */
import type { Nli, NliVerdict } from "../../core/index.ts";
import { FUNCTION_WORDS, sentences, words } from "../../transcript/index.ts";
import { type PatientRecord, RECORD_FIELDS, type RecordField, recordItems } from "./clinical-facet.ts";

/** −1 denies, 0 says nothing of it, 1 follows from it. */
export type RecordVerdict = -1 | 0 | 1;

/** One sentence of a patient, and what it says of each field of the record that there is. */
export interface RecordSentence {
  text: string;
  verdicts: Partial<Record<RecordField, RecordVerdict>>;
}

export interface PatientFidelity {
  sentences: RecordSentence[];
  /** Sentences of information. */
  informing: number;
  /** Share of the sentences of information that say what the record says, that deny it, and that are new. */
  entailed: number | null;
  contradicted: number | null;
  newInformation: number | null;
  /** Fields of the record that some sentence bears on, and how many fields there are. */
  covered: RecordField[];
  fields: number;
}

/** @throws what the NLI throws. @throws the signal's reason */
export async function patientFidelity(
  lines: readonly string[],
  record: PatientRecord,
  { nli, signal }: { nli: Nli; signal?: AbortSignal },
): Promise<PatientFidelity> {
  const told = lines.flatMap((line) => sentences(line).map((one) => one.trim())).filter(isInformation);
  const items = (Object.keys(RECORD_FIELDS) as RecordField[]).flatMap((field) =>
    RECORD_FIELDS[field] === null ? [] : itemSentences(record, field).map((premise) => ({ field, premise })),
  );
  const pairs = told.flatMap((hypothesis) =>
    items.filter((item) => bearsOn(hypothesis, item)).map((item) => ({ ...item, hypothesis })),
  );
  const asked = pairs.map(({ premise, hypothesis }) => ({ premise, hypothesis }));
  const judged = asked.length > 0 ? await nli.judge(asked, signal) : [];
  const found = told.map((text): RecordSentence => {
    const verdicts: RecordSentence["verdicts"] = Object.fromEntries(items.map(({ field }) => [field, 0]));
    for (const [i, { field, hypothesis }] of pairs.entries()) {
      if (hypothesis === text) verdicts[field] = worse(verdicts[field] ?? 0, verdictOf(judged[i] ?? null));
    }
    return { text, verdicts };
  });
  return fidelityOf(found);
}

/** Figures of sentences that were judged. */
export function fidelityOf(found: readonly RecordSentence[]): PatientFidelity {
  const has = ({ verdicts }: RecordSentence, sought: RecordVerdict): boolean =>
    Object.values(verdicts).includes(sought);
  const share = (holds: (sentence: RecordSentence) => boolean): number | null =>
    found.length === 0 ? null : found.filter(holds).length / found.length;
  const fields = new Set(found.flatMap(({ verdicts }) => Object.keys(verdicts) as RecordField[]));
  return {
    sentences: [...found],
    informing: found.length,
    entailed: share((one) => has(one, 1) && !has(one, -1)),
    contradicted: share((one) => has(one, -1)),
    newInformation: share((one) => !has(one, 1) && !has(one, -1)),
    covered: [...fields].filter((field) => found.some(({ verdicts }) => verdicts[field])),
    fields: fields.size,
  };
}

/** The label of the highest probability; 0 where nothing could be judged. */
export function verdictOf(verdict: NliVerdict | null): RecordVerdict {
  if (verdict === null) return 0;
  const { entail, neutral, contradict } = verdict;
  if (entail > neutral && entail > contradict) return 1;
  return contradict > neutral && contradict >= entail ? -1 : 0;
}

/** A denial stays one, whatever other items of the field say; what follows from one item is true of the field. */
function worse(a: RecordVerdict, b: RecordVerdict): RecordVerdict {
  return a === -1 || b === -1 ? -1 : a === 1 || b === 1 ? 1 : 0;
}

const NOT_INFORMATION =
  /\?\s*$|^(?:(?:yes|no|okay|ok|well|oh|please|sorry)[,.!\s]*)*(?:hi|hello|good (?:morning|evening|afternoon)|thanks|thank you|goodbye|bye|i see|i understand|you're welcome|all right|alright)?(?:,? (?:doctor|doc|very much|so much))?[.!\s]*$/iu;

function isInformation(sentence: string): boolean {
  return !NOT_INFORMATION.test(sentence);
}

/** Words by which a sentence is about a field, whatever the item. */
const ABOUT: Partial<Record<RecordField, RegExp>> = {
  age: /\b(?:years? old|age)\b/iu,
  tobacco: /smok|tobacco|cigar|\bvap/iu,
  alcohol: /alcohol|drink|drunk|beer|wine|liquor/iu,
  drugs: /\bdrugs?\b|cannabis|marijuana|\bweed\b|cocaine|heroin/iu,
  exercise: /exercis|sport|\bgym\b|jogg|work ?out/iu,
  maritalStatus: /married|single|divorced|widow|wife|husband/iu,
  children: /\bchild|\bkids?\b|\bsons?\b|daughter/iu,
  living: /\blive\b|living|\bhome\b/iu,
  occupation: /\bwork|\bjob\b|retired/iu,
  insurance: /insur/iu,
  allergies: /allerg/iu,
  familyHistory: /\b(?:family|mother|father|parents?|sister|brother|grand\w+)\b/iu,
  devices: /pacemaker|implant|device|hearing aid/iu,
  history: /\b(?:before|used to|diagnosed|surgery|operation|illness)/iu,
  pain: /\bpain\b.*\b(?:\d+|out of)\b/iu,
  medication: /\b(?:pills?|tablets?|medic\w+|\w+ mg|take|taking|took)\b/iu,
  arrival: /ambulance|\b(?:drove|walked in|brought|came here)\b/iu,
};

const LONG_ENOUGH = 4;

/** By a word of the field, or a content word of the item; words with one beginning are alike. */
function bearsOn(sentence: string, { field, premise }: { field: RecordField; premise: string }): boolean {
  if (ABOUT[field]?.test(sentence)) return true;
  const content = (text: string): string[] =>
    words(text).filter((word) => word.length >= LONG_ENOUGH && !FUNCTION_WORDS.has(word));
  const own = content(premise);
  return content(sentence).some((word) => own.some((other) => word.startsWith(other) || other.startsWith(word)));
}

const NONE = /^(?:none|no|nothing|denied|denies|n\/a|no known .*)$/iu;

/** How a patient would say each item. */
const SAID: Partial<Record<RecordField, { item: (text: string) => string; none: string }>> = {
  age: { item: (text) => `I am ${text} years old.`, none: "" },
  gender: { item: (text) => `I am ${text}.`, none: "" },
  tobacco: { item: (text) => `On smoking: ${text}.`, none: "I do not smoke." },
  alcohol: { item: (text) => `On alcohol: ${text}.`, none: "I do not drink alcohol." },
  drugs: { item: (text) => `On drugs: ${text}.`, none: "I take no drugs." },
  children: { item: (text) => `Children: ${text}.`, none: "I have no children." },
  allergies: { item: (text) => `I am allergic to ${text}.`, none: "I have no allergies to anything." },
  devices: { item: (text) => `I have ${text}.`, none: "I have no medical devices." },
  history: { item: (text) => `I had or have ${text}.`, none: "I had no illnesses before." },
  familyHistory: { item: (text) => `In my family there is ${text}.`, none: "There are no illnesses in my family." },
  positive: { item: (text) => `I have ${text}.`, none: "" },
  negative: { item: (text) => `I do not have ${text}.`, none: "" },
  medication: { item: (text) => `I take ${text}.`, none: "I take no medicines." },
  pain: { item: (text) => `My pain is ${text} of 10.`, none: "" },
};

function itemSentences(record: PatientRecord, field: RecordField): string[] {
  const given = record[field];
  if (given === undefined) return [];
  const said = SAID[field] ?? { item: (text: string) => `${RECORD_FIELDS[field]}: ${text}.`, none: "" };
  const items = recordItems(given);
  const isNone = items.length === 0 || (items.length === 1 && NONE.test(items[0] as string));
  return (isNone ? [said.none] : items.map(said.item)).filter((text) => text !== "");
}
