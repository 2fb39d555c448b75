import type { Message } from "../../../core/index.ts";
import type { ApiEvent } from "../api-route.ts";
import type { Caller } from "../caller.ts";
import type { House } from "../house.ts";
import { reachPersona } from "../reach-persona.ts";
import { refuseModel } from "../refuse-model.ts";
import { failed, pieceEvents } from "./piece-events.ts";
import { shownTo, withEvidence } from "./reply-evidence.ts";
import { playedBy } from "./talks.ts";

/** One who answers. */
export interface Side {
  persona: string;
  version?: string | undefined;
  model?: string | undefined;
}

export interface Compared {
  text: string;
  /** What was said before; whoever is not "user" is the persona. */
  history: readonly { speaker: string; text: string }[];
  sides: readonly Side[];
  caller: Caller;
  signal: AbortSignal;
}

/**
 * The same message to several at once; their pieces as they come, each with its side's number. Nobody remembers it, and
 * it is kept nowhere. A side that fails ends with an `error` event of its own.
 *
 * @throws HttpFault 404 and what else keeps a side from beginning
 */
export async function compareSides(house: House, asked: Compared): Promise<AsyncIterable<ApiEvent>> {
  const { sides, caller } = asked;
  await refuseModel(house, { caller, specs: sides.flatMap(({ model }) => model ?? []) });
  const opened = await Promise.all(
    sides.map(async ({ persona: name, version, model }) => {
      const { persona } = await reachPersona(house, { caller, name, version });
      const played = { model, memory: false };
      return { persona, ...(await playedBy(house, { persona, played, caller })) };
    }),
  );
  return sidesInTurn(opened, asked);
}

type Opened = Awaited<ReturnType<typeof playedBy>> & { persona: { name: string } };

async function* sidesInTurn(opened: readonly Opened[], asked: Compared): AsyncGenerator<ApiEvent, void, void> {
  const left = new AbortController();
  const signal = AbortSignal.any([asked.signal, left.signal]);
  const streams = opened.map((one, side) => sideEvents(one, { ...asked, signal, side }));
  const next = async (side: number): Promise<{ side: number; step: IteratorResult<ApiEvent> | undefined }> => {
    return { side, step: await streams[side]?.next() };
  };
  const waiting = new Map(streams.map((_, side) => [side, next(side)]));
  try {
    while (waiting.size > 0) {
      const { side, step } = await Promise.race(waiting.values());
      if (!step || step.done) waiting.delete(side);
      else {
        waiting.set(side, next(side));
        yield step.value;
      }
    }
    asked.signal.throwIfAborted();
  } finally {
    left.abort();
    await Promise.all(streams.map((stream) => stream.return()));
  }
}

async function* sideEvents(
  { agent, actor }: Opened,
  { text, history, signal, caller, side }: Compared & { side: number },
): AsyncGenerator<ApiEvent, void, void> {
  const { persona } = agent;
  const session = `side ${side}`;
  const messages = [...history, { speaker: "user", text }].map(({ speaker, text }, turn): Message => {
    return { session, turn, speaker: speaker === "user" ? "user" : persona.name, text };
  });
  try {
    const made = yield* pieceEvents(agent.stream(messages, { signal }), { side });
    const { text, usage, finish, model, personaVersion, evidence } = made;
    const said = { session, turn: messages.length, speaker: persona.name, text, personaVersion, model, usage };
    const reply: Message = { ...said, evidence: { ...evidence, finish } };
    const message = await withEvidence(reply, { persona, nli: actor.nli, signal });
    yield { event: "message", data: { side, message: shownTo(caller, message) } };
  } catch (error) {
    if (!signal.aborted) yield failed(error, { side });
  }
}
