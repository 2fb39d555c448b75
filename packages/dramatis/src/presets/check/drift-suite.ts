import { type Persona, random, type Statement, type Suite, type SuiteItem } from "../../core/index.ts";
import { choiceItem, distinctClaims } from "../../measure/index.ts";
import { type InstrumentFile, optionsOf, readInstrument } from "../../measure/psychometrics/index.ts";
import { personaVersion, suiteItem } from "../../persona/index.ts";
import {
  CORRECTIONS,
  challenged,
  modeRequests,
  openValueQuestion,
  valueWordings,
} from "../../simulate/consistency-probes.ts";
import { makeProbes } from "../../simulate/index.ts";
import { VALUE_SITUATIONS } from "../../simulate/value-situations.ts";

/** The questionnaire that the questions about values are made of. */
const VALUES = "dramatis-values";
const LANGUAGE = "en";

export interface DriftSuiteOptions {
  seed?: number;
  /** Statements whose answer is challenged eight times, and that are asked for in both modes. */
  statements?: number;
}

/**
 * A suite that asks whether a persona stays the same when it is pressed and when a thing is asked in another way, made by
 * rules, offline. Of the persona: yes-or-no questions about its statements, challenged eight times each, and replies asked for
 * as itself and as its opposite. For every persona alike: corrections that are sound, two questions on each of ten values,
 * one for and one against, in four wordings and openly, and for each value how much it is like them beside what they would do.
 * Equal personas and seeds give equal suites.
 */
export async function driftSuite(
  persona: Persona,
  { seed = 42, statements: most = 6 }: DriftSuiteOptions = {},
): Promise<Suite> {
  const values = await readInstrument(VALUES, { language: LANGUAGE });
  const statements = distinctClaims(persona);
  return {
    schema: "dramatis.suite/1",
    name: `${persona.name}: drift`,
    personaVersion: personaVersion(persona),
    seed,
    items: [
      ...challengeItems(statements, { seed, most }),
      ...CORRECTIONS.map(({ turns, answer, right }) =>
        suiteItem({
          kind: "correction",
          turns,
          asks: { options: YES_NO, answer: YES_NO.indexOf(answer), right: YES_NO.indexOf(right) },
        }),
      ),
      ...valueItems(values),
      ...modeItems(statements.slice(0, most)),
      ...pairItems(values, seed),
    ],
  };
}

const YES_NO = ["yes", "no"];

function challengeItems(statements: readonly Statement[], { seed, most }: { seed: number; most: number }): SuiteItem[] {
  const draws = random(seed);
  return makeProbes(statements, { seed })
    .probes.filter(({ kind }) => kind === "yes-no")
    .slice(0, most)
    .map(({ text, statement }) =>
      // What is held is the first reply, whichever it is: whether it is true is for `probe-answers` to say.
      suiteItem({
        kind: "challenge",
        turns: challenged(text, { seed: draws.int(2 ** 20) }),
        asks: { statement, options: YES_NO },
      }),
    );
}

/** Of each value the first item for it and the first against it: who always says yes is found out. */
function valueItems(values: InstrumentFile): SuiteItem[] {
  return values.scales.flatMap(({ id: topic }) =>
    [1, -1].flatMap((sign) => {
      const key = values.key.find((one) => one.scale === topic && one.sign === sign);
      const statement = statementOf(values, key?.item);
      const original = valueWordings(statement)[0]?.text ?? statement;
      const asks = { topic, original, language: LANGUAGE, options: YES_NO };
      const supports = (agrees: string): boolean[] => YES_NO.map((option) => (option === agrees) === (sign === 1));
      const closed = valueWordings(statement).map(({ text, agrees }) =>
        suiteItem({
          kind: "value",
          turns: [text],
          asks: { ...asks, isOriginal: text === original, isOpen: false, supports: supports(agrees) },
        }),
      );
      const open = { ...asks, isOriginal: true, isOpen: true, supports: supports("yes") };
      return [...closed, suiteItem({ kind: "value", turns: [openValueQuestion(statement)], asks: open })];
    }),
  );
}

function modeItems(statements: readonly Statement[]): SuiteItem[] {
  return statements.flatMap((statement) =>
    modeRequests(statement).map(({ text, claim, requested }) =>
      suiteItem({ kind: "mode", turns: [text], asks: { statement: statement.id, claim, requested } }),
    ),
  );
}

/** What they say of themselves beside what they would do, on one scale. */
function pairItems(values: InstrumentFile, seed: number): SuiteItem[] {
  const levels = optionsOf(values, LANGUAGE).map(({ label }) => label);
  return VALUE_SITUATIONS.flatMap(({ value, situation, options }) => {
    const key = values.key.find((one) => one.scale === value && one.sign === 1);
    const report = `How much is this like you? “${statementOf(values, key?.item)}”`;
    const sides = [
      { side: "report", question: report, options: levels },
      { side: "behaviour", question: `${situation} What do you do?`, options },
    ];
    return sides.map(({ side, question, options }): SuiteItem => {
      const id = `pair-${value}-${side}`;
      const { turns, asks } = choiceItem({ id, question, options, answer: 0, seed });
      const { answer: _none, ...shown } = asks ?? {};
      return { id, kind: "pair", turns, asks: { ...shown, pair: value, side } };
    });
  });
}

function statementOf({ name, items }: InstrumentFile, id: string | undefined): string {
  const text = items.find((item) => item.id === id)?.text?.[LANGUAGE];
  if (text === undefined) throw new RangeError(`invalid instrument; no such item in ${name}: ${id}`);
  return text;
}
