import { type Message, type Nli, oneLine, type Persona, type Statement } from "../../core/index.ts";
import { contradiction, distinctClaims, entailment, meetClaims } from "../../measure/index.ts";
import { evidenceOf } from "../check/left-out.ts";
import type { Chat } from "./chat-turn.ts";

/** A claim of the persona, whether the prompt held it, and what the judge says of the reply and it. */
export interface Why {
  claim: Statement;
  /** undefined where nothing was kept of the prompt. */
  inPrompt: boolean | undefined;
  /** "open" where the reply neither shows nor denies it, null where the judge could not say. */
  verdict: "contradicts" | "entails" | "open" | null;
  /** Probability of the verdict, weighed by the base rates of conversation as in the measures; 0 for the last two. */
  strength: number;
}

/** A reply against every claim of the persona, in the order of the file. A pair counts as in `contradiction-rate`. */
export async function whyReply({
  persona,
  reply,
  nli,
  signal,
}: {
  persona: Persona;
  reply: Message;
  nli: Nli;
  signal?: AbortSignal;
}): Promise<Why[]> {
  const transcript = { session: reply.session, messages: [reply] };
  const subject = { persona, personaVersion: reply.personaVersion ?? "", transcript, speaker: reply.speaker };
  const [line] = await meetClaims("chat", subject, { nli, seed: 0, ...(signal && { signal }) });
  const fields = evidenceOf(reply)?.blocks.flatMap((block) => block.fields);
  return distinctClaims(persona).map((claim) => {
    const verdicts = line?.meetings.find((meeting) => meeting.claim.id === claim.id)?.verdicts ?? null;
    const inPrompt = fields && isSaid(persona, claim, fields);
    if (verdicts === null) return { claim, inPrompt, verdict: null, strength: 0 };
    const [denied, shown] = [contradiction(verdicts), entailment(verdicts)];
    if (denied > 0 && denied >= shown) return { claim, inPrompt, verdict: "contradicts", strength: denied };
    if (shown > 0) return { claim, inPrompt, verdict: "entails", strength: shown };
    return { claim, inPrompt, verdict: "open", strength: 0 };
  });
}

/** The made claims have the path of their field as id, the statements an id of their own. */
function isSaid({ statements = [] }: Persona, claim: Statement, fields: readonly string[]): boolean {
  const path = statements.includes(claim) ? `statements.${claim.id}` : claim.id;
  return fields.some((field) => path === field || path.startsWith(`${field}.`));
}

const MARKS = { contradicts: "contradicts", entails: "entails", open: "-" } as const;

/** One line a claim; contradictions are in red. */
export function formatWhy(rows: readonly Why[], reply: Message, { paint }: Pick<Chat, "paint">): string {
  const line = ({ claim, inPrompt, verdict, strength }: Why): string => {
    const mark = `${verdict === null ? "not judged" : MARKS[verdict]} ${strength > 0 ? strength.toFixed(2) : ""}`;
    const place = inPrompt === false ? "  [not in the prompt]" : "";
    const text = `  ${mark.padEnd(17)}${oneLine(claim.text)}${place}`;
    if (verdict === "contradicts") return paint("red", text);
    return verdict === "entails" ? paint("green", text) : text;
  };
  return [...rows.map(line), paint("dim", promptLine(reply))].join("\n");
}

function promptLine(reply: Message): string {
  const evidence = evidenceOf(reply);
  if (evidence === undefined) return "Nothing was kept of the prompt of this reply.";
  const { blocks, dropped, droppedTurns, summedUp = 0 } = evidence;
  const tokens = blocks.reduce((sum, block) => sum + block.tokens, 0);
  const parts = [
    `Prompt: ${blocks.map(({ id }) => id).join(", ")}, about ${tokens} tokens`,
    ...(dropped.length > 0 ? [`left out: ${dropped.join(", ")}`] : []),
    ...(summedUp > 0 ? [`${summedUp} of the oldest turns summed up`] : []),
    ...(droppedTurns > 0 ? [`${droppedTurns} of the oldest turns left out`] : []),
  ];
  return oneLine(`${parts.join("; ")}.`);
}
