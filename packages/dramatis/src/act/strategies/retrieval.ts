/**
 * Puts only those statements and pieces of knowledge into the prompt that bear on what was said.
 *
 * Persona and knowledge grounding [7, 51, 178] by persona-knowledge.ts, in place of the whole FACTS and KNOWLEDGE. Protected
 * statements and the limits of what the persona knows always stay. With `cite` the model is asked to end with the labels of
 * what it used, such as [p1, k2]; they are taken out, and the ids that were offered go to the evidence as `usedPersona` and
 * `usedKnowledge`. We depart: the papers' generators are trained to cite, in a field of their own. No model calls.
 * A persona without statements and knowledge has neither block.
 *
 * @paper 7, 51, 178
 * @needs embed
 */
import type { Contribution, Embedder, Knowledge, Persona, Statement } from "../../core/index.ts";
import { passageText, renderPersona } from "../../persona/index.ts";
import { fieldOf, type Grounding, personaKnowledge } from "../grounding/persona-knowledge.ts";
import type { MemoryBook } from "../memory/memory-book.ts";
import type { Spoken, Strategy } from "../strategy.ts";

export interface RetrievalOptions {
  embedder?: Embedder;
  /** Memories that make some knowledge nearer than other. */
  book?: MemoryBook;
  /** Passages of a turn. */
  most?: number;
  /** Ask the model to say what it used. */
  cite?: boolean;
}

/** A line of the prompt and what it stands for. */
interface Offer {
  label: string;
  id: string;
  text: string;
  field: string;
}

interface Offers {
  persona: Offer[];
  knowledge: Offer[];
}

type Piece = Pick<Contribution, "text" | "fields">;

const NOTHING: Piece = { text: "", fields: [] };
const CITE =
  "After your reply, name the labels of what you used of the above in square brackets, such as [p1, k2]; nothing where you used none.";
const CITATION = /\s*\[\s*[pk]\d+(?:\s*,\s*[pk]\d+)*\s*\]/gu;

export function retrieval({ embedder, book, most = 3, cite = false }: RetrievalOptions = {}): Strategy {
  const grounding = personaKnowledge({ most, ...(embedder && { embedder }), ...(book && { book }) });
  /** By the history that they were offered to, for `read` of the same turn. */
  const offered = new WeakMap<object, Offers>();
  const strategy: Strategy = {
    name: "retrieval",
    replaces: ["FACTS", "KNOWLEDGE"],
    async contribute(view, signal) {
      const found = await grounding.ground(view, signal);
      const offers = offersOf(view.persona, found);
      offered.set(view.history, offers);
      return [
        ...blockOf("FACTS", offers.persona, { isLabelled: cite }),
        ...blockOf("KNOWLEDGE", offers.knowledge, { isLabelled: cite, before: limitsOf(view.persona.knowledge) }),
        ...(cite && offers.persona.length + offers.knowledge.length > 0
          ? [{ block: "CITE", text: CITE, fields: [] }]
          : []),
      ];
    },
  };
  if (!cite) return strategy;
  return {
    ...strategy,
    read: (text, { history }) => withoutCitations(text, offered.get(history) ?? { persona: [], knowledge: [] }),
  };
}

function offersOf(persona: Persona, { claims, passages }: Grounding): Offers {
  const own = ownClaims(persona);
  const isUsed = new Set(claims.map(({ claim }) => claim.id));
  const statements = own.filter(({ id, protected: always = false }) => always || isUsed.has(id));
  return {
    persona: statements.map((claim, i) => {
      return { label: `p${i + 1}`, id: claim.id, text: claim.text, field: fieldOf(claim, persona) };
    }),
    knowledge: passages.map(({ passage }, i) => {
      return { label: `k${i + 1}`, id: passage.id, text: passageText(passage), field: passage.field };
    }),
  };
}

/** What FACTS would say; the other claims stand in blocks of their own. */
function ownClaims({ statements = [], identity: { personal = [] } = {} }: Persona): Statement[] {
  const described = personal.map((text, i) => ({ id: `identity.personal.${i}`, text: text.trim() }));
  return [...statements, ...described.filter(({ text }) => text !== "")];
}

function limitsOf({ cutoff, unknowns }: Knowledge = {}): Piece {
  const knowledge = { ...(cutoff !== undefined && { cutoff }), ...(unknowns && { unknowns }) };
  const { blocks } = renderPersona({ schema: "dramatis.persona/1", name: "-", knowledge });
  return blocks.find(({ id }) => id === "KNOWLEDGE") ?? NOTHING;
}

function blockOf(
  block: string,
  offers: readonly Offer[],
  { isLabelled, before = NOTHING }: { isLabelled: boolean; before?: Piece },
): Contribution[] {
  const lines = offers.map(({ label, text }) => (isLabelled ? `- [${label}] ${text}` : `- ${text}`));
  const text = [...(before.text === "" ? [] : [before.text]), ...lines].join("\n");
  const fields = [...new Set([...before.fields, ...offers.map(({ field }) => field)])];
  return text === "" ? [] : [{ block, text, fields }];
}

/** The words without the labels, and the ids of those that were offered. */
function withoutCitations(text: string, { persona, knowledge }: Offers): Spoken | null {
  const labels = new Set([...text.matchAll(CITATION)].flatMap(([group]) => group.match(/[pk]\d+/gu) ?? []));
  const said = text.replace(CITATION, "").trim();
  const used = (offers: readonly Offer[]): string[] =>
    offers.flatMap(({ label, id }) => (labels.has(label) ? [id] : []));
  if (said === "") return null;
  return { text: said, evidence: { usedPersona: used(persona), usedKnowledge: used(knowledge) } };
}
