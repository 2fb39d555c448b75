import { type Persona, roughTokens } from "../core/index.ts";
import type { BlockContext, Piece } from "./blocks/block.ts";
import { BLOCKS, DROPS } from "./blocks/index.ts";
import type { PersonaState } from "./persona-state.ts";
import { type Person, voice } from "./voice.ts";

export interface RenderOptions {
  state?: PersonaState;
  /** "You are …" (second, the default), "I am …" or "Ada is …". */
  person?: Person;
  /** Traits as adjectives, or the self-descriptions as prose. */
  psych?: "markers" | "prose";
  /** Adjective pairs per Big Five trait; by default all. Fewer are drawn with `seed`. */
  markersPerTrait?: number;
  seed?: number;
  /** Most tokens of the whole prompt, as far as ROLE, IDENTITY, MORAL and RULES allow. */
  budget?: number;
  countTokens?: (text: string) => number;
  task?: string;
  maxSentences?: number;
  /** Ids of blocks that something else stands in for. */
  without?: readonly string[];
  /** Further rules of the caller, such as a safety floor. */
  rules?: readonly string[];
}

export interface RenderedBlock {
  id: string;
  text: string;
  tokens: number;
  /** Paths of the persona that the block says, so that an error can be traced to a field. */
  fields: string[];
}

export interface RenderedPersona {
  system: string;
  blocks: RenderedBlock[];
  /** Paths that the budget left out, in the order in which they went. */
  dropped: string[];
}

interface Draft {
  id: string;
  heading: string;
  join: string;
  pieces: Piece[];
}

/**
 * A persona as a system prompt, in blocks of fixed order (methods A2). Documents of `knowledge` and facets that this
 * room does not know are not rendered.
 *
 * @throws InputError when a facet that is rendered (moral, aspects, abilities, provenance) is malformed.
 */
export function renderPersona(persona: Persona, options: RenderOptions = {}): RenderedPersona {
  const { budget, countTokens = roughTokens, without = [] } = options;
  const drafts = draftBlocks(contextOf(persona, options)).filter(({ id }) => !without.includes(id));
  const order = dropOrder(drafts);
  const system = (count: number): string => systemOf(blocksWithout(drafts, order.slice(0, count)));
  const gone = order.slice(
    0,
    budget === undefined ? 0 : leastThat((count) => countTokens(system(count)) <= budget, order.length),
  );
  const blocks = blocksWithout(drafts, gone);
  return {
    system: systemOf(blocks),
    blocks: blocks.map(({ id, text, fields }) => ({ id, text, tokens: countTokens(text), fields })),
    dropped: [...new Set(gone.flatMap(({ block, piece }) => (piece.fields.length > 0 ? piece.fields : [block])))],
  };
}

function contextOf(persona: Persona, options: RenderOptions): BlockContext {
  const { state = {}, person = "second", psych = "markers", seed = 0, rules = [], task, maxSentences } = options;
  const { markersPerTrait = Number.POSITIVE_INFINITY } = options;
  return {
    persona,
    state,
    voice: voice(person, persona.name),
    psych,
    markersPerTrait,
    seed,
    task,
    maxSentences,
    rules,
  };
}

function draftBlocks(context: BlockContext): Draft[] {
  return BLOCKS.map(({ id, join, heading, pieces }) => ({
    id,
    join,
    heading: heading?.(context) ?? "",
    pieces: pieces(context),
  }));
}

/** Every piece that a budget may drop, the first to go first. */
function dropOrder(drafts: readonly Draft[]): { block: string; piece: Piece }[] {
  const order: { block: string; piece: Piece }[] = [];
  const left = new Map(drafts.map(({ id, pieces }) => [id, [...pieces]]));
  for (const { block, field } of DROPS) {
    const pieces = left.get(block) ?? [];
    for (let last = pieces.at(-1); last !== undefined; last = pieces.at(-1)) {
      if (field !== undefined && !last.fields.includes(field)) break;
      order.push({ block, piece: last });
      pieces.pop();
    }
  }
  return order;
}

/** The blocks that still say something when some pieces are gone. */
function blocksWithout(drafts: readonly Draft[], gone: readonly { piece: Piece }[]): Omit<RenderedBlock, "tokens">[] {
  const out = new Set(gone.map(({ piece }) => piece));
  return drafts.flatMap(({ id, heading, join, pieces }) => {
    const kept = pieces.filter((piece) => !out.has(piece));
    if (kept.length === 0) return [];
    const body = kept.map(({ text }) => text).join(join);
    const text = heading === "" ? body : `${heading}\n${body}`;
    return [{ id, text, fields: [...new Set(kept.flatMap(({ fields }) => fields))] }];
  });
}

function systemOf(blocks: readonly { text: string }[]): string {
  return blocks.map(({ text }) => text).join("\n\n");
}

/** The least of 0..most for which `holds`, which never stops holding; `most` where it holds for none. */
function leastThat(holds: (count: number) => boolean, most: number): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
