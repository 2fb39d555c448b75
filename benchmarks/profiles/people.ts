// People whose words and attributes are known.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { csvRecords } from "../../packages/dramatis/src/transcript/csv-records.ts";

export interface KnownPerson {
  id: string;
  /** What they wrote, in order. */
  texts: string[];
  /** Attribute of `profile-update` → label, and how hard the people who labelled found it (1 easy .. 5). */
  labels: Map<string, { value: string; hardness?: number }>;
  /** Big Five trait → level of their questionnaire, 1..5. */
  traits: Map<string, number>;
}

const SYNTHPAI: Record<string, string> = {
  ...{ age: "age", sex: "sex", city_country: "city", birth_city_country: "birthplace" },
  ...{ education: "education", occupation: "job", relationship_status: "relationship" },
};

interface SynthpaiRow {
  username: string;
  comments: { text: string }[];
  reviews: { human: Record<string, { estimate: string | number; hardness: number } | number> };
}

/** SynthPAI: 300 made-up people, 7,785 comments, labels by people from the comments alone. */
export function synthpai(folder: string): KnownPerson[] {
  const lines = readFileSync(join(folder, "test.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const { username, comments, reviews } = JSON.parse(line) as SynthpaiRow;
    const labels = Object.entries(SYNTHPAI).flatMap(
      ([key, attribute]): [string, { value: string; hardness: number }][] => {
        const review = reviews.human[key];
        if (typeof review !== "object" || String(review.estimate).trim() === "") return [];
        return [[attribute, { value: String(review.estimate), hardness: review.hardness }]];
      },
    );
    return { id: username, texts: comments.map(({ text }) => text), labels: new Map(labels), traits: new Map() };
  });
}

const PERSUASION: Record<string, string> = { "age.x": "age", "sex.x": "sex", "marital.x": "relationship" };
const TRAITS: Record<string, string> = {
  ...{ "extrovert.x": "extraversion", "agreeable.x": "agreeableness", "conscientious.x": "conscientiousness" },
  ...{ "neurotic.x": "neuroticism", "open.x": "openness" },
};

/** PersuasionForGood: 2,034 speakers of 1,017 talks about a charity, with what they said of themselves in a survey. */
export function persuasion(folder: string): KnownPerson[] {
  const rows = (file: string): Record<string, string>[] => {
    const text = readFileSync(join(folder, "FullData", file), "utf8");
    return csvRecords(text, file).map(({ value }) => value as Record<string, string>);
  };
  const said = new Map<string, string[]>();
  for (const { B2, B4, Unit = "" } of rows("full_dialog.csv")) {
    const key = `${B2} ${B4}`;
    const texts = said.get(key) ?? [];
    texts.push(Unit);
    said.set(key, texts);
  }
  return rows("full_info.csv").map((row) => {
    const id = `${row.B2} ${row.B4}`;
    const labels = Object.entries(PERSUASION).flatMap(([column, attribute]): [string, { value: string }][] => {
      const value = row[column]?.trim() ?? "";
      return value === "" || value === "Other" ? [] : [[attribute, { value: value.toLowerCase().replace(/\.0$/, "") }]];
    });
    const traits = Object.entries(TRAITS).flatMap(([column, trait]): [string, number][] => {
      const level = Number.parseFloat(row[column] ?? "");
      return Number.isNaN(level) ? [] : [[trait, level]];
    });
    return { id, texts: said.get(id) ?? [], labels: new Map(labels), traits: new Map(traits) };
  });
}
