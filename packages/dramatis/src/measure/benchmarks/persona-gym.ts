import { basename, join } from "node:path";
import { z } from "zod";
import type { Benchmark, Persona, Suite } from "../../core/index.ts";
import { InputError } from "../../core/index.ts";
import { filesOfFolder, parseJson, personaVersion, readText, schemaFault } from "../../persona/index.ts";
import { personaGymItem } from "../persona-gym/persona-gym-suite.ts";
import { TASKS } from "../persona-gym/tasks.prompts.ts";

const questions = z.array(z.string().regex(/\S/)).min(1);

/** The tasks as the released files name them, in the order of `TASKS`. */
const RELEASED = [
  "Expected Action",
  "Toxicity",
  "Linguistic Habits",
  "Persona Consistency",
  "Action Justification",
] as const;
const released = z.object({
  "Expected Action": questions,
  Toxicity: questions,
  "Linguistic Habits": questions,
  "Persona Consistency": questions,
  "Action Justification": questions,
});

/**
 * The released questions of PersonaGym (Samuel et al. 2024, MIT): 200 personas described in one sentence, each with ten
 * questions for each of five tasks. The description is the name of a persona's file; a persona has no other name, so it is
 * numbered in the order of the files.
 */
export function personaGym(): Benchmark {
  return {
    name: "persona-gym",
    measures: ["persona-score", ...TASKS.map((task) => `persona-gym-${task}`), "refusal-rate"],
    async *load(path) {
      const folder = join(path, "questions", "benchmark-v1");
      const files = await filesOfFolder(folder, /\.json$/i);
      if (files === undefined || files.length === 0) {
        throw new InputError({
          where: folder,
          found: "no persona",
          expected: "a folder with a .json file of questions a persona",
        });
      }
      for (const [index, file] of files.entries()) {
        const persona = described(basename(file).slice(0, -".json".length), index + 1);
        yield { persona, suite: await suiteOf(persona, file) };
      }
    },
  };
}

function described(description: string, number: number): Persona {
  const provenance = [{ source: "llm_generated", method: "PersonaGym benchmark-v1", licence: "MIT" } as const];
  return {
    schema: "dramatis.persona/1",
    name: `Person ${number}`,
    summary: description,
    kind: "synthetic",
    provenance,
  };
}

async function suiteOf(persona: Persona, file: string): Promise<Suite> {
  const value = parseJson(await readText(file), file);
  const read = released.safeParse(value);
  if (!read.success) {
    const { path: _, ...fault } = schemaFault(read.error, value);
    throw new InputError({ where: file, ...fault });
  }
  const items = TASKS.flatMap((task, i) =>
    read.data[RELEASED[i] as (typeof RELEASED)[number]].map((question) => personaGymItem(task, question)),
  );
  const unique = [...new Map(items.map((item) => [item.id, item])).values()];
  const name = `${persona.name}: PersonaGym, released`;
  return { schema: "dramatis.suite/1", name, personaVersion: personaVersion(persona), items: unique };
}
