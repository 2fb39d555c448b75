import type { Model } from "../../core/index.ts";
import type { Participant } from "../conversation.ts";
import { DOCTOR_LAST, DOCTOR_TASK } from "./patient.prompts.ts";
import { PATIENT_TURNS } from "./patient.ts";
import { userLine } from "./user-line.ts";

/**
 * A doctor who takes a patient's history, one question a turn, and with the last turn names what it may be: the other side of
 * `patient`, for trials of patients. PatientSim [182]: temperature 1, thirty turns at most.
 */
export function doctor({
  model,
  name = "doctor",
  seed = 42,
  turns = PATIENT_TURNS,
}: {
  model: Model;
  name?: string;
  seed?: number;
  turns?: number;
}): Participant {
  const voice = { name, model, seed, brief: DOCTOR_TASK, settings: { temperature: 1, maxTokens: 200 } };
  return {
    name,
    speak: (history, { signal }) => {
      const before = history.filter(({ speaker }) => speaker === name).length;
      return userLine(voice, history, { signal, ask: before + 1 >= turns ? DOCTOR_LAST : "" });
    },
  };
}
