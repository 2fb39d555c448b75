/**
 * Makes a persona of an author from the journal entries that are most like the rest of them.
 *
 * Journal-based personas [43]: entries of more than 100 words are embedded and clustered (k of 2..6 by silhouette), and
 * of the largest cluster the ten nearest its centroid are kept (representative-entries.ts); they ground the persona and
 * its Big Five, which is dropped where the entries disagree (standard deviation over .25). We depart: the persona ends
 * here, dialogues of two such personas are a scene's work; an entry's levels are a chat model's, or those of `traits`,
 * and without either there are none; statements are the clauses of the entries that state something of the author.
 * Fewer than five entries are all kept, and `facets.journal.isFew` says so: then no embedder is needed. Shorter entries
 * are dropped; with none left it throws.
 *
 * @paper 43
 * @needs embed
 */
import { z } from "zod";
import {
  InputError,
  type Model,
  type Persona,
  type Provenance,
  type Source,
  type Statement,
} from "../../core/index.ts";
import { askJson, neededEmbedder } from "../../model/index.ts";
import { sentences, statedFacts, words } from "../../transcript/index.ts";
import { given, type Material, type SourceText } from "../material.ts";
import { tally as newTally, type Tally } from "../tally.ts";
import { FEWEST, type Representative, representativeEntries } from "./representative-entries.ts";
import { entryLevels, type Levels, spreadOf, type TraitReader, traitsOf } from "./trait-levels.ts";

const BIG5 = ["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"] as const;
const TASK = `You are given one journal entry.
Say how high its author stands in each of the Big Five as the entry shows it, from 1 (very low) to 9 (very high), 5 where it shows nothing.
Reply with {${BIG5.map((trait) => `"${trait}": 1-9`).join(", ")}}.`;
const level = z.number().min(1).max(9);
const shape = z.object({
  openness: level,
  conscientiousness: level,
  extraversion: level,
  agreeableness: level,
  neuroticism: level,
});

/** Statements kept of the entries together. */
const MOST_STATEMENTS = 60;

export interface JournalOptions extends Material {
  traits?: TraitReader;
  /** Entries must have more words. */
  moreWords?: number;
  /** Entries kept. */
  most?: number;
  /** A trait is dropped where the entries' levels have a higher standard deviation. */
  mostSd?: number;
}

/**
 * The texts are entries of one author, who is `speaker`.
 *
 * @throws InputError without texts or without one that is long enough, UnsupportedError without an embedder where there
 * are entries to choose from.
 */
export function journal(options: JournalOptions = {}): Source {
  const { speaker, model, traits, tally = newTally(), moreWords = 100, most = 10, mostSd = 0.25 } = options;
  const texts = given("journal", options, "texts");
  const entries = texts.filter(({ text }) => words(text).length > moreWords);
  if (entries.length === 0) {
    const found = `${texts.length} ${texts.length === 1 ? "entry" : "entries"}, none of more than ${moreWords} words`;
    throw new InputError({ where: "journal", found, expected: `an entry of more than ${moreWords} words` });
  }
  const embedder = entries.length < FEWEST ? undefined : neededEmbedder("journal", options.embedder);
  const asked = model === undefined ? undefined : tally.counted(model);

  return {
    name: "journal",
    async *personas(seed, signal) {
      signal?.throwIfAborted();
      const vectors = await embedder?.embed(
        entries.map(({ text }) => text),
        signal,
      );
      const chosen = vectors === undefined ? allOf(entries) : representativeEntries(vectors, { most, seed });
      const kept = chosen.kept.map((i) => entries[i] as SourceText);
      tally.ask(texts.length);
      tally.keep(kept.length);
      if (texts.length > entries.length) tally.drop("too short", texts.length - entries.length);
      if (entries.length > kept.length) tally.drop("not representative", entries.length - kept.length);
      const levels = await levelsOf(kept, { model: asked, traits, tally }, signal);
      signal?.throwIfAborted();
      yield personaOf({ name: speaker ?? "Author", kept, chosen, levels, mostSd, by: asked?.id ?? traits?.id });
    },
  };
}

function allOf(entries: readonly SourceText[]): Representative {
  return { kept: entries.map((_, i) => i), sizes: [entries.length], silhouette: null };
}

async function levelsOf(
  kept: readonly SourceText[],
  { model, traits, tally }: { model: Model | undefined; traits: TraitReader | undefined; tally: Tally },
  signal?: AbortSignal,
): Promise<Levels[]> {
  const levels: Levels[] = [];
  for (const { text } of kept) {
    if (model !== undefined) {
      const reply = await askJson(model, { task: TASK, material: { entry: text }, shape }, signal);
      tally.ask();
      if (reply === null) tally.drop("unparsed");
      else tally.keep();
      if (reply !== null) levels.push(Object.fromEntries(BIG5.map((trait) => [trait, (reply[trait] - 1) / 8])));
    } else if (traits !== undefined) {
      const own = sentences(text)
        .map((sentence) => sentence.trim())
        .filter((sentence) => /\b(?:I|my|me)\b/u.test(sentence));
      if (own.length > 0) levels.push(entryLevels(await traits.read(own, signal)));
    }
  }
  return levels;
}

function personaOf(of: {
  name: string;
  kept: readonly SourceText[];
  chosen: Representative;
  levels: readonly Levels[];
  mostSd: number;
  by: string | undefined;
}): Persona {
  const { kept, chosen } = of;
  const statements = statementsOf(kept);
  const spread = spreadOf(of.levels);
  const made: Provenance = {
    source: "llm_inferred",
    method: "journal",
    ...(of.by === undefined ? {} : { model: of.by }),
  };
  const traits = traitsOf(spread, { most: of.mostSd, made });
  const dropped = spread.filter(({ sd }) => sd > of.mostSd).map(({ trait }) => trait);
  return {
    ...{ schema: "dramatis.persona/1", name: of.name, kind: "individual" },
    ...(statements.length > 0 ? { statements } : {}),
    ...(traits.length > 0 ? { traits } : {}),
    facets: {
      journal: {
        entries: kept.map(({ id }) => id),
        clusters: chosen.sizes,
        ...(chosen.silhouette === null ? {} : { silhouette: chosen.silhouette }),
        isFew: kept.length < FEWEST,
        ...(dropped.length > 0 ? { traitsThatDisagree: dropped } : {}),
      },
    },
  };
}

function statementsOf(kept: readonly SourceText[]): Statement[] {
  const found = new Map<string, Statement>();
  for (const { id: from, text } of kept) {
    let start = 0;
    for (const sentence of sentences(text)) {
      const quote = sentence.trim();
      const at = start + sentence.indexOf(quote);
      start += sentence.length;
      for (const { text: fact, confidence } of statedFacts(sentence)) {
        if (found.size >= MOST_STATEMENTS || found.has(fact.toLowerCase())) continue;
        const span: [number, number] = [at, at + quote.length];
        const provenance: Provenance[] = [
          { source: "extracted_text", method: "journal", from, span, quote, confidence },
        ];
        found.set(fact.toLowerCase(), { id: `j${found.size + 1}`, text: fact, provenance });
      }
    }
  }
  return [...found.values()];
}
