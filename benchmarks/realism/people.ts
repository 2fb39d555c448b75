// People's dialogues of three open corpora in one form, and the sentiments that people gave to turns of a fourth.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Persona, parsePersonaChat, parseTranscripts, personaFromSentences, type Transcript } from "dramatis";
import type { HumanCorpus } from "../../packages/dramatis/src/measure/simulation/human-dialogues.ts";
import { csvRecords } from "../../packages/dramatis/src/transcript/csv-records.ts";

export interface HumanDialogue {
  corpus: Exclude<HumanCorpus, "all">;
  transcript: Transcript;
  /** By speaker, where the corpus has any; what is in one is private to it. */
  personas: Readonly<Record<string, Persona>>;
}

export function personaChat(root: string): HumanDialogue[] {
  const path = join(root, "personachat-valid/valid_both_original_final.txt");
  return parsePersonaChat(readFileSync(path, "utf8"), path).map(({ transcript, personas }) => {
    return { corpus: "personachat", ...withPersonas(transcript, personas) };
  });
}

/** Each speaker's sentences become its persona, and are noted as private to it. */
function withPersonas(
  { session, messages }: Transcript,
  sentences: Readonly<Record<string, string[]>>,
): Pick<HumanDialogue, "transcript" | "personas"> {
  const probe = { kind: "scene", private: sentences };
  const noted = messages.map((one, i) => (i === 0 ? { ...one, evidence: { probe } } : one));
  const personas = Object.entries(sentences).map(([name, own]) => [name, personaFromSentences(name, own)] as const);
  return { transcript: { session, messages: noted }, personas: Object.fromEntries(personas) };
}

interface SyntheticRow {
  "user 1 personas": string;
  "user 2 personas": string;
}

/** Dialogues that one model wrote for both sides, knowing both personas: what the checks are there for. */
export function syntheticPersonaChat(root: string): Omit<HumanDialogue, "corpus">[] {
  const path = join(root, "synthetic-persona-chat/Synthetic-Persona-Chat_valid.csv");
  const text = readFileSync(path, "utf8");
  const rows = csvRecords(text, path).map(({ value }) => value as SyntheticRow);
  const said = (lines: string): string[] => lines.split("\n").filter((line) => line.trim() !== "");
  return parseTranscripts(text, path).map((transcript, i) =>
    withPersonas(transcript, {
      "user 1": said(rows[i]?.["user 1 personas"] ?? ""),
      "user 2": said(rows[i]?.["user 2 personas"] ?? ""),
    }),
  );
}

interface CasinoDialogue {
  dialogue_id: number;
  chat_logs: { text: string; id: string }[];
}

/** Moves of the game that were buttons and not words. */
const BUTTONS = new Set(["Submit-Deal", "Accept-Deal", "Reject-Deal", "Walk-Away"]);

export function casino(root: string): HumanDialogue[] {
  return ["train", "valid", "test"].flatMap((split) => {
    const all = JSON.parse(readFileSync(join(root, `casino/casino_${split}.json`), "utf8")) as CasinoDialogue[];
    return all.map(({ dialogue_id, chat_logs }): HumanDialogue => {
      const said = chat_logs.filter(({ text }) => !BUTTONS.has(text)).map(({ id, text }) => ({ speaker: id, text }));
      return { corpus: "casino", transcript: transcriptOf(`casino-${dialogue_id}`, said), personas: {} };
    });
  });
}

interface PersuasionRow {
  Unit: string;
  /** "0" is the persuader. */
  B4: string;
  B2: string;
}

export function persuasion(root: string): HumanDialogue[] {
  const path = join(root, "persuasion-for-good/FullData/full_dialog.csv");
  const rows = csvRecords(readFileSync(path, "utf8"), path).map(({ value }) => value as PersuasionRow);
  return [...Map.groupBy(rows, ({ B2 }) => B2)].map(([session, turns]): HumanDialogue => {
    const said = turns.map(({ Unit, B4 }) => ({ speaker: B4 === "0" ? "persuader" : "persuadee", text: Unit }));
    return { corpus: "persuasion-for-good", transcript: transcriptOf(session, inOneGo(said)), personas: {} };
  });
}

/** A turn was sent in several messages. */
function inOneGo(said: readonly { speaker: string; text: string }[]): { speaker: string; text: string }[] {
  const turns: { speaker: string; text: string }[] = [];
  for (const { speaker, text } of said) {
    const last = turns.at(-1);
    if (last?.speaker === speaker) last.text += ` ${text}`;
    else turns.push({ speaker, text });
  }
  return turns;
}

function transcriptOf(session: string, said: readonly { speaker: string; text: string }[]): Transcript {
  return { session, messages: said.map((one, turn) => ({ session, turn, ...one })) };
}

export interface LabelledTurn {
  session: string;
  text: string;
  sentiment: string;
}

interface TopicalDialogue {
  content: { message: string; sentiment: string }[];
}

export function topicalTurns(root: string): LabelledTurn[] {
  return ["valid_freq", "valid_rare"].flatMap((split) => {
    const all = JSON.parse(readFileSync(join(root, `topical-chat/${split}.json`), "utf8")) as Record<
      string,
      TopicalDialogue
    >;
    return Object.entries(all).flatMap(([session, { content }]) =>
      content.map(({ message, sentiment }) => ({ session, text: message, sentiment })),
    );
  });
}
