import type { CheckResult, Message } from "../../core/index.ts";
import type { Lifetime } from "../../stats/index.ts";

/** A conversation that was watched until the persona left its character, or until it ended. */
export interface WatchedConversation extends Lifetime {
  /** The persona's turns, in order. */
  turns: Message[];
}

/** Two sets of conversations, or two halves of them, to be held against each other. */
export interface LifetimePair {
  title: string;
  sides: readonly { name: string; lifetimes: readonly Lifetime[] }[];
}

/** The measure that waits, in each conversation, for the first turn of a kind: it counts turns, a conversation each. */
export function waitingMeasure({ measures }: CheckResult): string | null {
  const found = Object.entries(measures).find(
    ([, { unit, counts, value }]) => unit === "turns" && counts === "conversations" && value !== null,
  );
  return found?.[0] ?? null;
}

/**
 * How long each conversation lasted, by what the measure points at: time 1 is the first turn, and one without such a turn
 * is cut off at its last. null where it is not known which of the conversations could not be judged.
 */
export function watchedConversations(result: CheckResult, measure: string): WatchedConversation[] | null {
  const failed = new Set(result.failures.filter((one) => one.measure === measure).map(({ session }) => session));
  const found = new Map(
    result.evidence.filter((one) => one.measure === measure).map(({ session, turn }) => [session, turn]),
  );
  const watched = result.transcripts.flatMap(({ session, messages }): WatchedConversation[] => {
    const turns = messages.filter(({ speaker }) => speaker === result.speaker);
    if (failed.has(session) || turns.every(({ text }) => text.trim() === "")) return [];
    const place = turns.findIndex(({ turn }) => turn === found.get(session));
    return [place < 0 ? { time: turns.length, ended: false, turns } : { time: place + 1, ended: true, turns }];
  });
  return watched.length === result.measures[measure]?.n ? watched : null;
}

/** What the turns themselves say that two sets differ in: a guard that chose the reply, a history that was summed up. */
export function lifetimePairs(watched: readonly WatchedConversation[]): LifetimePair[] {
  return [byGuard(watched), byCompaction(watched)].filter(({ sides }) =>
    sides.every(({ lifetimes }) => lifetimes.length > 0),
  );
}

function byGuard(watched: readonly WatchedConversation[]): LifetimePair {
  const isGuarded = ({ turns }: WatchedConversation): boolean =>
    turns.some(({ evidence }) => Array.isArray(evidence?.guards) && evidence.guards.length > 0);
  return {
    title: "With and without a guard",
    sides: [
      { name: "without a guard", lifetimes: watched.filter((one) => !isGuarded(one)) },
      { name: "with a guard", lifetimes: watched.filter(isGuarded) },
    ],
  };
}

/** Of the conversations whose history was summed up: until then, and from then on those that were still in character. */
function byCompaction(watched: readonly WatchedConversation[]): LifetimePair {
  const cut = watched.flatMap(({ time, ended, turns }) => {
    const before = turns.findIndex(({ evidence }) => Number(evidence?.summedUp) > 0);
    return before < 1 ? [] : [{ time, ended, before }];
  });
  return {
    title: "Before and after the history was summed up",
    sides: [
      {
        name: "before",
        lifetimes: cut.map(({ time, ended, before }) =>
          time <= before ? { time, ended } : { time: before, ended: false },
        ),
      },
      {
        name: "after, if still in character",
        lifetimes: cut.flatMap(({ time, ended, before }) => (time > before ? [{ time: time - before, ended }] : [])),
      },
    ],
  };
}
