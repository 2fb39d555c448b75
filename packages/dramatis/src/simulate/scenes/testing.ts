import assert from "node:assert/strict";
import type { Engine, GenerateRequest, Persona } from "../../core/index.ts";
import type { Player } from "../world/player.ts";
import { mayKnow, type SceneWorld } from "../world/scene-world.ts";

/** One prompt, and whose it was. */
export interface Prompted {
  name: string;
  prompt: string;
}

/** A player for tests that answers by a rule from its whole prompt, an object as JSON; what it was asked goes to `asked`. */
export function ruled(
  name: string,
  rule: (prompt: string, request: GenerateRequest) => string | object,
  { asked = [], persona }: { asked?: Prompted[]; persona?: Partial<Persona> } = {},
): Player {
  return {
    name,
    model: {
      id: `ruled-${name}`,
      generate: async (request, signal) => {
        signal?.throwIfAborted();
        const prompt = request.messages.map(({ content }) => content).join("\n");
        asked.push({ name, prompt });
        const said = rule(prompt, request);
        const text = typeof said === "string" ? said : JSON.stringify(said);
        return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
      },
    },
    ...(persona && {
      persona: { persona: { schema: "dramatis.persona/1", name, ...persona }, version: `version-${name}` },
    }),
  };
}

export function castOf(...players: readonly Player[]): ReadonlyMap<string, Player> {
  return new Map(players.map((player) => [player.name, player]));
}

/** The world when the engine is done. */
export async function playedOut(
  engine: Engine<SceneWorld>,
  world: SceneWorld,
  most: number = 500,
): Promise<SceneWorld> {
  let now = world;
  for (let i = 0; !now.done; i++) {
    assert.ok(i < most, `not done after ${most} steps`);
    now = await engine.step(now);
  }
  return now;
}

/** No prompt but those of `owner` holds what is the owner's alone, and at least one of the owner's does. */
export function assertPrivate(asked: readonly Prompted[], secret: string, owner: string): void {
  const holders = new Set(asked.flatMap(({ name, prompt }) => (prompt.includes(secret) ? [name] : [])));
  assert.deepEqual([...holders], [owner], `${secret} was read by others than ${owner}`);
}

/** Every event names what led to it: something before it that its actor knew of, or that an office decided. */
export function assertCaused({ agents, events }: SceneWorld): void {
  const names = new Set(agents.map(({ name }) => name));
  for (const { id, actor, because, text } of events) {
    const before = events.filter((event) => event.id < id && (mayKnow(actor, event) || !names.has(event.actor)));
    const known = new Set(before.filter((event) => mayKnow(actor, event)).map((event) => event.id));
    assert.ok(known.size === 0 || because.length > 0, `nothing led to event ${id}: ${text}`);
    const ids = new Set(before.map((event) => event.id));
    for (const cause of because) assert.ok(ids.has(cause), `event ${cause} cannot have led to ${id}: ${text}`);
  }
}

/** A run that is put down after every step as JSON and taken up again comes out the same. */
export async function assertResumes(make: () => Engine<SceneWorld>, world: SceneWorld): Promise<void> {
  const whole = await playedOut(make(), world);
  let now = world;
  while (!now.done) now = JSON.parse(JSON.stringify(await make().step(now)));
  assert.deepEqual(now, JSON.parse(JSON.stringify(whole)));
}
