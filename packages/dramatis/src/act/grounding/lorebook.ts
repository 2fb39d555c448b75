/**
 * Brings up the entries of the persona's lorebook, and of a world's, whose keys were just said.
 *
 * Character Book V2, Lorebook V3 with its decorators and macros, and the rules of SillyTavern's world info, as
 * persona/lorebook/activate-lore.ts carries them out: keys, secondary keys, constants, scan depth, budget, recursion,
 * groups, probability, timed effects, and regex keys that have 50 ms each and 200 ms together. The character's book comes
 * before the world's. We depart in where entries stand: a component adds to the system message alone, so what goes before
 * or after the character is the block LORE, in that order, and what goes to a depth of the chat is the block LORE-NOW, the
 * deepest first, whatever its role. `@@is_greeting` is ignored where the chat began with none of the card's greetings; a
 * `@@depth` of 0 with the assistant's role is no prefill; `@@ignore_on_max_context` counts at the book's budget, which is
 * `tokenBudget` where the book has none. Names, comments and ids of entries are never said.
 * No book, or nothing that comes up: nothing is contributed. What a book's regexes do wrong is in `activate(view).problems`.
 *
 * @method
 */
import { z } from "zod";
import { type AgentView, type Component, type Contribution, InputError, type Persona } from "../../core/index.ts";
import {
  type ActiveLore,
  activateLore,
  cardOf,
  type LoreActivation,
  type Lorebook,
  type LoreState,
  lorebookOf,
  loreStateSchema,
  regexMatcher,
  schemaFault,
  withNames,
} from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";

export interface LorebookOptions {
  /** In place of the persona's facet `lorebook`. */
  ownBook?: Lorebook;
  worldBook?: Lorebook;
  seed?: number;
  countTokens?: (text: string) => number;
  /** Of a book that says none. */
  tokenBudget?: number;
}

export interface LorebookComponent extends Component {
  /** What the view brings up, and why; the state stays as it is. */
  activate(view: AgentView): LoreActivation;
}

const savedSchema = z.object({ came: loreStateSchema, slow: z.array(z.string()) });

export function lorebook({
  ownBook,
  worldBook,
  seed = 0,
  countTokens,
  tokenBudget = 1024,
}: LorebookOptions = {}): LorebookComponent {
  let state: LoreState = {};
  let regexes = regexMatcher();
  let last: { facet?: unknown; book?: Lorebook | undefined } = {};

  /** The persona's own book, read once. */
  function bookOf(persona: Persona): Lorebook | undefined {
    const facet = persona.facets?.lorebook;
    if (facet !== last.facet) last = { facet, book: lorebookOf(persona) };
    return last.book;
  }

  function activate({ persona, history }: AgentView): LoreActivation {
    const isOwn = (speaker: string): boolean => sameName(speaker, persona.name);
    return activateLore({
      book: ownBook ?? bookOf(persona),
      worldBook,
      messages: history.map(({ speaker, text }) => ({ text, own: isOwn(speaker) })),
      char: cardOf(persona).nickname ?? persona.name,
      user: history.findLast(({ speaker }) => !isOwn(speaker))?.speaker ?? "user",
      state,
      seed,
      greeting: greetingOf(persona, history[0]?.text),
      regexes,
      tokenBudget,
      ...(countTokens && { countTokens }),
    });
  }

  return {
    name: "lorebook",
    activate,
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const { entries, state: next } = activate(view);
      state = next;
      const isOfPersona = ({ side }: ActiveLore): boolean => ownBook === undefined && side === "character";
      return blocksOf(entries).flatMap(({ block, heading, lore }): Contribution[] => {
        if (lore.length === 0) return [];
        return [
          {
            block,
            text: [heading, ...lore.map(({ text }) => text)].join("\n\n"),
            fields: lore.some(isOfPersona) ? ["facets.lorebook"] : [],
            sources: lore.map(({ id }) => id),
          },
        ];
      });
    },
    state: {
      save: () => structuredClone({ came: state, slow: regexes.slow() }),
      load(saved) {
        const read = savedSchema.safeParse(saved);
        if (!read.success) throw unreadable(read.error, saved);
        state = read.data.came;
        regexes = regexMatcher();
        regexes.avoid(read.data.slow);
      },
    },
  };
}

/** Which of the card's greetings the chat began with, 0 for the first. */
function greetingOf(persona: Persona, opening: string | undefined): number | undefined {
  const { greetings = [] } = cardOf(persona);
  const index = greetings.findIndex((text) => withNames(text, persona.name).trim() === opening?.trim());
  return index === -1 ? undefined : index;
}

interface Block {
  block: string;
  heading: string;
  lore: ActiveLore[];
}

function blocksOf(entries: readonly ActiveLore[]): Block[] {
  const at = (place: ActiveLore["place"]["at"]): ActiveLore[] => entries.filter((lore) => lore.place.at === place);
  const depthOf = ({ place }: ActiveLore): number => (place.at === "depth" ? place.depth : 0);
  return [
    { block: "LORE", heading: "What bears on this conversation:", lore: [...at("before"), ...at("after")] },
    {
      block: "LORE-NOW",
      heading: "What counts right now:",
      lore: at("depth").sort((a, b) => depthOf(b) - depthOf(a)),
    },
  ];
}

function unreadable(error: z.ZodError, saved: unknown): InputError {
  const { found, expected } = schemaFault(error, saved);
  return new InputError({ where: "saved state of lorebook", found, expected });
}
