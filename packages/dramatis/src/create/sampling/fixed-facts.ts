import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Model, Persona, Provenance, Statement } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { CONSISTENT } from "./complete-profiles.prompts.ts";

type Facts = NonNullable<NonNullable<Persona["identity"]>["social"]>;

/** What a model may add to but not change. */
export function fixedFacts({ identity }: Persona): Facts {
  return identity?.social ?? {};
}

/** What a model gives back of the facts that it was given; a fact left out or changed in any way shows. */
export const factsShape: z.ZodType<Facts> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.array(z.string())]),
);

export function areUnchanged(persona: Persona, given: Facts): boolean {
  return isDeepStrictEqual(fixedFacts(persona), given);
}

const verdict = z.object({ consistent: z.boolean(), reasons: z.array(z.string()) });

/** Whether a model sees no contradiction in a profile; null where its answer cannot be read. */
export async function isConsistent(model: Model, profile: unknown, signal?: AbortSignal): Promise<boolean | null> {
  const answer = await askJson(
    model,
    { task: CONSISTENT, material: { profile }, shape: verdict, temperature: 0 },
    signal,
  );
  return answer === null ? null : answer.consistent;
}

/** The persona with sentences on topics as further statements, under ids that it does not have yet. */
export function withStatements(persona: Persona, added: Readonly<Record<string, string[]>>, made: Provenance): Persona {
  const before = persona.statements ?? [];
  const taken = new Set(before.map(({ id }) => id));
  const idOf = (topic: string, number: number): string => {
    const id = `${topic}-${number}`;
    return taken.has(id) ? idOf(topic, number + 1) : id;
  };
  const fresh = Object.entries(added).flatMap(([topic, texts]) =>
    texts.map((text): Statement => {
      const id = idOf(topic, 1);
      taken.add(id);
      return { id, text: text.trim(), topic, provenance: [made] };
    }),
  );
  return { ...persona, statements: [...before, ...fresh] };
}
