import { dirname, relative, resolve } from "node:path";
import { InputError, type Suite, type SuiteItem, UnknownNameError } from "../../core/index.ts";
import { catalogue, DEFAULT_SET } from "../../measure/index.ts";
import { type LoadedPersona, renderPersona } from "../../persona/index.ts";
import { promptfooConfig } from "../../report/index.ts";

export interface ExportSuite {
  persona: LoadedPersona;
  suite: Suite;
  /** Where the configuration will be; the persona's file is named from there. */
  out: string;
  /** Score every item; by default those that the item's kind is made for. */
  measures?: readonly string[] | undefined;
  model?: string | undefined;
  seed?: number | undefined;
  repeats?: number | undefined;
}

/** Kinds of questions that a measure of their own scores without a judge; others get what any reply can be scored by. */
const MEASURES_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  "yes-no": ["probe-answers"],
  bait: ["bait-resistance"],
  lore: ["lore-recall"],
  prompt: ["prompt-protection"],
};

/**
 * A suite as the text of a promptfoo configuration, which asks the same questions and has them scored by our measures.
 *
 * @throws InputError for a persona that came from no file, for promptfoo reads it there. @throws UnknownNameError for a
 *   measure that is in no catalogue.
 */
export function suiteForPromptfoo({ persona, suite, out, measures, model, seed, repeats }: ExportSuite): string {
  if (persona.path === "-") {
    const fix = "write the persona to a file and name that";
    throw new InputError({
      where: "-",
      found: "a persona from standard input",
      expected: "a file, which promptfoo reads",
      fix,
    });
  }
  const names = catalogue.map(({ name }) => name);
  for (const name of measures ?? []) {
    if (!names.includes(name)) throw new UnknownNameError("measure", name, names);
  }
  const file = relative(dirname(resolve(out)), resolve(persona.path));
  return promptfooConfig({
    suite,
    persona: { name: persona.persona.name, version: persona.version, file },
    system: renderPersona(persona.persona).system,
    measuresOf: ({ kind }: SuiteItem) => measures ?? MEASURES_OF_KIND[kind] ?? DEFAULT_SET,
    ...(model !== undefined && { model }),
    ...(seed !== undefined && { seed }),
    ...(repeats !== undefined && { repeats }),
  });
}
