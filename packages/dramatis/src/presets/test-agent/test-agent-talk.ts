import {
  type ChatMessage,
  type Embedder,
  type Message,
  type Model,
  roughTokens,
  type Usage,
} from "../../core/index.ts";
import { addUsage } from "../../model/index.ts";
import {
  conversation,
  counsellingClient,
  goalUser,
  hiddenPreferenceUser,
  implicitProfileUser,
  type Participant,
  type PatientAxes,
  patient,
  type SimulatedUser,
  type UserOutcome,
} from "../../simulate/index.ts";
import { seedOf } from "../../simulate/world/player.ts";
import { ASSISTANT, doneRule, type TestUser } from "./test-agent-file.ts";

/** Who talks, and by what. */
export interface TestTalk {
  session: string;
  user: TestUser;
  /** Of a patient whose record says none. */
  axes?: PatientAxes | undefined;
  assistant: Model;
  /** Said to the assistant before all else. */
  system?: string | undefined;
  /** Plays the user. */
  model: Model;
  /** False for a model that follows no instructions. */
  tellsEnd: boolean;
  /** Of a counselling client. */
  embedder?: Embedder | undefined;
  /** Of the assistant, at most; by default as many as the kind of user has. */
  turns?: number | undefined;
  seed: number;
}

/** A talk as it is kept. */
export interface HeldTalk {
  messages: Message[];
  /** Why it is over. */
  end: string;
  outcome: UserOutcome;
  usage: { assistant: Usage; user: Usage };
}

/** One talk from its first line to its end. @throws what the models throw. @throws the signal's reason */
export async function holdTalk(talk: TestTalk, signal?: AbortSignal): Promise<HeldTalk> {
  const ours = tallied(talk.model);
  const theirs = tallied(talk.assistant);
  const user = userOf({ ...talk, model: ours.model });
  const turns = talk.turns ?? user.mostTurns;
  const actor = assistantOf({ ...talk, assistant: theirs.model });
  const until = (messages: readonly Message[]): boolean => user.over(messages) !== null;
  const { messages } = await conversation({ session: talk.session, user, actor, turns, until, signal });
  return {
    messages,
    end: user.over(messages) ?? `${turns} turns were over`,
    outcome: user.outcome(messages),
    usage: { assistant: theirs.usage(), user: ours.usage() },
  };
}

/** @throws InputError for a persona that its kind cannot use */
export function userOf({
  user,
  axes,
  model,
  tellsEnd,
  embedder,
  turns,
  seed,
}: Omit<TestTalk, "assistant">): SimulatedUser {
  const { kind, goal, task = "", opening, done, profile } = user;
  const { persona } = user.persona;
  const shared = { persona, model, seed, opening, ...(turns !== undefined && { mostTurns: turns }) };
  const wants = { private: user.private, tellsEnd, ...(done !== undefined && { done: doneRule(done) }) };
  if (kind === "hidden-preference") return hiddenPreferenceUser({ ...shared, task });
  if (kind === "patient") return patient({ ...shared, axes });
  if (kind === "client" && embedder) return counsellingClient({ ...shared, embedder });
  if (kind === "implicit-profile" && profile) {
    return implicitProfileUser({ ...shared, ...wants, name: persona.name, profile, goal });
  }
  return goalUser({ ...shared, ...wants, goal: goal ?? "" });
}

/** The assistant as it is: what was said, and no prompt but the given one. The oldest turns go where it has no room. */
function assistantOf({ assistant, system, seed }: TestTalk): Participant {
  return {
    name: ASSISTANT,
    speak: async (history, { signal }) => {
      const said = history.map(({ speaker, text }): ChatMessage => {
        return { role: speaker === ASSISTANT ? "assistant" : "user", content: text };
      });
      const messages = withRoom(system === undefined ? [] : [{ role: "system", content: system }], said, assistant);
      const drawn = seedOf({ seed, step: history.length }, ASSISTANT);
      const { text, usage } = await assistant.generate({ messages, seed: drawn }, signal);
      return { text: text.trim(), model: assistant.id, usage };
    },
  };
}

/** The newest turns that fit into half of a context, the last one always. */
function withRoom(
  before: readonly ChatMessage[],
  said: readonly ChatMessage[],
  { contextTokens = Number.POSITIVE_INFINITY }: Model,
): ChatMessage[] {
  const tokens = (messages: readonly ChatMessage[]): number =>
    messages.reduce((sum, { content }) => sum + roughTokens(content), 0);
  let from = 0;
  while (from < said.length - 1 && tokens(before) + tokens(said.slice(from)) > contextTokens / 2) from++;
  return [...before, ...said.slice(from)];
}

/** The model with a count of what its calls took. */
function tallied(model: Model): { model: Model; usage(): Usage } {
  let total: Usage = { inputTokens: 0, outputTokens: 0 };
  const counted: Model = {
    ...model,
    generate: async (request, signal) => {
      const reply = await model.generate(request, signal);
      total = addUsage(total, reply.usage);
      return reply;
    },
  };
  return { model: counted, usage: () => total };
}
