import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError, oneLine, type Persona, type Suite } from "../../core/index.ts";
import { type LoadedPersona, readSuite, suiteText } from "../../persona/index.ts";
import { type CheckPair, writeWhole } from "../../run/index.ts";
import { writeTranscript } from "../../transcript/index.ts";
import { openPlayers } from "../interview/interview-players.ts";
import type { OpenedInterview, OpenInterview } from "../interview/open-interview.ts";
import { partsLine } from "../interview/player.ts";
import { ASK_DEFAULTS, type AskedSuite, askSuites } from "./ask-suite.ts";
import { autoSuite } from "./auto-suite.ts";
import type { AnswerMode } from "./choose-answer.ts";
import { driftSuite } from "./drift-suite.ts";

export interface OpenSuite extends Omit<OpenInterview, "turns"> {
  suites: readonly Suite[];
  /** Of questions with a fixed set of answers; by probabilities, where the model gives them. */
  answers?: AnswerMode | undefined;
}

/** A check that asks suites, one a persona, in place of an interview. @throws InputError, UnsupportedError */
export async function openSuite(options: OpenSuite): Promise<OpenedInterview> {
  const { personas, suites, roles, judges, seed } = options;
  const { repeats = ASK_DEFAULTS.repeats, answers = "probabilities" } = options;
  const { model, player } = await openPlayers({ ...options, roles: { ...roles, user: roles.actor } });
  const plan = { personas: personas.map(({ version }) => version), model: model.id, suites, repeats, answers };
  return {
    actor: model,
    plan: { ...plan, ...player.made },
    hold: async (run, { onNotice, ...hooks }) => {
      const asked = personas.map((persona, i) => ({
        persona,
        suite: suites[i] as Suite,
        model,
        player,
        answers,
        seed,
        repeats,
      }));
      const held = await askSuites(asked, { run, ...hooks });
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
      const summary = `asked a suite of ${items} items${times}, each in a conversation of its own; seed ${seed}.`;
      const card = [summary, ...chosenLine(held), ...partsLine(player)].join(" ") + selfJudged;
      return { pairs, witnesses: [...judges, { role: "actor", id: model.id, card }] };
    },
  };
}

/** How many items were answered by probabilities, where any were. */
function chosenLine(held: readonly AskedSuite[]): string[] {
  const all = held.flatMap(({ transcripts }) => transcripts);
  const chosen = all.filter(({ messages }) => messages.some(({ evidence }) => evidence?.probabilities !== undefined));
  return chosen.length === 0
    ? []
    : [`${chosen.length} conversations are answered by the probabilities of the answers.`];
}

/** The suites that are made by rules, by the name that `--suite` takes, and what stands before `.suite.yaml`. */
const MADE: Record<string, { infix: string; make: (persona: Persona, options: { seed: number }) => Promise<Suite> }> = {
  auto: { infix: "", make: async (...options) => autoSuite(...options) },
  drift: { infix: ".drift", make: driftSuite },
};

/**
 * The suites that `--suite` names: a file, asked of every persona, or "auto" or "drift" for one made of each persona by
 * rules, which is written beside it (`ada.suite.yaml`, `ada.drift.suite.yaml`) to be edited. One that is there already is
 * asked as it stands when it was made of the same persona with the same seed, edited or not.
 *
 * @throws InputError for a file that is no suite, or one of another persona version where one would be written.
 */
export async function suitesFor(
  named: string,
  personas: readonly LoadedPersona[],
  options: { seed: number; onNotice?: ((line: string) => void) | undefined },
): Promise<Suite[]> {
  const made = MADE[named];
  if (made === undefined) {
    const suite = await readSuite(named);
    return personas.map(() => suite);
  }
  const suites: Suite[] = [];
  for (const persona of personas) {
    const suite = await made.make(persona.persona, options);
    suites.push(await keptSuite(suite, persona, { infix: made.infix, onNotice: options.onNotice }));
  }
  return suites;
}

async function keptSuite(
  suite: Suite,
  { path, version }: LoadedPersona,
  { infix, onNotice }: { infix: string; onNotice: ((line: string) => void) | undefined },
): Promise<Suite> {
  if (path === "-") return suite;
  const file = `${path.replace(/(\.persona)?\.[^.]+$/, "")}${infix}.suite.yaml`;
  if (!existsSync(file)) {
    writeWhole(file, suiteText(suite));
    onNotice?.(`wrote ${file}: ${suite.items.length} items; edit it, and ask it again with --suite ${file}`);
    return suite;
  }
  const kept = await readSuite(file);
  if (kept.personaVersion === version && kept.seed === suite.seed) return kept;
  throw new InputError({
    where: file,
    found: "a suite of another version of the persona, or of another seed",
    expected: "one of this version",
    fix: `ask it as it is with --suite ${file}, or delete it for a new one`,
  });
}
