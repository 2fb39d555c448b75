import { type AgentView, type Component, type Contribution, type Message, oneLine, StoreError } from "../core/index.ts";

/** What components added, and which of them could not because their store failed. */
export interface Gathered {
  contributions: Contribution[];
  /** The components whose store failed. */
  failed: Component[];
  /** One line for each of them: its name and its store's error. */
  lost: string[];
}

/**
 * What every component adds, in order. One whose store fails is left out and named: a persona that forgets for a turn is
 * better than one that falls silent.
 *
 * @throws what else a component throws.
 */
export async function gatherContributions(
  components: readonly Component[],
  view: AgentView,
  signal?: AbortSignal,
): Promise<Gathered> {
  const contributions: Contribution[] = [];
  const failed: Component[] = [];
  const lost: string[] = [];
  for (const component of components) {
    try {
      contributions.push(...(await component.contribute(view, signal)));
    } catch (error) {
      lost.push(lossOf(component, error));
      failed.push(component);
    }
  }
  return { contributions, failed, lost };
}

/**
 * Tells components of messages, each message once. What a store could not take waits, and is told again, in order, before
 * the next message.
 */
export function observers(
  components: readonly Component[],
): (message: Message, signal?: AbortSignal) => Promise<string[]> {
  const queues = components.flatMap((component) =>
    component.observe ? [{ component, waiting: [] as Message[], told: new WeakSet<Message>() }] : [],
  );
  return async (message, signal) => {
    const lost: string[] = [];
    for (const { component, waiting, told } of queues) {
      if (!told.has(message)) waiting.push(message);
      told.add(message);
      try {
        for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
          await component.observe?.(next, signal);
          waiting.shift();
        }
      } catch (error) {
        lost.push(`${lossOf(component, error)} (${waiting.length} not kept yet)`);
      }
    }
    return lost;
  };
}

function lossOf({ name }: Component, error: unknown): string {
  if (!(error instanceof StoreError)) throw error;
  return oneLine(`${name}: ${error.message}`, 400);
}
