// People whose lines and whose Big Five are known.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BigFiveTrait } from "../../packages/dramatis/src/measure/traits/trait-reader.ts";
import { csvRecords } from "../../packages/dramatis/src/transcript/csv-records.ts";

export interface Person {
  /** Who is the same person, or talked with whom: never on both sides of a split. */
  group: string;
  texts: string[];
  /** 0 or 1 where raters said so, else the questionnaire's points. */
  traits: Map<BigFiveTrait, number>;
}

function rows(path: string): Record<string, string>[] {
  return csvRecords(readFileSync(path, "utf8"), path).map(({ value }) => value as Record<string, string>);
}

const FRIENDS: Record<string, BigFiveTrait> = {
  ...{ cOPN: "openness", cCON: "conscientiousness", cEXT: "extraversion", cAGR: "agreeableness" },
  cNEU: "neuroticism",
};

/** FriendsPersona: 711 scenes, one character of each rated high or low by the crowd. Only that character's lines are kept. */
export function friendsPersona(folder: string): Person[] {
  return rows(join(folder, "friends-personality.csv")).map((row) => {
    const { text = "", character = "" } = row;
    const first = character.split(" ")[0] as string;
    const lines = text.split(/<br>/).flatMap((line) => {
      const [, speaker = "", said = ""] = /^<b>([^<]*)<\/b>:\s*(.*)$/.exec(line.trim()) ?? [];
      return speaker.split(" ")[0] === first ? [said.replace(/\([^)]*\)/g, " ").trim()] : [];
    });
    return { group: first, texts: lines.filter((line) => line !== ""), traits: traitsOf(row, FRIENDS) };
  });
}

const PERSUASION: Record<string, BigFiveTrait> = {
  ...{ "open.x": "openness", "conscientious.x": "conscientiousness", "extrovert.x": "extraversion" },
  ...{ "agreeable.x": "agreeableness", "neurotic.x": "neuroticism" },
};

export interface Persuadee {
  text: string;
  person: string;
  /** Gave money in the end. */
  donated: boolean;
}

/** PersuasionForGood: speakers with their questionnaires, and those who were asked to give with what they did. */
export function persuasion(folder: string): { people: Person[]; asked: Persuadee[] } {
  const said = new Map<string, string[]>();
  for (const { B2, B4, Unit = "" } of rows(join(folder, "FullData/full_dialog.csv"))) {
    const key = `${B2} ${B4}`;
    said.set(key, [...(said.get(key) ?? []), Unit]);
  }
  const all = rows(join(folder, "FullData/full_info.csv"));
  const textsOf = ({ B2, B4 }: Record<string, string>): string[] => said.get(`${B2} ${B4}`) ?? [];
  return {
    people: all.map((row) => ({ group: row.B3 as string, texts: textsOf(row), traits: traitsOf(row, PERSUASION) })),
    asked: all
      .filter(({ B4 }) => B4 === "1")
      .map((row) => ({ person: row.B3 as string, text: textsOf(row).join("\n"), donated: Number(row.B6) > 0 })),
  };
}

interface CasinoDialogue {
  dialogue_id: number;
  chat_logs: { text: string; id: string }[];
  participant_info: Record<string, { personality: { "big-five": Record<string, number> } }>;
}

const CASINO: Record<string, BigFiveTrait> = {
  ...{ "openness-to-experiences": "openness", conscientiousness: "conscientiousness", extraversion: "extraversion" },
  agreeableness: "agreeableness",
};

/** CaSiNo: 1,030 negotiations, both sides with a ten-item questionnaire, 1..7. Deals and their buttons are left out. */
export function casino(folder: string): Person[] {
  const all = ["train", "valid", "test"].flatMap((part): CasinoDialogue[] =>
    JSON.parse(readFileSync(join(folder, `casino_${part}.json`), "utf8")),
  );
  return all.flatMap(({ dialogue_id, chat_logs, participant_info }) =>
    Object.entries(participant_info).map(([id, { personality }]) => {
      const five = personality["big-five"];
      const traits = new Map(Object.entries(CASINO).map(([key, trait]) => [trait, five[key] as number]));
      traits.set("neuroticism", 8 - (five["emotional-stability"] as number));
      const own = chat_logs.filter((line) => line.id === id && !/^(Submit|Accept|Reject|Walk)-/.test(line.text));
      return { group: `${dialogue_id}`, texts: own.map(({ text }) => text), traits };
    }),
  );
}

function traitsOf(row: Record<string, string>, columns: Record<string, BigFiveTrait>): Map<BigFiveTrait, number> {
  return new Map(
    Object.entries(columns).flatMap(([column, trait]): [BigFiveTrait, number][] => {
      const level = Number.parseFloat(row[column] ?? "");
      return Number.isNaN(level) ? [] : [[trait, level]];
    }),
  );
}
