import { type Embedder, random } from "../../core/index.ts";
import { type DiversityReport, diversityReport, personaLine } from "../../create/index.ts";
import {
  type DeltaDiversityDecile,
  deltaDiversityDecile,
  type ImpliedAuthors,
  impliedAuthors,
  type ScoredReply,
} from "../../measure/index.ts";
import { cosine } from "../../model/index.ts";
import { readTranscripts, words } from "../../transcript/index.ts";
import { personaStream } from "./persona-stream.ts";

/** What is read from the files: personas, each as one text, or conversations, each turn a text of its speaker. */
export type TextKind = "personas" | "turns";

export interface TextDiversityOptions {
  of?: TextKind | undefined;
  embedder: Embedder;
  /** Files to stand beside. */
  reference?: readonly string[] | undefined;
  /** Files that the texts are compared with at equal length, in deciles of the reference. */
  baseline?: readonly string[] | undefined;
  seed: number;
  signal?: AbortSignal;
}

export interface TextDiversity extends DiversityReport {
  /** Whether speakers differ in how they write; where the texts are turns of two speakers or more, with two turns each. */
  authors?: ImpliedAuthors;
  /** Where there is a baseline: how much more diverse than it the texts are, each among reference texts of its length. */
  atEqualLength?: DeltaDiversityDecile;
}

/** Telling speakers apart takes the square of these. */
const MOST_STORIES = 400;

/**
 * How diverse the texts of files are. At equal length (ΔDD of Deshpande et al. 2025 [180]) a text's diversity is 1 less its
 * mean cosine to the other texts of its own side.
 *
 * @throws InputError for files that cannot be read, and fewer than 8 texts on a side. @throws RangeError for a baseline
 *   without a reference.
 */
export async function textDiversity(files: readonly string[], options: TextDiversityOptions): Promise<TextDiversity> {
  const { of = "personas", embedder, reference, baseline, seed, signal } = options;
  if (baseline && !reference) throw new RangeError("invalid baseline; without a reference there are no deciles");
  const own = await textsOf(files, of);
  const beside = reference && (await textsOf(reference, of));
  const report = await diversityReport(plain(own), {
    embedder,
    ...(beside && { reference: plain(beside) }),
    seed,
    ...(signal && { signal }),
  });
  const authors = of === "turns" ? await authorsOf(own, { embedder, seed, signal }) : null;
  const sides = beside && baseline ? { own, beside, before: await textsOf(baseline, of) } : undefined;
  const scored = (texts: readonly Written[]): Promise<ScoredReply[]> => scoredReplies(plain(texts), embedder, signal);
  const atEqualLength = sides
    ? deltaDiversityDecile({
        reference: await scored(sides.beside),
        baseline: await scored(sides.before),
        system: await scored(sides.own),
      })
    : null;
  return { ...report, ...(authors && { authors }), ...(atEqualLength && { atEqualLength }) };
}

interface Written {
  author: string;
  text: string;
}

async function textsOf(files: readonly string[], of: TextKind): Promise<Written[]> {
  if (of === "personas") {
    const all: Written[] = [];
    for await (const persona of personaStream(files)) all.push({ author: "", text: personaLine(persona) });
    return all;
  }
  const read = await Promise.all(files.map((file) => readTranscripts(file)));
  return read
    .flat()
    .flatMap(({ messages }) => messages.map(({ speaker, text }) => ({ author: speaker, text })))
    .filter(({ text }) => words(text).length > 0);
}

function plain(texts: readonly Written[]): string[] {
  return texts.map(({ text }) => text);
}

async function authorsOf(
  texts: readonly Written[],
  { embedder, seed, signal }: { embedder: Embedder; seed: number; signal: AbortSignal | undefined },
): Promise<ImpliedAuthors | null> {
  const drawn = random(seed).shuffle(texts).slice(0, MOST_STORIES);
  const counts = Map.groupBy(drawn, ({ author }) => author);
  const stories = drawn.filter(({ author }) => (counts.get(author)?.length ?? 0) > 1);
  const vectors = await embedder.embed(plain(stories), signal);
  return impliedAuthors(stories.map((story, i) => ({ ...story, vector: vectors[i] as Float32Array })));
}

async function scoredReplies(
  texts: readonly string[],
  embedder: Embedder,
  signal: AbortSignal | undefined,
): Promise<ScoredReply[]> {
  const vectors = await embedder.embed(texts, signal);
  return vectors.map((vector, i) => {
    const others = vectors.reduce((sum, other, j) => (i === j ? sum : sum + cosine(vector, other)), 0);
    return { length: words(texts[i] ?? "").length, diversity: 1 - others / Math.max(1, vectors.length - 1) };
  });
}
