import type { MemoryBook } from "../../../act/index.ts";
import { DramatisError, type Message, type Nli, type Persona } from "../../../core/index.ts";
import { type Why, whyReply } from "../../../presets/chat/chat-why.ts";
import { evidenceOf } from "../../../presets/check/left-out.ts";
import type { Caller } from "../caller.ts";
import { maySeeInside } from "../reach-persona.ts";

interface ReplyWitnesses {
  persona: Persona;
  nli: () => Promise<Nli>;
  book?: MemoryBook | undefined;
  signal: AbortSignal;
}

interface Flag {
  id: string;
  text: string;
  /** 0..1. */
  strength: number;
  inPrompt: boolean | undefined;
}

/**
 * A reply with all that is known of it: the memories that were in its prompt, and the claims of the persona that it
 * contradicts or shows. Where no judge can be had, the evidence says why.
 *
 * @throws the signal's reason
 */
export async function withEvidence(reply: Message, { persona, nli, book, signal }: ReplyWitnesses): Promise<Message> {
  const sources = new Set(evidenceOf(reply)?.blocks.flatMap((block) => block.sources ?? []));
  const memories = sources.size === 0 ? [] : ((await book?.all(signal)) ?? []).filter(({ id }) => sources.has(id));
  const judged = await judgedBy(nli, { persona, reply, signal });
  return { ...reply, evidence: { ...reply.evidence, ...(memories.length > 0 && { memories }), ...judged } };
}

async function judgedBy(
  open: () => Promise<Nli>,
  asked: { persona: Persona; reply: Message; signal: AbortSignal },
): Promise<object> {
  try {
    const nli = await open();
    const rows = await whyReply({ ...asked, nli });
    const flags = (verdict: Why["verdict"]): Flag[] =>
      rows
        .filter((row) => row.verdict === verdict)
        .map(({ claim: { id, text }, strength, inPrompt }) => ({ id, text, strength, inPrompt }));
    return { nli: { judge: nli.id, contradicted: flags("contradicts"), entailed: flags("entails") } };
  } catch (error) {
    if (!(error instanceof DramatisError)) throw error;
    return { notJudged: error.message };
  }
}

/** A message as its reader may see it: evidence speaks of what the persona is made of. */
export function shownTo(caller: Caller, message: Message): Message {
  if (maySeeInside(caller)) return message;
  const { evidence: _, ...said } = message;
  return said;
}
