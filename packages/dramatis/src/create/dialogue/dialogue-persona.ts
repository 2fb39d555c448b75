import type { Persona, Provenance, Statement } from "../../core/index.ts";
import { withProvenance } from "../provenance.ts";
import type { Candidate } from "./candidate.ts";

export interface DialoguePersonaOptions {
  name: string;
  kept: readonly Candidate[];
  /** Name of the method that read it. */
  method: string;
  /** Ids of the sessions that were read. */
  sessions: readonly string[];
}

/**
 * The persona of what was kept: statements s1, s2, … of the speaker, relations of the others. A speaker of whom nothing
 * is known has a name alone.
 */
export function dialoguePersona({ name, kept, method, sessions }: DialoguePersonaOptions): Persona {
  const own = kept.filter(({ relation }) => relation === undefined);
  const others = kept.flatMap((candidate) => (candidate.relation === undefined ? [] : [candidate]));
  const statements = own.map((candidate, i): Statement => {
    const { text, topic } = candidate;
    const provenance = [provenanceOf(candidate, method)];
    return { id: `s${i + 1}`, text, ...(topic === undefined ? {} : { topic }), provenance };
  });
  const persona: Persona = {
    schema: "dramatis.persona/1",
    name,
    ...(statements.length === 0 ? {} : { statements }),
    ...(others.length === 0 ? {} : { relations: others.flatMap(({ relation }) => relation ?? []) }),
    provenance: sessions.map((from) => ({ source: "extracted_dialogue", method, from })),
  };
  const sources = others.map((candidate, i): [string, Provenance[]] => {
    return [`relations.${i}`, [provenanceOf(candidate, method)]];
  });
  return withProvenance(persona, Object.fromEntries(sources));
}

function provenanceOf({ session, turns, quote, confidence, model }: Candidate, method: string): Provenance {
  const by = model === undefined ? {} : { model };
  const sure = Math.round(confidence * 1000) / 1000;
  return { source: "extracted_dialogue", method, ...by, quote, from: session, span: turns, confidence: sure };
}
