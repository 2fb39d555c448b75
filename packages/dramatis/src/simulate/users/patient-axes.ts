import { contentId, random } from "../../core/index.ts";

export const PERSONALITIES = ["plain", "verbose", "pleasing", "impatient", "distrust", "overanxious"] as const;
/** Levels of the CEFR, two bands each. */
export const LANGUAGE_LEVELS = ["A", "B", "C"] as const;
export const RECALLS = ["low", "high"] as const;
/** From clear to the most dazed; "moderate" is passed through and is no patient's start. */
export const DAZED_LEVELS = ["normal", "moderate", "high"] as const;

/** How a patient talks and what it remembers. */
export interface PatientAxes {
  personality: (typeof PERSONALITIES)[number];
  language: (typeof LANGUAGE_LEVELS)[number];
  recall: (typeof RECALLS)[number];
  dazed: (typeof DAZED_LEVELS)[number];
}

const DAZED: PatientAxes = { personality: "plain", language: "B", recall: "high", dazed: "high" };

/** Every patient that there may be: 6 × 3 × 2 who are clear, and one who is dazed; 37 (PatientSim [182]). */
export function enumeratePatients(): PatientAxes[] {
  const clear = PERSONALITIES.flatMap((personality) =>
    LANGUAGE_LEVELS.flatMap((language) =>
      RECALLS.map((recall): PatientAxes => ({ personality, language, recall, dazed: "normal" })),
    ),
  );
  return [...clear, { ...DAZED }];
}

/** Whether it is one of the 37. */
export function isPatient(axes: PatientAxes): boolean {
  return axes.dazed === "normal" || contentId(axes) === contentId(DAZED);
}

/**
 * Axes for patients, one for each diagnosis in the list: no combination comes more than once oftener than another, neither in
 * all nor among those of one diagnosis. Dealt round a shuffled deck, diagnosis after diagnosis.
 */
export function balancedPatients(diagnoses: readonly string[], { seed = 0 }: { seed?: number } = {}): PatientAxes[] {
  const deck = random(seed).shuffle(enumeratePatients());
  const order = diagnoses.map((_, i) => i).sort((a, b) => compare(diagnoses[a], diagnoses[b]) || a - b);
  const dealt: PatientAxes[] = [];
  for (const [place, i] of order.entries()) dealt[i] = deck[place % deck.length] as PatientAxes;
  return dealt;
}

function compare(a = "", b = ""): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
