/**
 * Makes a persona of a character of a book, chapter by chapter, that knows nothing of the chapters after.
 *
 * CharacterGPT [112]: each chapter is summarised; of each of eight traits a flag says whether the summary tells anything;
 * personality, looks and motivations are rewritten as a whole, the others added with their chapter
 * (character-snapshot.ts); a snapshot a chapter, with `knowledge.cutoff`. `description` is the page about the character
 * from which the paper starts. What is said of a time before is no timeline of its own: it stays with the chapter that
 * tells it. We depart: the voice is the character's own lines, found by words (character-passages.ts); without a model
 * these are all there is: lines, what they say in them of themselves, and sentences of the narration on how they are,
 * each with its place. That finds no trait, no motive and nothing unsaid; it misses speakers whom only the context
 * tells, straight single quotes, and other languages' verbs of speech.
 * Chapters are found by chapters.ts. A book that never names the character gives an error with the names that it has.
 *
 * @paper 112
 */
import { z } from "zod";
import { InputError, type Model, type Persona, type Provenance, type Source } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { statedFacts } from "../../transcript/index.ts";
import { given, type Material } from "../material.ts";
import { withProvenance } from "../provenance.ts";
import { tally as newTally, type Tally } from "../tally.ts";
import { bySize, type Chapter, chaptersOf } from "./chapters.ts";
import { EVENTFUL, GENERAL, INITIAL, SUMMARY_TASK, traitTask } from "./character-gpt.prompts.ts";
import { type CharacterPassages, characterPassages, type Passage } from "./character-passages.ts";
import { type ChapterTrait, type Snapshot, snapshotPersona, withChapter } from "./character-snapshot.ts";

const METHOD = "character-gpt";
/** Characters of a chapter that are summarised at a time. */
const PART = 24_000;
const EMPTY: Snapshot = { general: {}, events: {} };

export interface CharacterGptOptions extends Material {
  /** Other names of the character in the text. */
  aliases?: readonly string[];
  /** What a page outside the book says of the character. */
  description?: string;
  /** A persona for each chapter, or one after the last. */
  snapshots?: "all" | "last";
  /** Lines kept as examples, statements, and sentences about the character: at most. */
  most?: { lines?: number; statements?: number; facts?: number };
}

/** @throws InputError without a text or a name. Iteration throws InputError where nothing is found of the character. */
export function characterGpt(options: CharacterGptOptions = {}): Source {
  const {
    speaker: name,
    model,
    tally = newTally(),
    snapshots = "last",
    most,
    description = "",
    aliases = [],
  } = options;
  const texts = given(METHOD, options, "texts");
  if (name === undefined || name.trim() === "") {
    const expected = "the character whom the persona is made of";
    throw new InputError({ where: METHOD, found: "no name", expected, fix: "give it with --speaker NAME" });
  }
  const asked = model === undefined ? undefined : tally.counted(model);

  return {
    name: METHOD,
    async *personas(_seed, signal) {
      signal?.throwIfAborted();
      const chapters = chaptersOf(texts);
      const passages = characterPassages(chapters, { name, aliases });
      if (asked === undefined && passages.lines.length + passages.about.length === 0) throw notThere(name, passages);
      const kept = keptPassages(passages, tally, most);
      let snapshot = asked ? await startOf({ name, description, model: asked, tally }, signal) : EMPTY;
      for (const [i, chapter] of chapters.entries()) {
        signal?.throwIfAborted();
        if (asked) snapshot = await afterChapter(snapshot, { chapter, name, model: asked, tally }, signal);
        signal?.throwIfAborted();
        if (snapshots === "last" && i < chapters.length - 1) continue;
        yield personaAt(chapter, { name, snapshot, kept, model: asked });
      }
    },
  };
}

function notThere(name: string, { people }: CharacterPassages): InputError {
  const known = people.slice(0, 6).join(", ") || "nobody who is said to say anything";
  const fix = "give the name as the text has it, or other names as aliases";
  return new InputError({
    where: METHOD,
    found: `nothing said by or of ${name}`,
    expected: `one of the text's people, such as ${known}`,
    fix,
  });
}

interface Asking {
  name: string;
  model: Model;
  tally: Tally;
}

const traitShape = z.object({ flag: z.union([z.literal(0), z.literal(1)]), text: z.string() });
const summaryShape = z.object({ summary: z.string() });

async function startOf(
  { description, ...asking }: Asking & { description: string },
  signal?: AbortSignal,
): Promise<Snapshot> {
  if (description.trim() === "") return EMPTY;
  return withChapter(EMPTY, 0, await traitsIn(description, { ...asking, traits: INITIAL, snapshot: EMPTY }, signal));
}

async function afterChapter(
  snapshot: Snapshot,
  { chapter, ...asking }: Asking & { chapter: Chapter },
  signal?: AbortSignal,
): Promise<Snapshot> {
  const summaries: string[] = [];
  for (const { text } of bySize(chapter.text, { size: PART, start: 0 })) {
    const material = { character: asking.name, text };
    const reply = await askJson(asking.model, { task: SUMMARY_TASK, material, shape: summaryShape }, signal);
    if (reply === null) {
      asking.tally.ask();
      asking.tally.drop("unparsed");
    } else summaries.push(reply.summary.trim());
  }
  const summary = summaries.filter((each) => each !== "").join("\n");
  if (summary === "") return snapshot;
  const found = await traitsIn(summary, { ...asking, traits: [...GENERAL, ...EVENTFUL], snapshot }, signal);
  return withChapter(snapshot, chapter.number, found);
}

async function traitsIn(
  summary: string,
  { name, model, tally, traits, snapshot }: Asking & { traits: readonly ChapterTrait["trait"][]; snapshot: Snapshot },
  signal?: AbortSignal,
): Promise<ChapterTrait[]> {
  const found: ChapterTrait[] = [];
  for (const trait of traits) {
    const known = Object.hasOwn(snapshot.general, trait)
      ? { known: snapshot.general[trait as (typeof GENERAL)[number]] }
      : {};
    const material = { character: name, summary, ...known };
    const reply = await askJson(model, { task: traitTask(trait), material, shape: traitShape }, signal);
    tally.ask();
    if (reply === null) tally.drop("unparsed");
    else if (reply.flag === 0 || reply.text.trim() === "") tally.drop("no information");
    else {
      tally.keep();
      found.push({ trait, ...reply });
    }
  }
  return found;
}

interface Kept {
  lines: Passage[];
  /** First-person clauses of the lines. */
  statements: (Passage & { quote: string })[];
  facts: Passage[];
}

/** Each text once, and of too many those that are spread evenly over the book. */
function keptPassages({ lines, about }: CharacterPassages, tally: Tally, most: CharacterGptOptions["most"] = {}): Kept {
  const statements = lines.flatMap((line) =>
    statedFacts(line.text).map((fact) => ({
      ...line,
      text: fact.text,
      quote: line.text,
      confidence: line.confidence * fact.confidence,
    })),
  );
  const examples = lines.filter(({ text, confidence }) => {
    const length = text.split(" ").length;
    return length >= 4 && length <= 40 && confidence > 0.6 && !/^\p{Ll}/u.test(text);
  });
  return {
    lines: spread(examples, most.lines ?? 12, tally),
    statements: spread(statements, most.statements ?? 40, tally),
    facts: spread(about, most.facts ?? 40, tally),
  };
}

function spread<T extends { text: string }>(found: readonly T[], most: number, tally: Tally): T[] {
  const distinct = [...new Map(found.map((each) => [each.text.toLowerCase(), each])).values()];
  const kept =
    distinct.length <= most
      ? distinct
      : Array.from({ length: most }, (_, i) => distinct[Math.floor((i * distinct.length) / most)] as T);
  tally.ask(found.length);
  tally.keep(kept.length);
  if (found.length > distinct.length) tally.drop("duplicate", found.length - distinct.length);
  if (distinct.length > kept.length) tally.drop("over the limit", distinct.length - kept.length);
  return kept;
}

function personaAt(
  chapter: Chapter,
  { name, snapshot, kept, model }: { name: string; snapshot: Snapshot; kept: Kept; model: Model | undefined },
): Persona {
  const [lines, statements, facts] = [kept.lines, kept.statements, kept.facts].map((all) =>
    all.filter((each) => each.chapter <= chapter.number),
  ) as [Passage[], Kept["statements"], Passage[]];
  const persona: Persona = {
    ...{ schema: "dramatis.persona/1", name, kind: "fictional" },
    ...(statements.length > 0
      ? {
          statements: statements.map((each, i) => ({
            id: `said${i + 1}`,
            text: each.text,
            provenance: [made(each, each.quote)],
          })),
        }
      : {}),
    ...(lines.length > 0 ? { style: { examples: lines.map(({ text }) => text) } } : {}),
    knowledge: {
      ...(facts.length > 0 ? { facts: facts.map(({ text }) => text) } : {}),
      cutoff: chapter.title === "" ? `part ${chapter.number}` : chapter.title,
    },
    ...(model === undefined
      ? {}
      : { provenance: [{ source: "llm_inferred", method: METHOD, model: model.id, from: chapter.from }] }),
  };
  const sources = [
    ...lines.map((each, i): [string, Provenance[]] => [`style.examples.${i}`, [made(each)]]),
    ...facts.map((each, i): [string, Provenance[]] => [`knowledge.facts.${i}`, [made(each)]]),
  ];
  return snapshotPersona(withProvenance(persona, Object.fromEntries(sources)), snapshot);
}

function made({ from, span, confidence, text }: Passage, quote = text): Provenance {
  return { source: "extracted_text", method: METHOD, from, span, quote, confidence };
}
