import type { Message, Transcript } from "../../core/index.ts";
import { type EventKind, mayKnow, type SceneEvent, type SceneWorld } from "./scene-world.ts";

export interface SceneTranscriptOptions {
  /** Whose transcript it is: with what was said to it alone, and a note of what it wants and hides. Else what all may know. */
  as?: string;
  session?: string;
  /** More for the note of what is played, such as an original to hold it against. */
  note?: Readonly<Record<string, unknown>>;
}

/** What can be seen and heard. */
const OPEN: readonly EventKind[] = ["speech", "action", "scene", "outcome", "direction", "leave"];

/**
 * What was said and done in the open, as a conversation: actions and leavings stand in (round brackets), and what somebody
 * does and says in one go is one turn. The first message notes the place, and with `as` the agent's goal and secret, under
 * `evidence.probe` with the kind "scene", where measures of whole scenes look for it; a message's events are under
 * `evidence.events`. Thoughts, choices and answers to an interviewer are left out, and so is what lies
 * beyond the world's horizon.
 *
 * @returns no messages where nothing happened in the open. @throws RangeError for an agent that is not in the scene
 */
export function sceneTranscript(world: SceneWorld, options: SceneTranscriptOptions = {}): Transcript {
  const { as, session = `scene-${world.seed}`, note = {} } = options;
  const own = world.agents.find(({ name }) => name === as);
  if (as !== undefined && own === undefined) throw new RangeError(`invalid agent; not in the scene: ${as}`);
  const isOpen = (event: SceneEvent): boolean => (as === undefined ? event.to === "all" : mayKnow(as, event));
  const turns = inOneGo(world.events.filter((event) => OPEN.includes(event.kind) && isOpen(event)));
  const { goal, secret } = own ?? {};
  const scene = {
    ...world.place,
    ...(goal !== undefined && { goal }),
    ...(secret !== undefined && { secret }),
    ...note,
  };
  const messages = turns.map((events, turn) => {
    const probe = turn === 0 ? { probe: { kind: "scene", ...scene } } : {};
    return messageOf(events, { session, turn, evidence: { ...probe, events: events.map(({ id }) => id) } });
  });
  return { session, messages };
}

/** Neighbours of one actor in one step, together. */
function inOneGo(events: readonly SceneEvent[]): SceneEvent[][] {
  const turns: SceneEvent[][] = [];
  for (const event of events) {
    const last = turns.at(-1);
    if (last?.[0]?.actor === event.actor && last[0].step === event.step) last.push(event);
    else turns.push([event]);
  }
  return turns;
}

function messageOf(events: readonly SceneEvent[], place: Pick<Message, "session" | "turn" | "evidence">): Message {
  const { actor = "", made } = events[0] ?? {};
  const text = events
    .map((one) => (one.kind === "action" || one.kind === "leave" ? `(${one.text})` : one.text))
    .join(" ");
  return {
    ...place,
    speaker: actor,
    text,
    ...(made && { model: made.model }),
    ...(made?.personaVersion !== undefined && { personaVersion: made.personaVersion }),
  };
}
