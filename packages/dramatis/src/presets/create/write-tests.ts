import { InputError, random, UnsupportedError } from "../../core/index.ts";
import { type CreationReport, tally } from "../../create/index.ts";
import {
  parseInstrument,
  type SituationalTest,
  writeParallelForms,
  writeSituationalTests,
} from "../../measure/psychometrics/index.ts";
import { type Meter, meter } from "../../model/index.ts";
import { type HelpOptions, openHelp } from "../open/open-help.ts";

/** What judgement tests are to tell of somebody. */
export interface Attribute {
  /** Such as "honesty". */
  name: string;
  /** Such as "says what is true even when it costs". */
  meaning: string;
}

export interface WriteTestsOptions extends HelpOptions {
  /** Whose situations these are, such as "a nurse on a night shift". */
  jobs: readonly string[];
  attributes: readonly Attribute[];
  /** Of each attribute for each job. */
  count?: number;
  /** Has another form of each test written, by which consistency is seen. */
  parallel?: boolean;
  /** Of the order in which actions stand in the file. */
  seed?: number;
  /** Told of each test, whose id is like no other's, and who wrote it. */
  onTest: (test: SituationalTest, writer: string) => Promise<void>;
  onStart?: (meter: Meter) => void;
  signal?: AbortSignal;
}

/**
 * Has a chat model write situational judgement tests [106], each action keyed by the model that wrote it: nobody has checked the
 * keys.
 *
 * @returns what was asked, kept and dropped
 * @throws InputError where no test could be used. @throws UnsupportedError without a chat model. @throws ModelError, BudgetError
 */
export async function writeTests(options: WriteTestsOptions): Promise<CreationReport> {
  const { jobs, attributes, count = 8, parallel = false, seed = 42, onTest, onStart, signal } = options;
  const spending = meter({ cap: options.maxCost });
  const counts = tally();
  const { model } = await openHelp([], spending, options);
  if (model === undefined) throw new UnsupportedError("writing tests", "actor", "add --model openai:MODEL");
  const writer = counts.counted(model);
  onStart?.(spending);
  const draws = random(seed);
  let written = 0;
  for (const role of jobs) {
    for (const { name: attribute, meaning } of attributes) {
      const brief = { role, attribute, meaning };
      const tests = await writeSituationalTests(writer, { ...brief, count }, signal);
      const forms = parallel ? await writeParallelForms(writer, { ...brief, tests }, signal) : [];
      const asked = parallel ? 2 * count : count;
      counts.ask(asked);
      counts.keep(tests.length + forms.length);
      if (asked > tests.length + forms.length) counts.drop("not usable", asked - tests.length - forms.length);
      const ids = new Map(tests.map(({ id }) => [id, String(++written)]));
      for (const test of [...tests, ...forms]) {
        const { parallelTo } = test;
        const told = {
          ...test,
          id: ids.get(test.id) ?? String(++written),
          actions: draws.shuffle(test.actions),
          ...(parallelTo !== undefined && { parallelTo: ids.get(parallelTo) as string }),
        };
        await onTest(told, writer.id);
      }
    }
  }
  if (written > 0) return counts.report();
  const found = `no test that can be used, of ${counts.report().asked}`;
  throw new InputError({ where: writer.id, found, expected: "tests", fix: "name a larger model with --model" });
}

/**
 * Tests as the text of an instrument file that `dramatis survey` takes.
 *
 * @throws InputError for tests that are no instrument
 */
export function testsFile(
  tests: readonly SituationalTest[],
  { name, writer, attributes }: { name: string; writer: string; attributes: readonly Attribute[] },
): string {
  const file = {
    schema: "dramatis.instrument/1",
    name,
    title: `Situational judgement: ${attributes.map((attribute) => attribute.name).join(", ")}`,
    licence: "as the terms of the model that wrote it",
    source: `written and keyed by ${writer}; not checked by people, not validated`,
    choices: "judgement",
    scales: attributes
      .map(({ name: id }) => ({ id }))
      .filter(({ id }) => tests.some(({ actions }) => actions.some(({ scores }) => id in scores))),
    items: tests.map(({ id, situation, actions, parallelTo }) => ({
      id,
      text: { en: situation },
      options: actions.map(({ text, scores }) => ({ text: { en: text }, scores })),
      ...(parallelTo !== undefined && { parallelTo }),
    })),
  };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  parseInstrument(text, name, "json");
  return text;
}
