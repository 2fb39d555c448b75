import { type Embedder, InputError, type Model, type Nli, type Persona, type Transcript } from "../core/index.ts";
import type { Tally } from "./tally.ts";

/** A text that personas are made from: a page, a chapter, a journal entry. */
export interface SourceText {
  /** Names it in the provenance: a file name, with a number where a file holds several. */
  id: string;
  title?: string;
  text: string;
}

/** What a person was given to choose from, and chose. */
export interface Choice {
  context: string;
  chosen: string;
  rejected: string;
}

/**
 * What personas are made from. Every method of this room takes the same, uses what it needs of it, and says what it
 * lacks.
 */
export interface Material {
  /** In the order in which they were written. */
  texts?: readonly SourceText[];
  transcripts?: readonly Transcript[];
  /** Whom a persona is made of, where the transcripts have several speakers; each of them when absent. */
  speaker?: string;
  personas?: readonly Persona[];
  choices?: readonly Choice[];
  /** Follows instructions. */
  model?: Model;
  nli?: Nli;
  embedder?: Embedder;
  /** Counts what was asked, kept and dropped. */
  tally?: Tally;
}

/** The material that a method cannot do without; the flag of the command line that gives it. */
const GIVEN = {
  texts: "--text FILE",
  transcripts: "--transcript FILE",
  personas: "--persona FILE",
  choices: "--choices FILE",
} as const;

/** @throws InputError where none was given. */
export function given<Kind extends keyof typeof GIVEN>(
  method: string,
  material: Material,
  kind: Kind,
): NonNullable<Material[Kind]> {
  const found = material[kind];
  if (found !== undefined && found.length > 0) return found;
  const expected = `${kind} to make personas from`;
  throw new InputError({ where: method, found: `no ${kind}`, expected, fix: `give some with ${GIVEN[kind]}` });
}

/** What training rows are made of. @throws InputError where none was given. */
export function givenTasks<Task>(method: string, tasks: readonly Task[] | undefined): readonly Task[] {
  if (tasks !== undefined && tasks.length > 0) return tasks;
  const expected = "something to answer or to pose anew";
  throw new InputError({
    where: method,
    found: "no tasks",
    expected,
    fix: "dramatis synth takes them with --tasks FILE",
  });
}
