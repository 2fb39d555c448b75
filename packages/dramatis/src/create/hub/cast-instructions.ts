import { InputError, type Persona, type Random } from "../../core/index.ts";

/** What a character is to answer: a question, or several of one conversation. */
export interface Instruction {
  id: string;
  turns: readonly InstructionTurn[];
}

export interface InstructionTurn {
  text: string;
  /** The answer that is known to be right. */
  answer?: string;
}

/** Each instruction with each of `each` different characters, drawn evenly from the pool. */
export function* castInstructions(
  instructions: readonly Instruction[],
  pool: readonly Persona[],
  { each, draw }: { each: number; draw: Random },
): Generator<{ instruction: Instruction; character: Persona }> {
  if (pool.length < each) {
    const expected = `at least ${each}, as many as answer each instruction`;
    throw new InputError({ where: "personas", found: `${pool.length}`, expected });
  }
  for (const instruction of instructions) {
    const drawn = new Set<number>();
    while (drawn.size < each) drawn.add(draw.int(pool.length));
    for (const place of drawn) yield { instruction, character: pool[place] as Persona };
  }
}
