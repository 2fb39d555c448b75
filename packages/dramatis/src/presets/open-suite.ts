import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError, oneLine, type Suite } from "../core/index.ts";
import { type LoadedPersona, readSuite, suiteText } from "../persona/index.ts";
import { type CheckPair, writeWhole } from "../run/index.ts";
import { writeTranscript } from "../transcript/index.ts";
import { ASK_DEFAULTS, askSuites } from "./ask-suite.ts";
import { autoSuite } from "./auto-suite.ts";
import { openPlayers } from "./interview-players.ts";
import type { OpenedInterview, OpenInterview } from "./open-interview.ts";

export interface OpenSuite extends Omit<OpenInterview, "turns"> {
  suites: readonly Suite[];
}

/** A check that asks suites, one a persona, in place of an interview. @throws InputError, UnsupportedError */
export async function openSuite(options: OpenSuite): Promise<OpenedInterview> {
  const { personas, suites, roles, open, judges, seed, concurrency, repeats = ASK_DEFAULTS.repeats } = options;
  const { model } = await openPlayers({ ...roles, user: roles.actor }, open);
  return {
    plan: { personas: personas.map(({ version }) => version), model: model.id, suites, repeats },
    hold: async (run, { onNotice, ...hooks }) => {
      const asked = personas.map((persona, i) => ({ persona, suite: suites[i] as Suite, model, seed, repeats }));
      const held = await askSuites(asked, { concurrency, run, ...hooks });
      for (const { persona, failures, transcripts } of held) {
        const [first] = failures;
        if (first === undefined) continue;
        const of = failures.length + transcripts.length;
        onNotice?.(oneLine(`${persona.persona.name}: ${failures.length} of ${of} items broke off: ${first.message}`));
      }
      writeWhole(
        join(run.folder, "transcripts.jsonl"),
        writeTranscript(held.flatMap(({ transcripts }) => transcripts)),
      );
      const pairs = held.map(
        ({ persona, transcripts }): CheckPair => ({ persona, transcripts, speaker: persona.persona.name }),
      );
      const items = suites.reduce((sum, suite) => sum + suite.items.length, 0);
      const times = repeats === 1 ? "" : `, each ${repeats} times`;
      const selfJudged = judges.some(({ id }) => id.includes(model.id)) ? " It judges itself." : "";
      const card = `asked a suite of ${items} items${times}, each in a conversation of its own; seed ${seed}.${selfJudged}`;
      return { pairs, witnesses: [...judges, { role: "actor", id: model.id, card }] };
    },
  };
}

/**
 * The suites that `--suite` names: a file, asked of every persona, or "auto" for one made of each persona by rules, which
 * is written beside it (`ada.suite.yaml`) to be edited. One that is there already is asked as it stands when it was made of
 * the same persona with the same seed, edited or not.
 *
 * @throws InputError for a file that is no suite, or one of another persona version where "auto" would write.
 */
export async function suitesFor(
  named: string,
  personas: readonly LoadedPersona[],
  { seed, onNotice }: { seed: number; onNotice?: ((line: string) => void) | undefined },
): Promise<Suite[]> {
  if (named !== "auto") {
    const suite = await readSuite(named);
    return personas.map(() => suite);
  }
  const suites: Suite[] = [];
  for (const persona of personas) suites.push(await keptSuite(persona, { seed, onNotice }));
  return suites;
}

async function keptSuite(
  { persona, path, version }: LoadedPersona,
  { seed, onNotice }: { seed: number; onNotice?: ((line: string) => void) | undefined },
): Promise<Suite> {
  const suite = autoSuite(persona, { seed });
  if (path === "-") return suite;
  const file = `${path.replace(/(\.persona)?\.[^.]+$/, "")}.suite.yaml`;
  if (!existsSync(file)) {
    writeWhole(file, suiteText(suite));
    onNotice?.(`wrote ${file}: ${suite.items.length} items; edit it, and ask it again with --suite ${file}`);
    return suite;
  }
  const kept = await readSuite(file);
  if (kept.personaVersion === version && kept.seed === seed) return kept;
  throw new InputError({
    where: file,
    found: "a suite of another version of the persona, or of another seed",
    expected: "one of this version",
    fix: `ask it as it is with --suite ${file}, or delete it for a new one`,
  });
}
