import { z } from "zod";
import { readData } from "../scenes/kept-data.ts";
import type { SceneWorld } from "../world/scene-world.ts";

/** What a side claims, with the ids of the passages that bear it out. */
export interface DebateArgument {
  title: string;
  claim: string;
  evidence: string[];
}

/** How a moderator judged the debate of a topic. */
export interface DebateVerdict {
  progress: boolean;
  questions: boolean;
  /** Who clearly won; null where nobody did. */
  winner: string | null;
}

/** One topic of a tree of debates. */
export interface DebateNode {
  /** Its place in the tree, which is in the order in which topics are debated. */
  id: number;
  /** null for the root. */
  parent: number | null;
  /** 0 for the root. */
  depth: number;
  topic: string;
  /** null where the moderator could not be read; absent while it is not judged. */
  verdict?: DebateVerdict | null | undefined;
  /** The moderator's reason; "" where there is none. */
  summary: string;
  /** It was worth splitting. */
  isOpen: boolean;
}

const verdict = z.object({ progress: z.boolean(), questions: z.boolean(), winner: z.string().nullable() });
const node = z.object({
  id: z.number(),
  parent: z.number().nullable(),
  depth: z.number(),
  topic: z.string(),
  verdict: verdict.nullable().optional(),
  summary: z.string(),
  isOpen: z.boolean(),
});

/** The tree as far as it was debated, breadth first; only the root before. @throws RangeError where it is not as it was left */
export function debateTree(world: Pick<SceneWorld, "data">, topic: string): DebateNode[] {
  const root: DebateNode = { id: 0, parent: null, depth: 0, topic, summary: "", isOpen: false };
  return readData(world, z.object({ tree: z.array(node).default([root]) })).tree;
}

/** Whether a topic is split: there was progress or a question of substance, nobody clearly won, and it is not too deep. */
export function isSplit(judged: DebateVerdict | null, { at, depth }: { at: number; depth: number }): boolean {
  return judged !== null && at < depth && judged.winner === null && (judged.progress || judged.questions);
}

/** The arguments with those of their passages that were shown; one without any is dropped. */
export function borneOut(claimed: readonly DebateArgument[], shown: readonly { id: string }[]): DebateArgument[] {
  const ids = new Set(shown.map(({ id }) => id));
  return claimed
    .map((argument) => ({ ...argument, evidence: argument.evidence.filter((id) => ids.has(id)) }))
    .filter(({ evidence }) => evidence.length > 0);
}

/** The tree with a topic's subtopics; blank ones, ones that are in the tree already and those beyond `most` are left out. */
export function withChildren(
  tree: readonly DebateNode[],
  { id, depth }: DebateNode,
  { topics, most }: { topics: readonly string[]; most: number },
): DebateNode[] {
  const plain = (text: string): string => text.trim().toLowerCase();
  const known = new Set(tree.map(({ topic }) => plain(topic)));
  const fresh = topics.filter((topic, i) => {
    const isNew = plain(topic) !== "" && !known.has(plain(topic));
    return isNew && topics.findIndex((other) => plain(other) === plain(topic)) === i;
  });
  const children = fresh.slice(0, most).map(
    (topic, i): DebateNode => ({
      ...{ id: tree.length + i, parent: id, depth: depth + 1 },
      ...{ topic: topic.trim(), summary: "", isOpen: false },
    }),
  );
  return [...tree, ...children];
}

/** The tree in words, a topic a line, indented by its depth, its subtopics under it. */
export function outline(tree: readonly DebateNode[], parent: number | null = null): string {
  return tree
    .filter((one) => one.parent === parent)
    .flatMap(({ id, depth, topic, summary, verdict }) => {
      const end =
        verdict == null ? "not judged" : verdict.winner === null ? "no clear winner" : `won by ${verdict.winner}`;
      const line = `${"  ".repeat(depth)}- ${topic} (${end}): ${summary}`;
      const below = outline(tree, id);
      return below === "" ? [line] : [line, below];
    })
    .join("\n");
}
