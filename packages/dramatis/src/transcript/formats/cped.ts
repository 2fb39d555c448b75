import {
  isObject,
  type JsonRecord,
  type Line,
  type Origin,
  type RecordFormat,
  recordError,
  session,
} from "./format.ts";

/** Columns of a label of one utterance → its name in the message's evidence. */
const LABELS = { sentiment: "sentiment", emotion: "emotion", da: "act", scene: "scene" };

/**
 * Rows like those of CPED [133], as CSV, with tabs, or as JSON: one utterance a row, with `Dialogue_ID`, `Speaker` and
 * `Utterance`; case and the marks between the words of a column's name make no difference. The labels of an utterance
 * are its message's evidence. What the rows say of their speakers is a persona's, and is not read here.
 */
export const cped: RecordFormat = {
  name: "cped",
  detect: (first) => {
    const names = Object.keys(first).map(columnName);
    return ["dialogueid", "speaker", "utterance"].every((name) => names.includes(name));
  },
  parse: (records, origin) => {
    const dialogues = new Map<string, Line[]>();
    for (const record of records) {
      const { dialogue, line } = utterance(record, origin);
      const lines = dialogues.get(dialogue) ?? [];
      lines.push(line);
      dialogues.set(dialogue, lines);
    }
    return [...dialogues].map(([name, lines]) => session(`${origin.stem}-${name}`, lines));
  },
};

function utterance(record: JsonRecord, origin: Origin): { dialogue: string; line: Line } {
  const cells = columns(isObject(record.value) ? record.value : {});
  const [dialogue, speaker, text] = ["dialogueid", "speaker", "utterance"].map((column) => cells.get(column) ?? "");
  if (!dialogue || !speaker) {
    const found = dialogue ? "no speaker" : "no dialogue id";
    throw recordError(record, origin, { found, expected: "a row with Dialogue_ID, Speaker and Utterance" });
  }
  const labels = Object.entries(LABELS).flatMap(([column, name]) => {
    const label = cells.get(column);
    return label === undefined ? [] : [[name, label] as const];
  });
  const evidence = labels.length > 0 ? { evidence: Object.fromEntries(labels) } : {};
  return { dialogue, line: { speaker, text: text ?? "", ...evidence } };
}

/** "Dialogue_ID" → dialogueid */
function columnName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

/** The cells of a row that hold something. */
function columns(row: Record<string, unknown>): Map<string, string> {
  const cells = Object.entries(row).flatMap(([name, value]): [string, string][] => {
    const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
    return text === "" ? [] : [[columnName(name), text]];
  });
  return new Map(cells);
}
