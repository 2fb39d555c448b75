/**
 * A patient on four axes, who knows what hurts and never what it is called.
 *
 * PatientSim, Kyung et al. 2025 (dek924/PatientSim): personality × language by CEFR × recall, and one who is dazed, 37 in all
 * (`enumeratePatients`); sentences of at most twenty words, three of them, eight where the patient is talkative; a last line
 * that says the axes again; temperature .7. One who is dazed starts so, whatever the personality, and clears by a stage with
 * every fourth reassuring turn of the doctor (published as about every four to five), which a list of phrases tells. The
 * diagnosis is never in the prompt, save where the doctor said it: a record or persona that names it elsewhere is refused.
 * We depart: bullets and words are ours; the disposition is not told either, being decided later; with its last turn the
 * patient asks for the five likeliest illnesses after [DDX], so that any assistant can be the doctor. Whether the diagnosis is
 * among them is decided by its words: another name for it does not count, and wants a judge.
 *
 * @paper 182
 * @function
 * @needs actor
 */
import { InputError, type Message, type Model, type Persona } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { words } from "../../transcript/index.ts";
import { type Clinical, clinicalOf, RECORD_FIELDS, type RecordField, recordItems } from "./clinical-facet.ts";
import { ASKS_DDX, DAZED, LANGUAGE, PATIENT_TASK, PERSONALITY, REASSURING, RECALL } from "./patient.prompts.ts";
import { DAZED_LEVELS, type PatientAxes } from "./patient-axes.ts";
import { privately, type SimulatedUser } from "./simulated-user.ts";
import { userLine } from "./user-line.ts";

export interface PatientOptions {
  /** With `facets.clinical`. */
  persona: Persona;
  /** Over the persona's own; plain, B, high and clear where neither says. */
  axes?: PatientAxes | undefined;
  model: Model;
  seed?: number;
  opening?: string | undefined;
  mostTurns?: number;
}

export const PATIENT_TURNS = 30;

const DEFAULT_AXES: PatientAxes = { personality: "plain", language: "B", recall: "high", dazed: "normal" };

/**
 * @throws InputError for a persona without a record, and where the diagnosis stands in what the patient would be told
 */
export function patient({
  persona,
  axes,
  model,
  seed = 42,
  opening,
  mostTurns = PATIENT_TURNS,
}: PatientOptions): SimulatedUser {
  const { name } = persona;
  const clinical = clinicalOf(persona);
  const { record } = clinical;
  const own = axes ?? clinical.axes ?? DEFAULT_AXES;
  const diagnosis = typeof record.diagnosis === "string" ? record.diagnosis : undefined;
  refuseNamed(patientPrompt({ persona, clinical, axes: own }), { name, diagnosis });

  return {
    kind: "patient",
    name,
    mostTurns,
    async speak(history, { signal }) {
      const dazed = dazedNow(own.dazed, history, name);
      const brief = patientPrompt({ persona, clinical, axes: { ...own, dazed } });
      const turn = history.filter(({ speaker }) => speaker === name).length;
      const voice = { name, model, seed, brief, settings: { temperature: 0.7, maxTokens: 240 } };
      const line = turn === 0 && opening !== undefined ? { text: opening } : await userLine(voice, history, { signal });
      const noted = { ...privately(diagnosis === undefined ? [] : [diagnosis], history, name), dazed };
      if (turn + 1 < mostTurns) return { ...line, evidence: { ...line.evidence, ...noted } };
      const scripted = "it asks for the diagnosis";
      return { ...line, text: `${line.text}\n${ASKS_DDX}`, evidence: { ...line.evidence, ...noted, scripted } };
    },
    over(messages) {
      const last = messages.at(-1);
      return last !== undefined && last.speaker !== name && likeliest(last.text) !== null
        ? "the doctor said what it may be"
        : null;
    },
    outcome(messages) {
      if (diagnosis === undefined) return { reached: null, by: "nothing", why: "the record has no diagnosis" };
      const named = messages.filter(({ speaker }) => speaker !== name).map(({ text }) => likeliest(text));
      const last = named.findLast((list) => list !== null);
      if (last == null) return { reached: false, by: "rule", why: "the doctor did not say what it may be" };
      const rank = rankOf(diagnosis, last);
      const why =
        rank === null ? `${diagnosis} is not among the ${last.length} named` : `${diagnosis} is number ${rank}`;
      return { reached: rank !== null, by: "rule", why };
    },
  };
}

/** All that a patient's model is told before the talk. */
export function patientPrompt({
  persona,
  clinical: { record },
  axes,
}: {
  persona: Persona;
  clinical: Clinical;
  axes: PatientAxes;
}): string {
  const { personality, language, recall, dazed } = axes;
  const isDazed = dazed !== "normal";
  const manner = isDazed ? DAZED[dazed] : PERSONALITY[personality];
  const known = Object.entries(RECORD_FIELDS).flatMap(([field, heading]) => {
    const given = record[field as RecordField];
    return heading === null || given === undefined ? [] : [`${heading}: ${recordItems(given).join("; ") || "none"}`];
  });
  const samples = Object.entries(LANGUAGE[language].words).map(([what, list]) => `${what}: ${list.join(", ")}`);
  const bullets = [...manner.bullets, ...LANGUAGE[language].bullets, ...samples, ...RECALL[recall].bullets];
  const most = personality === "verbose" && !isDazed ? 8 : 3;
  const headlines = [manner, LANGUAGE[language], RECALL[recall], ...(isDazed ? [] : [DAZED.normal])];
  return [
    renderPersona(persona).system,
    PATIENT_TASK,
    `What you know:\n${listed(known)}`,
    `How you are:\n${listed(bullets)}`,
    `Answer in at most ${most} sentences of at most 20 words each, without your name before them.`,
    `Remember: you are ${headlines.map(({ headline }) => headline).join("; ")}.`,
  ].join("\n\n");
}

/** Reassuring turns of the doctor that clear a patient by one stage. */
const FADES_AFTER = 4;

/** How dazed a patient is now that the doctor has said all this. */
export function dazedNow(start: PatientAxes["dazed"], history: readonly Message[], name: string): PatientAxes["dazed"] {
  const calm = history.filter(({ speaker, text }) => speaker !== name && REASSURING.test(text)).length;
  const stage = DAZED_LEVELS.indexOf(start) - Math.floor(calm / FADES_AFTER);
  return DAZED_LEVELS[Math.max(0, stage)] as PatientAxes["dazed"];
}

const MOST_NAMED = 5;

/** The illnesses after [DDX], the likeliest first, five at most; null where there is no such list. */
export function likeliest(reply: string): string[] | null {
  const [, list] = reply.split(/\[\s*DDX\s*\]:?/iu);
  if (list === undefined) return null;
  const lines = list.includes("\n") || !list.includes(",") ? list.split("\n") : list.split(",");
  return lines
    .map((line) => line.replace(/^[\s\-*•]*(?:\d+\s*[.):]\s*)?/u, "").trim())
    .filter((line) => line !== "")
    .slice(0, MOST_NAMED);
}

/** Place of the first illness that has the words of the diagnosis in a row, from 1; null for none. */
export function rankOf(diagnosis: string, named: readonly string[]): number | null {
  const at = named.findIndex((one) => holds(one, diagnosis));
  return at < 0 ? null : at + 1;
}

function holds(text: string, phrase: string): boolean {
  const key = words(phrase).join(" ");
  return key !== "" && ` ${words(text).join(" ")} `.includes(` ${key} `);
}

function refuseNamed(prompt: string, { name, diagnosis }: { name: string; diagnosis: string | undefined }): void {
  if (diagnosis === undefined) return;
  const line = prompt.split("\n").find((one) => holds(one, diagnosis));
  if (line === undefined) return;
  throw new InputError({
    where: name,
    found: `the diagnosis in what the patient is told: ${JSON.stringify(line.slice(0, 80))}`,
    expected: "it in facets.clinical.record.diagnosis alone",
    fix: "say what the patient feels or was told in other words",
  });
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}
