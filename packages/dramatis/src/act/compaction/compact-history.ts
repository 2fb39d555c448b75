/**
 * Sums up the oldest turns of a long conversation, checks what was lost, and says that again word for word.
 *
 * Ours; the question is that of identity drift over long talks. Where the history outgrows its room, the oldest turns give
 * way to a summary, so that what is left takes half of the room: by default the sentences nearest to what the persona is
 * and to what is being talked of, or a chat model's. Then every protected claim of the persona that the old turns held, and
 * every thing that others said of themselves, must be entailed by the summary with the persona's identity (by NLI, or in
 * the same words): what is lost is listed, and what others said is added as they said it, newest first, as far as a quarter
 * of the room allows. Protected statements are always said again with the summary. Lines of it are taken out in which the
 * persona contradicts a protected claim, or somebody orders it to be another: what chat made of the persona does not come
 * back as memory. What was summed up once is summed up with the next turns.
 * Most model calls a turn: none by choosing; by a model two for each time that the history outgrew its room and was not
 * summed up yet. Facts are found in English. A history that fits contributes nothing.
 *
 * @method
 * @needs nli, embed
 */
import { z } from "zod";
import {
  type AgentView,
  type Component,
  contentId,
  type Embedder,
  InputError,
  type Message,
  type Nli,
  type Persona,
} from "../../core/index.ts";
import { neededEmbedder, neededNli } from "../../model/index.ts";
import { schemaFault } from "../../persona/index.ts";
import { promptTokens } from "../prompt-tokens.ts";
import { checkSummary, type KeptFact, type SummaryCheck } from "./check-summary.ts";
import { extractSummary, type Summarise, type SummaryLine } from "./summarise.ts";

export interface CompactHistoryOptions {
  nli?: Nli;
  /** For the summary by choosing; not needed where `summarise` is given. */
  embedder?: Embedder;
  summarise?: Summarise;
  /** Most tokens of the turns that are not summed up; by default 600, or 35 % of the model's context where that is less. */
  tokens?: number;
  /** Of the model that will read it, where that is known. */
  contextTokens?: number;
  countTokens?: (text: string) => number;
}

/** A history's oldest turns in short, with what became of the facts they held. */
export interface CompactedHistory extends SummaryCheck {
  /** How many of the oldest messages it stands for. */
  turns: number;
  /** In order, with what was added again. */
  lines: SummaryLine[];
  /** Those of the lost facts that are said again with the summary; the others had no room. */
  readded: KeptFact[];
}

export interface HistoryCompaction extends Component {
  /** The summary of them; null where the history fits. @throws UnsupportedError without a judge or an embedder. */
  compacted(view: AgentView, signal?: AbortSignal): Promise<CompactedHistory | null>;
}

const MOST_TOKENS = 600;

/** Leaves room for the persona, the summary and the reply. */
const CONTEXT_SHARE = 0.35;

const fact = z.object({ kind: z.enum(["persona", "user"]), speaker: z.string(), text: z.string() });
const line = z.object({ speaker: z.string(), text: z.string() });
const saved = z.object({
  key: z.string(),
  compacted: z.object({
    turns: z.number().int().positive(),
    lines: z.array(line),
    kept: z.array(fact),
    lost: z.array(fact),
    false: z.array(line),
    readded: z.array(fact),
  }),
});
const state = z.nullable(saved);

export function compactHistory(options: CompactHistoryOptions = {}): HistoryCompaction {
  const { nli, embedder, summarise, contextTokens = Number.POSITIVE_INFINITY, countTokens = promptTokens } = options;
  const { tokens = Math.min(MOST_TOKENS, Math.floor(CONTEXT_SHARE * contextTokens)) } = options;
  const name = "compact-history";
  /** The last summary, by the persona and the messages that it was made from. */
  let last: z.infer<typeof state> = null;

  const cutsOf = (history: readonly Message[]): number[] =>
    cuts(
      history.map(({ text }) => countTokens(text)),
      tokens,
    );
  const keyOf = (persona: Persona, messages: readonly Message[]): string =>
    contentId([persona, messages.map(({ speaker, text }) => [speaker, text])]);

  async function compacted({ persona, history }: AgentView, signal?: AbortSignal): Promise<CompactedHistory | null> {
    signal?.throwIfAborted();
    const ends = cutsOf(history);
    if (ends.length === 0) return null;
    const judge = neededNli(name, nli);
    const sumUp = summarise ?? extractSummary(neededEmbedder(name, embedder));
    const done = last === null ? -1 : ends.indexOf(last.compacted.turns);
    const isKnown = done >= 0 && last?.key === keyOf(persona, history.slice(0, ends[done]));
    let summary = isKnown && last !== null ? last.compacted : null;
    for (const end of ends.slice(isKnown ? done + 1 : 0)) {
      const before = summary?.lines ?? [];
      const messages = history.slice(summary?.turns ?? 0, end);
      const lines = await sumUp({ persona, before, messages, next: history.slice(end) }, signal);
      const check = await checkSummary(judge, { persona, messages, before, summary: lines }, signal);
      summary = { turns: end, ...check, ...withLost(lines, check, { room: tokens / 4, countTokens }) };
      last = { key: keyOf(persona, history.slice(0, end)), compacted: summary };
    }
    return summary;
  }

  return {
    name,
    compacted,
    async contribute(view, signal) {
      const summary = await compacted(view, signal);
      if (summary === null) return [];
      const guarded = (view.persona.statements ?? []).filter((statement) => statement.protected);
      const text = [
        `What was said before, in short (${summary.turns} messages):`,
        ...summary.lines.map(({ speaker, text }) => `${speaker}: ${text}`),
        ...(guarded.length > 0 ? [`Still true of you: ${guarded.map((statement) => statement.text).join(" ")}`] : []),
      ].join("\n");
      const fields = guarded.map(({ id }) => `statements.${id}`);
      return [{ block: "SUMMARY", text, fields, standsFor: summary.turns }];
    },
    state: {
      save: () => structuredClone(last),
      load(given) {
        const read = state.safeParse(given);
        if (!read.success) {
          const { found, expected } = schemaFault(read.error, given);
          throw new InputError({ where: `saved state of ${name}`, found, expected });
        }
        last = read.data;
      },
    },
  };
}

/** The true lines of a summary, with what it lost: the newest that have room, in the order in which they were said. */
function withLost(
  lines: readonly SummaryLine[],
  { lost, false: untrue }: SummaryCheck,
  { room, countTokens }: { room: number; countTokens: (text: string) => number },
): Pick<CompactedHistory, "lines" | "readded"> {
  let left = room;
  const users = lost.filter(({ kind }) => kind === "user");
  const fitting = users.toReversed().filter(({ speaker, text }) => {
    const size = countTokens(`${speaker}: ${text}`);
    if (size > left) return false;
    left -= size;
    return true;
  });
  const readded = fitting.toReversed();
  return {
    lines: [
      ...lines.filter((one) => !untrue.some(({ speaker, text }) => one.speaker === speaker && one.text === text)),
      ...readded.map(({ speaker, text }) => ({ speaker, text })),
    ],
    readded: [...lost.filter(({ kind }) => kind === "persona"), ...readded],
  };
}

/**
 * Where a history of messages of these sizes was cut, in order: each time that what is left exceeds the room, so many of
 * the oldest go that half of the room is left. The last message always stays.
 */
export function cuts(sizes: readonly number[], room: number): number[] {
  const ends: number[] = [];
  let start = 0;
  let left = 0;
  for (const [i, size] of sizes.entries()) {
    left += size;
    if (left <= room || i === start) continue;
    while (start < i && left > room / 2) left -= sizes[start++] ?? 0;
    ends.push(start);
  }
  return ends;
}
