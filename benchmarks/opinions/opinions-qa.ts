// The human counts of OpinionsQA, as published: a folder per wave with info.csv and <VARIABLE>_data.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AnswerCounts, groupName } from "../../packages/dramatis/src/measure/populations/index.ts";
import type { FileQuestion } from "../../packages/dramatis/src/presets/survey/questions-file.ts";
import { csvRecords } from "../../packages/dramatis/src/transcript/csv-records.ts";

/** Variables of the people, and what a persona's field for each is called. */
export const VARIABLES: Record<string, string> = {
  AGE: "age",
  CREGION: "region",
  EDUCATION: "education",
  INCOME: "householdIncome",
  POLIDEOLOGY: "politicalViews",
  POLPARTY: "politicalParty",
  RACE: "race",
  SEX: "sex",
};

export interface AskedQuestion extends FileQuestion {
  wave: string;
  human: AnswerCounts[];
}

/** Who declined says nothing of an opinion, and no persona is offered it. */
const REFUSED = "Refused";
const NO_GROUP = new Set([REFUSED, "nan", "DK/Ref"]);

/** Every question that has counts by group, everybody first among its counts. */
export function readOpinions(folder: string): AskedQuestion[] {
  return readdirSync(folder)
    .filter((wave) => wave.startsWith("American_Trends_Panel_"))
    .flatMap((wave) => readWave(join(folder, wave), wave.replace("American_Trends_Panel_", "")));
}

type Counts = Record<string, Record<string, Record<string, number>>>;

function readWave(folder: string, wave: string): AskedQuestion[] {
  const path = join(folder, "info.csv");
  const info = new Map(
    csvRecords(readFileSync(path, "utf8"), path).map(({ value }) => {
      const row = value as Record<string, string>;
      return [row.key ?? "", row];
    }),
  );
  const tables = Object.keys(VARIABLES).map((variable) => {
    const table = JSON.parse(readFileSync(join(folder, `${variable}_data.json`), "utf8")) as Counts;
    return { variable, table };
  });
  return Object.keys(tables[0]?.table ?? {}).flatMap((id): AskedQuestion[] => {
    const row = info.get(id);
    if (row === undefined) return [];
    const options = pythonList(row.references ?? "").filter((option) => option !== REFUSED);
    const places = pythonNumbers(row.option_ordinal ?? "");
    const human = tables.flatMap(({ variable, table }) =>
      Object.entries(table[id] ?? {}).flatMap(([value, counts]) => {
        if (value === "MC_options" || value === "question_text" || NO_GROUP.has(value)) return [];
        return {
          question: id,
          group: groupName(VARIABLES[variable] as string, value),
          counts: countsOf(options, counts),
        };
      }),
    );
    // Whoever said their party or declined to: everybody.
    const parties = Object.entries(tables.find(({ variable }) => variable === "POLPARTY")?.table[id] ?? {});
    const everybody = parties.flatMap(([name, counts]) =>
      name === "MC_options" || name === "question_text" ? [] : [countsOf(options, counts)],
    );
    const whole = options.map((_, i) => everybody.reduce((sum, one) => sum + (one[i] as number), 0));
    const placed = options.map((_, i) => places[i] ?? null);
    const isScale = new Set(placed.filter((place) => place !== null)).size > 1;
    const scale = isScale ? { scale: "ordinal" as const, places: placed } : { scale: "nominal" as const };
    return [
      { id, text: row.question ?? "", options, wave, ...scale, human: [{ question: id, counts: whole }, ...human] },
    ];
  });
}

function countsOf(options: readonly string[], counts: Record<string, number>): number[] {
  return options.map((option) => counts[option] ?? 0);
}

/** "['Very safe', \"Don't know\"]" as Python writes a list of texts. */
function pythonList(text: string): string[] {
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, a, b]) =>
    (a ?? b ?? "").replaceAll(/\\(.)/g, "$1"),
  );
}

function pythonNumbers(text: string): number[] {
  return [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits));
}
