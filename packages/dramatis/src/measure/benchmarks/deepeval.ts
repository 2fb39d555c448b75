// DeepEval's conversational test cases and goldens, as what a persona is asked.
import { basename } from "node:path";
import { z } from "zod";
import { type Benchmark, InputError, type Persona, type SuiteItem } from "../../core/index.ts";
import { suiteItem } from "../../persona/suite-item.ts";
import { readData } from "./read-data.ts";

const text = z.string().nullish();
const turn = z.looseObject({ role: z.enum(["user", "assistant"]), content: z.string() });

const record = z.looseObject({
  /** DeepEval saves the turns of goldens as JSON in a text. */
  turns: z
    .union([
      z.array(turn),
      z
        .string()
        .transform((json, context) => turnsIn(json, context))
        .pipe(z.array(turn)),
    ])
    .nullish(),
  scenario: text,
  chatbot_role: text,
  chatbotRole: text,
  expected_outcome: text,
  expectedOutcome: text,
});

const file = z.union([z.array(record).min(1), record.transform((one) => [one])]);

type Case = z.infer<typeof record>;

function turnsIn(json: string, context: z.core.$RefinementCtx<string>): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: "custom", message: "turns as a list, or as JSON in a text" });
    return z.NEVER;
  }
}

/**
 * A file of conversational test cases or goldens (DeepEval 4.3): a list of them, or one.
 *
 * The persona is the chatbot's role, one for each role there is; the user's turns of a case are an item, asked anew. The
 * recorded replies are not used: `check --transcript` measures those. The scenario is the user's and is not shown to the
 * actor; with the expected outcome it is noted for a judge. A golden without turns, which is made for DeepEval's
 * simulator, is refused.
 */
export function deepeval(): Benchmark {
  return {
    name: "deepeval",
    measures: ["role-adherence"],
    async *load(path) {
      const cases = await readData(path, file);
      for (const [index, { turns }] of cases.entries()) {
        if (turns?.some(({ role }) => role === "user")) continue;
        const found = `case ${index + 1} without a turn of the user`;
        throw new InputError({
          where: path,
          found,
          expected: "turns",
          fix: "have a simulator write the user's turns first",
        });
      }
      const stem = basename(path).replace(/\.[^.]+$/, "");
      const byRole = Map.groupBy(cases, ({ chatbot_role, chatbotRole }) => (chatbot_role ?? chatbotRole ?? "").trim());
      for (const [role, own] of byRole) {
        const items = new Map(own.map((one) => itemOf(one)).map((item) => [item.id, item]));
        yield {
          persona: personaOf(role),
          suite: { schema: "dramatis.suite/1", name: `deepeval-${stem}`, items: [...items.values()] },
        };
      }
    },
  };
}

function personaOf(role: string): Persona {
  const persona: Persona = { schema: "dramatis.persona/1", name: "Assistant", kind: "assistant" };
  return role === "" ? persona : { ...persona, summary: role };
}

function itemOf({ turns, scenario, expected_outcome, expectedOutcome }: Case): SuiteItem {
  const outcome = expected_outcome ?? expectedOutcome;
  return suiteItem({
    kind: "conversation",
    turns: (turns ?? []).flatMap(({ role, content }) => (role === "user" ? [content] : [])),
    asks: { ...(scenario && { scenario }), ...(outcome && { expectedOutcome: outcome }) },
  });
}
