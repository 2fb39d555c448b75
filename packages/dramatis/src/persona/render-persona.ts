import type { Persona } from "../core/index.ts";
import type { BlockContext, Piece } from "./blocks/block.ts";
import { BLOCKS, DROPS } from "./blocks/index.ts";
import type { PersonaState } from "./persona-state.ts";
import { roughTokens } from "./rough-tokens.ts";
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
  const { budget = Number.POSITIVE_INFINITY, countTokens = roughTokens } = options;
  const drafts = draftBlocks(contextOf(persona, options));
  const dropped = fit(drafts, budget, countTokens);
  const blocks = drafts
    .filter(({ pieces }) => pieces.length > 0)
    .map(({ id, heading, join, pieces }) => {
      const body = pieces.map((piece) => piece.text).join(join);
      const text = heading === "" ? body : `${heading}\n${body}`;
      return { id, text, tokens: countTokens(text), fields: [...new Set(pieces.flatMap((piece) => piece.fields))] };
    });
  return { system: blocks.map(({ text }) => text).join("\n\n"), blocks, dropped };
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

/** Drops pieces in place until the prompt fits; tokens are counted piece by piece. */
function fit(drafts: readonly Draft[], budget: number, countTokens: (text: string) => number): string[] {
  const headingTokens = ({ heading }: Draft): number => (heading === "" ? 0 : countTokens(heading));
  const tokens = (draft: Draft): number =>
    draft.pieces.reduce((sum, { text }) => sum + countTokens(text), draft.pieces.length > 0 ? headingTokens(draft) : 0);
  let total = drafts.reduce((sum, draft) => sum + tokens(draft), 0);
  const dropped = new Set<string>();
  for (const { block, field } of DROPS) {
    const draft = drafts.find(({ id }) => id === block);
    while (draft !== undefined && total > budget) {
      const last = draft.pieces.at(-1);
      if (last === undefined || (field !== undefined && !last.fields.includes(field))) break;
      draft.pieces.pop();
      total -= countTokens(last.text) + (draft.pieces.length === 0 ? headingTokens(draft) : 0);
      for (const path of last.fields.length > 0 ? last.fields : [draft.id]) dropped.add(path);
    }
  }
  return [...dropped];
}
