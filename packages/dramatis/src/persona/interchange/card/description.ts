import type { Identity, Persona, Provenance, Statement } from "../../../core/index.ts";
import { words } from "../../social-sentence.ts";
import type { Card } from "./card-facet.ts";
import { type Fact, type Leaf, LISTS, type ListKey } from "./leaf.ts";
import { withNames } from "./macros.ts";
import { textFacts } from "./text-facts.ts";

/** Fields of a card that describe the character in words, in the order in which they are read. */
const FIELDS = ["description", "personality"] as const;
type Field = (typeof FIELDS)[number];

/** What the description of a card says, as parts of a persona. */
export interface Described {
  summary?: string;
  statements: Statement[];
  social: Record<string, string | number>;
  lists: Record<ListKey, string[]>;
  /** What could not be made into anything else. */
  told: string[];
  /** Provenance of what is no statement, by path. */
  sources: Record<string, Provenance[]>;
  /** The pieces of each field, in order. */
  pieces: Record<Field, Piece[]>;
}

/** A piece of a field, and what of it stands in the persona. */
export interface Piece {
  span: [number, number];
  leaves: (Leaf & { id?: string })[];
}

/** A summary is a sentence; a page is none. */
const LONGEST_SUMMARY = 300;

/** What the card's texts call the character. */
export function calledBy({ nickname, name = "" }: Card): string {
  return nickname ?? name;
}

/**
 * Reads the description and the personality of a card. Two pieces that say the same are one statement.
 *
 * @param where file name, for provenance.
 */
export function describe(card: Card, where: string): Described {
  const names = [calledBy(card), card.name ?? ""];
  const found: Described = {
    statements: [],
    social: {},
    lists: { loves: [], hates: [], goals: [] },
    told: [],
    sources: {},
    pieces: { description: [], personality: [] },
  };
  const seen = new Map<string, string>();
  for (const field of FIELDS) {
    const text = card[field] ?? "";
    const facts = textFacts(text, names, field === "personality");
    if (field === "description") Object.assign(found, summaryOf(text, facts, calledBy(card)));
    found.pieces[field] = facts.map(({ span, leaves }) => {
      const from: Provenance = {
        source: "imported_card",
        method: "character-card",
        from: `${where}#${field}`,
        quote: text.slice(...span),
        span,
      };
      return { span, leaves: leaves.map((leaf) => place(leaf, { found, from, seen })) };
    });
  }
  return found;
}

interface Placing {
  found: Described;
  from: Provenance;
  /** What was said already, by where it stands → the statement's id. */
  seen: Map<string, string>;
}

/** Puts a leaf where it belongs; a social fact that is there already with another value is told. */
function place(leaf: Leaf, { found, from, seen }: Placing): Leaf & { id?: string } {
  if (leaf.to === "social") {
    const there = Object.hasOwn(found.social, leaf.key) ? found.social[leaf.key] : leaf.value;
    if (there !== leaf.value) {
      const text = (from.quote ?? "").replace(/\s+/g, " ").trim();
      return place({ to: "text", text }, { found, from, seen });
    }
    found.social[leaf.key] = leaf.value;
    found.sources[`identity.social.${leaf.key}`] ??= [from];
    return leaf;
  }
  const key = `${leaf.to}:${leaf.to === "statement" ? leaf.text.toLowerCase() : leaf.text}`;
  const id = seen.get(key) ?? `s${found.statements.length + 1}`;
  if (!seen.has(key)) add(leaf, { found, from, id });
  seen.set(key, id);
  if (leaf.to !== "statement") return leaf;
  // A piece that says it again in other letters says what the first one does.
  return { ...leaf, id, text: found.statements[Number(id.slice(1)) - 1]?.text ?? leaf.text };
}

function add(leaf: Exclude<Leaf, { to: "social" }>, { found, from, id }: Omit<Placing, "seen"> & { id: string }): void {
  if (leaf.to === "statement") {
    const topic = leaf.topic === undefined ? {} : { topic: leaf.topic };
    found.statements.push({ id, text: leaf.text, ...topic, provenance: [from] });
  } else if (leaf.to === "text") {
    if (leaf.text !== found.summary) found.told.push(leaf.text);
  } else {
    const list = found.lists[leaf.to];
    found.sources[`identity.life.${leaf.to}.${list.length}`] = [from];
    list.push(leaf.text);
  }
}

/** The first sentence, where a description starts with one in the third person. */
function summaryOf(text: string, [first]: readonly Fact[], name: string): { summary?: string } {
  const leaf = first?.leaves[0];
  if (first === undefined || leaf === undefined || (leaf.to !== "statement" && leaf.to !== "text")) return {};
  if (leaf.to === "statement" && leaf.topic !== undefined) return {};
  const summary = withNames(text.slice(...first.span), name)
    .replace(/\s+/g, " ")
    .trim();
  const isSentence = /[.!]["')]*$/.test(summary) && summary.length <= LONGEST_SUMMARY && !/[<>{}*[\]]/.test(summary);
  return isSentence && !/^(?:i|my|you)\b/i.test(summary) ? { summary } : {};
}

/**
 * The description and personality of a persona. Where they were read from a card they are as they were, but for the
 * pieces whose facts have been changed or taken away; what is new comes at the end.
 */
export function writeDescription(read: Card, persona: Persona): Pick<Card, Field> {
  const card = read.name === undefined ? { ...read, name: persona.name } : read;
  const known = describe(card, "");
  const state = stateOf(persona, known);
  const written = FIELDS.map((field) => rewritten(card[field] ?? "", known.pieces[field], state));
  const [description = "", personality = ""] = written;
  const whole = [description, ...additions(persona, known, state)].filter((part) => part !== "").join("\n");
  const old = card.name?.trim() ?? "";
  const renamed = (text: string): string => (old === persona.name ? text : renamedIn(text, old, persona.name));
  return { description: renamed(whole), personality: renamed(personality) };
}

interface State {
  texts: Set<string>;
  byId: Map<string, string>;
  /** The card's own statements: text by id. */
  known: Map<string, string>;
  knownTexts: Set<string>;
  social: NonNullable<Identity["social"]>;
  lists: Record<ListKey, Set<string>>;
  backstory: string;
  told: Set<string>;
  summary: string | undefined;
  knownSummary: string | undefined;
}

function stateOf(persona: Persona, known: Described): State {
  const { statements = [], identity: { social = {}, life = {} } = {}, summary } = persona;
  const { backstory = "", loves, hates, goals } = life;
  return {
    texts: new Set(statements.map(({ text }) => text)),
    byId: new Map(statements.map(({ id, text }) => [id, text])),
    known: new Map(known.statements.map(({ id, text }) => [id, text])),
    knownTexts: new Set(known.statements.map(({ text }) => text)),
    social,
    lists: { loves: new Set(loves), hates: new Set(hates), goals: new Set(goals) },
    backstory,
    told: new Set(backstory.split("\n")),
    summary,
    knownSummary: known.summary,
  };
}

function rewritten(text: string, pieces: readonly Piece[], state: State): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, leaves } of pieces) {
    const now = leaves.map((leaf) => currentText(leaf, state));
    if (now.every((each) => each === true)) continue;
    const quote = text.slice(...span);
    const said = leaves.flatMap((leaf, index) => {
      const each = now[index];
      return each === true ? [written(leaf, quote, leaves.length)] : each === undefined ? [] : [each];
    });
    const single = leaves[0]?.to === "social" && leaves.length === 1 ? newValue(leaves[0], quote, state) : undefined;
    const gap = said.length === 0 && single === undefined ? (/^\s+/.exec(text.slice(span[1]))?.[0].length ?? 0) : 0;
    parts.push(text.slice(at, span[0]), single ?? said.join(" "));
    at = span[1] + gap;
  }
  return `${parts.join("")}${text.slice(at)}`;
}

/** true: as it was; a text: what it says now; undefined: gone. */
function currentText(leaf: Leaf & { id?: string }, state: State): true | string | undefined {
  switch (leaf.to) {
    case "statement": {
      if (state.texts.has(leaf.text)) return true;
      const now = state.byId.get(leaf.id ?? "");
      return now === undefined || state.knownTexts.has(now) ? undefined : now;
    }
    case "social": {
      const value = Object.hasOwn(state.social, leaf.key) ? state.social[leaf.key] : undefined;
      if (value === leaf.value) return true;
      return value === undefined ? undefined : pair(leaf.key, value);
    }
    case "text": {
      if (leaf.text === state.knownSummary) return leaf.text === state.summary ? true : state.summary;
      const isThere = state.told.has(leaf.text) || (leaf.text.includes("\n") && state.backstory.includes(leaf.text));
      return isThere ? true : undefined;
    }
    default:
      return state.lists[leaf.to].has(leaf.text) ? true : undefined;
  }
}

/** A leaf beside others of its piece, of which some are gone. */
function written(leaf: Leaf, quote: string, count: number): string {
  if (count === 1) return quote;
  if (leaf.to === "statement" || leaf.to === "text") return leaf.text;
  return leaf.to === "social" ? pair(leaf.key, leaf.value) : listLine(leaf.to, [leaf.text]);
}

/** Age("23") → Age("24") */
function newValue(leaf: Leaf, quote: string, { social }: State): string | undefined {
  if (leaf.to !== "social" || !Object.hasOwn(social, leaf.key)) return undefined;
  const [old, now] = [String(leaf.value), String(social[leaf.key])];
  return quote.split(old).length === 2 ? quote.replace(old, () => now) : undefined;
}

/** What the card did not say, a line each. */
function additions(persona: Persona, known: Described, state: State): string[] {
  const { statements = [], identity: { personal = [], life = {} } = {}, knowledge: { facts = [] } = {} } = persona;
  const isNew = ({ id, text }: Statement): boolean =>
    !state.knownTexts.has(text) && (!state.known.has(id) || state.texts.has(state.known.get(id) ?? ""));
  const told = new Set(known.told.flatMap((text) => [text, ...text.split("\n")]));
  const read = {
    loves: new Set(known.lists.loves),
    hates: new Set(known.lists.hates),
    goals: new Set(known.lists.goals),
  };
  const lists = LISTS.map((key) => {
    const items = (life[key] ?? []).filter((item) => item.trim() !== "" && !read[key].has(item));
    return items.length > 0 ? listLine(key, items) : "";
  });
  const pairs = Object.entries(state.social).filter(([key]) => !Object.hasOwn(known.social, key));
  const lines = [
    known.summary === undefined ? (persona.summary ?? "") : "",
    ...statements.filter(isNew).map(({ text }) => text),
    ...pairs.map(([key, value]) => pair(key, value)),
    ...personal,
    ...lists,
    life.background ?? "",
    ...state.backstory.split("\n").filter((line) => line !== known.summary && !told.has(line)),
    life.weekday ?? "",
    life.weekend ?? "",
    ...facts,
    ...(persona.rules ?? []),
  ];
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

function pair(key: string, value: string | number | string[]): string {
  const label = words(key);
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${[value].flat().join(", ")}`;
}

const LABELS: Record<ListKey, string> = { loves: "Likes", hates: "Dislikes", goals: "Goals" };

/** A comma within an item would part it: such a list is written with quotation marks. */
function listLine(key: ListKey, items: readonly string[]): string {
  const isPlain = items.every((item) => !/[,;:|"“”\n]/.test(item));
  if (isPlain) return `${LABELS[key]}: ${items.join(", ")}`;
  return `${LABELS[key]}(${items.map((item) => `"${item.replace(/["“”]/g, "'")}"`).join(" + ")})`;
}

function renamedIn(text: string, old: string, name: string): string {
  const word = new RegExp(`(?<![\\p{L}\\p{N}])${old.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu");
  return text.replace(word, () => name);
}
