// InCharacter: interviews made from questionnaires, with what people say of the personality of 32 characters.
import { join } from "node:path";
import { z } from "zod";
import { type Benchmark, InputError, type Persona, type SuiteItem } from "../../core/index.ts";
import { readData } from "./read-data.ts";

const dimension = z.object({
  /** "X" where people disagreed. */
  score: z.union([z.number(), z.literal("X")]),
  type: z.enum(["H", "L", "X"]),
});
const source = z.record(z.string(), z.record(z.string(), z.record(z.string(), dimension)));
const labelled = z.object({ annotation: source, pdb: source });
const people = z.record(z.string(), z.looseObject({ alias: z.array(z.string()), experimenter: z.string() }));
const item = z.looseObject({
  origin_en: z.string(),
  origin_zh: z.string(),
  rewritten_en: z.string(),
  rewritten_zh: z.string(),
  dimension: z.string().nullable(),
});
const questionnaire = z.looseObject({
  range: z.tuple([z.number(), z.number()]),
  reverse: z.array(z.number()),
  questions: z.record(z.string(), item),
  prompts: z.looseObject({ llm_choice_instruction: z.object({ en: z.string(), zh: z.string() }) }),
});
type Questionnaire = z.infer<typeof questionnaire>;
type Labels = z.infer<typeof source>[string][string];

export interface InCharacterOptions {
  /** Questionnaires by name; "BFI" and "16Personalities" have labels of both kinds. */
  scales?: readonly string[];
  /** Whose view: three annotators, or the votes of the Personality Database. */
  labels?: "annotation" | "pdb";
}

/**
 * The folder of InCharacter as published (Wang et al. 2024): `characters.json`, `characters_labels.json` and
 * `questionnaires/`.
 *
 * A character is a persona of which only the name is known, since the authors' agents bring their own memories. Questions
 * are asked in the character's language by its experimenter. Items without a dimension are left out. Labels on
 * "16Personalities" are percentages, on a range of their own.
 */
export function inCharacter({
  scales = ["BFI", "16Personalities"],
  labels = "annotation",
}: InCharacterOptions = {}): Benchmark {
  return {
    name: "in-character",
    measures: ["interview-traits"],
    async *load(path) {
      const known = await readData(join(path, "characters.json"), people);
      const views = (await readData(join(path, "characters_labels.json"), labelled))[labels];
      const read = new Map<string, Questionnaire>();
      for (const scale of scales)
        read.set(scale, await readData(join(path, "questionnaires", `${scale}.json`), questionnaire));
      for (const [id, { alias, experimenter }] of Object.entries(known)) {
        const view = views[id];
        if (view === undefined)
          throw new InputError({
            where: join(path, "characters_labels.json"),
            found: `no labels of ${id}`,
            expected: "some",
          });
        const about = { language: id.endsWith("-zh") ? "zh" : "en", experimenter, names: alias } as const;
        const items = [...read].flatMap(([scale, form]) =>
          itemsOf({ scale, form, labels: view[scale] ?? {}, ...about }),
        );
        const persona: Persona = {
          schema: "dramatis.persona/1",
          name: alias[0] ?? id,
          kind: "fictional",
          style: { language: about.language },
        };
        yield { persona, suite: { schema: "dramatis.suite/1", name: "in-character", items } };
      }
    },
  };
}

interface Interview {
  scale: string;
  form: Questionnaire;
  labels: Labels;
  language: "en" | "zh";
  experimenter: string;
  names: readonly string[];
}

function itemsOf({ scale, form, labels, language, experimenter, names }: Interview): SuiteItem[] {
  const [min, max] = form.range;
  const [low, high] = scale === "16Personalities" ? [0, 100] : form.range;
  return Object.entries(form.questions).flatMap(([number, question]): SuiteItem[] => {
    const label = labels[question.dimension ?? ""];
    if (label === undefined || label.score === "X") return [];
    const asks = {
      scale,
      dimension: question.dimension,
      statement: question[`origin_${language}`],
      instruction: form.prompts.llm_choice_instruction[language],
      isReversed: form.reverse.includes(Number(number)),
      range: { min, max },
      label: { ...label, min: low, max: high },
      names: [...names, experimenter],
    };
    const scene = language === "zh" ? `${experimenter}在和你说话。` : `${experimenter} is talking with you.`;
    return [{ id: `${scale}-${number}`, kind: "interview", turns: [question[`rewritten_${language}`]], scene, asks }];
  });
}
