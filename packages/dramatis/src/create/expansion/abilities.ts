/**
 * Makes a persona of what somebody tells of their life, by ability: for each area what goes well, what is hard, what helps.
 *
 * Persona-L, Sun et al. 2024: personas of people with complex needs, by an ability-based framework, whose designers asked
 * above all to see where everything comes from and for a balance of abilities and constraints. One persona a text. Every
 * entry quotes the text, with the place; what quotes words that are not there is dropped. A constraint of an area without
 * strength or adaptation is kept and marked `warning: "unbalanced_ability"`. The text itself goes to `knowledge.documents`,
 * to be answered from, and a rule puts medical advice out of scope. A chat model reads the text; without one, clauses are
 * found by words (ability-words.ts, English). The paper's field names and data are not published; areas are free words of
 * the model. A text that tells of nothing yields no persona.
 *
 * @paper 121
 * @method
 */
import { z } from "zod";
import { type Model, oneLine, type Persona, type Provenance, type Source } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { given, type Material, type SourceText } from "../material.ts";
import { abilitiesByWords, type FoundAbility } from "./ability-words.ts";

export const OUT_OF_SCOPE =
  "Asked for medical advice, say that you can only tell of your own life, and that a professional is the one to ask.";

const TASK = `You read what somebody tells of their life, and note abilities by area of life (mobility, communication, work, …). For each thing that is told, give the area, and of strength (what goes well), constraint (what is hard), adaptation (what helps) and context (when, where, with whom) those that are told, each in the first person and short; and the words of the text that say it, copied exactly. Note strengths as carefully as constraints. Nothing that is not told.
Reply as {"abilities": [{"area": "…", "strength": "…", "constraint": "…", "adaptation": "…", "context": "…", "quote": "…"}]}, leaving out what is not told.`;

const MOST_CHARACTERS = 12_000;

const side = z.string().nullish();
const shape = z.object({
  abilities: z.array(
    z.object({
      area: z.string(),
      strength: side,
      constraint: side,
      adaptation: side,
      context: side,
      quote: z.string(),
    }),
  ),
});

/** One area of life of the facet `abilities`, with where each part comes from. */
export interface SourcedAbility {
  area: string;
  strength?: string;
  constraint?: string;
  adaptation?: string;
  context?: string;
  warning?: "unbalanced_ability";
  provenance: Provenance[];
}

/** @throws InputError without texts. */
export function abilities(material: Material = {}): Source {
  const name = "abilities";
  const texts = given(name, material, "texts");
  const { tally } = material;
  const model = material.model && (tally?.counted(material.model) ?? material.model);

  async function found(text: SourceText, signal?: AbortSignal): Promise<SourcedAbility[]> {
    const all = model === undefined ? abilitiesByWords(text.text) : await readBy(model, text, signal);
    const sourced: SourcedAbility[] = [];
    for (const ability of all) {
      tally?.ask();
      const fault = ability === null ? "unparsed" : faultOf(ability, text);
      if (fault !== undefined || ability === null) {
        tally?.drop(fault ?? "unparsed");
        continue;
      }
      tally?.keep();
      const from = text.text.indexOf(ability.quote);
      const by = model === undefined ? {} : { model: model.id };
      const span: [number, number] = [from, from + ability.quote.length];
      put(sourced, ability, {
        source: "extracted_text",
        method: name,
        ...by,
        from: text.id,
        quote: ability.quote,
        span,
      });
    }
    return sourced.map((ability) => (isUnbalanced(ability) ? { ...ability, warning: "unbalanced_ability" } : ability));
  }

  async function* personas(_seed: number, signal?: AbortSignal): AsyncGenerator<Persona> {
    for (const text of texts) {
      signal?.throwIfAborted();
      const all = await found(text, signal);
      if (all.length > 0) yield personaOf(text, all, model);
    }
  }

  return { name, personas };
}

/** Whether it tells only what is hard: a portrait of deficits. */
export function isUnbalanced({ strength, constraint, adaptation }: Omit<SourcedAbility, "provenance">): boolean {
  return constraint !== undefined && strength === undefined && adaptation === undefined;
}

async function readBy(model: Model, { text }: SourceText, signal?: AbortSignal): Promise<(FoundAbility | null)[]> {
  const all: (FoundAbility | null)[] = [];
  for (const part of partsOf(text)) {
    const reply = await askJson(model, { task: TASK, material: { text: part }, shape }, signal);
    if (reply === null) all.push(null);
    for (const { area, quote, ...sides } of reply?.abilities ?? []) {
      const told = Object.entries(sides).flatMap(([key, value]) => (value?.trim() ? [[key, oneLine(value)]] : []));
      all.push({ area: oneLine(area, 60).toLowerCase(), quote: quote.trim(), ...Object.fromEntries(told) });
    }
  }
  return all;
}

/** The text in parts that a model reads at once, cut between paragraphs where they allow it. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > MOST_CHARACTERS) {
    const cut = rest.lastIndexOf("\n\n", MOST_CHARACTERS);
    const end = cut > 0 ? cut : MOST_CHARACTERS;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...parts, rest].filter((part) => part.trim() !== "");
}

function faultOf({ area, quote, ...sides }: FoundAbility, { text }: SourceText): string | undefined {
  if (quote === "" || !text.includes(quote)) return "quote not in the text";
  return area === "" || Object.keys(sides).every((key) => key === "context") ? "says nothing" : undefined;
}

/** Under its area, beside what is told of it already. */
function put(all: SourcedAbility[], { quote: _, ...told }: FoundAbility, provenance: Provenance): void {
  const known = all.find(({ area }) => area === told.area);
  if (known === undefined) {
    all.push({ ...told, provenance: [provenance] });
    return;
  }
  for (const key of ["strength", "constraint", "adaptation", "context"] as const) {
    const parts = [known[key], told[key]].filter((part) => part !== undefined);
    if (parts.length > 0) known[key] = parts.join(" ");
  }
  known.provenance.push(provenance);
}

function personaOf({ id, title, text }: SourceText, all: SourcedAbility[], model: Model | undefined): Persona {
  return {
    schema: "dramatis.persona/1",
    name: title ?? id,
    kind: "individual",
    knowledge: { documents: [{ id, text, ...(title !== undefined && { title }) }] },
    rules: [OUT_OF_SCOPE],
    provenance: [{ source: "extracted_text", method: "abilities", from: id, ...(model && { model: model.id }) }],
    facets: { abilities: all },
  };
}
