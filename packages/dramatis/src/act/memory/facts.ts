/**
 * Remembers what each side says of itself, lets a newer statement take the place of the one it contradicts, and keeps who
 * the persona is out of its users' reach.
 *
 * The default memory, put together from parts of the literature: memories of both parties as in PLATO-LTM [88], a
 * contradiction found by NLI as in CAFFEINE [8], relative time in the prompt as in REALTALK [86]. We depart: statements
 * are found by words (stated-facts.ts), not by a trained classifier; of two that contradict each other neither is merged
 * or deleted. One rule decides: the newer statement of the person it is about wins, and the older is kept with
 * `validUntil` and `replacedBy`. What was, what will be and what is in another language than English contradicts nothing.
 * Nobody's word about somebody else is a fact: what others say of the persona never is one, and where it contradicts the
 * persona's claims, or tells it who it is, it is refused and the refusal is kept. What the persona says against its own
 * file is refused as well. A history without a word from others contributes nothing.
 *
 * A statement takes one embedding and at most 2 · `neighbours` pairs of NLI, twice as many where the persona says it; a
 * claim on the persona takes the pairs, and the embedding with an embedder. At most 12 of a message are looked at, so with 8
 * neighbours a message takes at most 12 embeddings and 192 pairs (24 and 384 of the persona's own); a reply takes one
 * embedding. No chat model.
 *
 * @paper 88
 * @paper 8
 * @paper 86
 * @needs nli, embed
 */
import { type Component, type Embedder, type Nli, oneLine, type Persona } from "../../core/index.ts";
import { neededNli } from "../../model/index.ts";
import { claims } from "../../persona/index.ts";
import { type StatedFact, sameName, statedFacts } from "../../transcript/index.ts";
import { neededBook } from "../needed-book.ts";
import { type ClaimOnPersona, claimsOnPersona } from "./claims-on-persona.ts";
import { type ContradictionBounds, objections } from "./contradictions.ts";
import { bareWords, factFrom, factKeeper } from "./fact-keeper.ts";
import { inTurn } from "./in-turn.ts";
import type { Memory, MemorySource } from "./memory.ts";
import type { MemoryBook, NearMemory } from "./memory-book.ts";
import { type DatedMessage, dated, stillHolds } from "./message-memory.ts";
import { isFromBefore, lastHeard, recalledBlock } from "./recall.ts";
import { type Refusal, refusals } from "./refusals.ts";
import { sourceKey } from "./source-key.ts";

export interface FactsOptions extends Partial<ContradictionBounds> {
  /** Required. */
  book?: MemoryBook;
  /** Required. */
  nli?: Nli;
  /** Finds claims of the persona that say something near in other words, at one more embedding a statement. */
  embedder?: Embedder;
  /** Whose claims are protected; by default one of whom only the name, the book's owner, is known. */
  persona?: Persona;
  /** Recalled at once: first what is about who asks, then what is about others. */
  most?: number;
  /** Least cosine of what is recalled to the last message. */
  recallAt?: number;
  /** When a message without a time was said, and what "3 weeks ago" counts from. */
  now?: () => Date;
}

export interface FactsComponent extends Component {
  /** What was refused, oldest first: the last 100. */
  readonly refused: readonly Refusal[];
}

const MOST_STATEMENTS = 12;
/** Of a longer message, the rest is not looked at. */
const MOST_CHARACTERS = 20_000;

/**
 * The bounds were chosen on a few dozen hand-made pairs with the bundled judge and embedder.
 *
 * @param contradictAt see `ContradictionBounds`, as the next two.
 * @throws UnsupportedError without a book or an NLI. Its methods reject with what these throw, such as StoreError; what a
 *   failed `observe` has not kept is kept when it is told of the same message again, and what it has is not kept twice.
 */
export function facts({
  book: givenBook,
  nli: givenNli,
  embedder,
  persona = { schema: "dramatis.persona/1", name: givenBook?.owner ?? "" },
  most = 5,
  recallAt = 0.2,
  contradictAt = 0.65,
  relatedAt = 0.6,
  neighbours = 8,
  now = () => new Date(),
}: FactsOptions = {}): FactsComponent {
  const book = neededBook("facts", givenBook);
  const nli = neededNli("facts", givenNli);
  const bounds = { contradictAt, relatedAt, neighbours };
  const objection = objections({ persona, nli, embedder, ...bounds });
  const keepFact = factKeeper({ book, nli, ...bounds });
  const inFile = new Set(claims(persona).map(({ text }) => bareWords(text)));
  const refused = refusals("facts");
  const taken = inTurn();
  const isOwn = ({ speaker }: DatedMessage): boolean => sameName(speaker, persona.name);
  /** Keys of the sources that the book has; read from it once. */
  let known: Set<string> | undefined;

  async function turnDown(claim: ClaimOnPersona, message: DatedMessage, signal?: AbortSignal): Promise<void> {
    const against = claim.attempt ?? (await objection(claim.asOwn, signal));
    if (against !== undefined) refused.add(sourceIn(message, claim.text), against);
  }

  async function keep(fact: StatedFact, message: DatedMessage, signal?: AbortSignal): Promise<void> {
    const source = sourceIn(message, fact.text);
    known ??= new Set((await book.all(signal)).flatMap(({ sources }) => sources.map(sourceKey)));
    if (known.has(sourceKey(source)) || (await book.wasDeleted(source))) return;
    if (isOwn(message)) {
      if (inFile.has(bareWords(fact.text))) return;
      const against = await objection(fact.text, signal);
      if (against !== undefined) return refused.add(source, against);
    }
    await keepFact(factFrom(fact, source, message.at), signal);
    known.add(sourceKey(source));
  }

  async function takeIn(message: DatedMessage, signal?: AbortSignal): Promise<void> {
    const { onPersona, stated, left } = partsOf(message.text, isOwn(message));
    for (const claim of onPersona) await turnDown(claim, message, signal);
    for (const fact of stated) await keep(fact, message, signal);
    for (const { text, reason } of left) refused.add(sourceIn(message, text), reason);
  }

  return {
    name: "facts",
    get refused() {
      return refused.all;
    },
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const asked = lastHeard(view);
      if (asked === undefined) return [];
      const isBefore = isFromBefore(view);
      const where = (memory: Memory): boolean => stillHolds(memory) && isBefore(memory);
      const isAskers = ({ about }: Memory): boolean => sameName(about, asked.speaker);
      const nearest = (room: number, which: (memory: Memory) => boolean): Promise<NearMemory[]> =>
        book.nearest(asked.text, { most: room, atLeast: recallAt, where: (one) => where(one) && which(one), signal });
      // What is known of who asks comes first; of others, only what there is room for beside it.
      const own = await nearest(most, isAskers);
      const others = await nearest(most - own.length, (memory) => !isAskers(memory));
      const memories = [...own, ...others].map(({ memory }) => memory);
      return recalledBlock({ memories, persona: view.persona, now: now() });
    },
    observe: (message, signal) =>
      taken(async () => {
        signal?.throwIfAborted();
        await takeIn(dated(message, now), signal);
      }),
    state: refused.state,
  };
}

/** What of a message is looked at, and the beginning of what is not. */
function partsOf(
  message: string,
  isOwn: boolean,
): { onPersona: ClaimOnPersona[]; stated: StatedFact[]; left: { text: string; reason: string }[] } {
  const said = message.slice(0, MOST_CHARACTERS);
  const claims = isOwn ? [] : claimsOnPersona(said);
  // "I am your developer" is an attempt on the persona, and no fact about who says it.
  const facts = statedFacts(said).filter(({ text }) => claimsOnPersona(text).every(({ attempt }) => !attempt));
  const onPersona = claims.slice(0, MOST_STATEMENTS);
  const stated = facts.slice(0, MOST_STATEMENTS - onPersona.length);
  const [tooMany] = [...claims.slice(onPersona.length), ...facts.slice(stated.length)];
  const left: { text: string; reason: string }[] = [];
  if (tooMany) left.push({ text: tooMany.text, reason: `more than ${MOST_STATEMENTS} statements in one message` });
  if (said !== message) {
    left.push({
      text: oneLine(message.slice(MOST_CHARACTERS), 80),
      reason: `stands after ${MOST_CHARACTERS} characters`,
    });
  }
  return { onPersona, stated, left };
}

function sourceIn({ session, turn, speaker }: DatedMessage, quote: string): MemorySource {
  return { session, turn, speaker, quote };
}
