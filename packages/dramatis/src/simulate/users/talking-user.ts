import type { Message } from "../../core/index.ts";
import { addUsage } from "../../model/index.ts";
import type { Line } from "../conversation.ts";
import { endOf, privately, type SimulatedUser, type UserOutcome } from "./simulated-user.ts";
import { type UserVoice, userLine } from "./user-line.ts";

/** What a user with a goal may be given beside who it is. */
export interface GoalOptions {
  /** Said first, as it stands; else the model opens. */
  opening?: string | undefined;
  /** What the user knows and keeps to itself. */
  private?: readonly string[] | undefined;
  /** Whether a reply of the assistant is what the user came for; then the talk is over. */
  done?: ((reply: string) => boolean) | undefined;
  /** False for a model that follows no instructions, and so says nothing by not saying that it is done. */
  tellsEnd?: boolean;
  mostTurns?: number;
}

export interface TalkingUserOptions extends UserVoice, GoalOptions {
  kind: "goal" | "implicit-profile";
  goal?: string | undefined;
  mostTurns: number;
  /** Drafts of each line, one of which `pick` takes, with what it notes of them. */
  drafts?: number;
  pick?: (
    drafts: readonly Line[],
    history: readonly Message[],
    signal?: AbortSignal,
  ) => Promise<{ index: number; evidence: object }>;
}

const MARK = /\[\s*(DONE|GIVE UP)\s*\]/giu;
const DONE = "it has what it wants";
const GAVE_UP = "it gave up";

/** A user that talks by its brief, and ends the talk when it has what it wants or has had enough. */
export function talkingUser(options: TalkingUserOptions): SimulatedUser {
  const { kind, name, goal, opening, drafts = 1, done, tellsEnd = true, mostTurns } = options;
  const { private: facts = [] } = options;
  const voice: UserVoice = { ...options, brief: [options.brief, goalBrief(options)].filter(Boolean).join("\n\n") };

  async function drawn(history: readonly Message[], signal: AbortSignal | undefined): Promise<Line> {
    if (opening !== undefined && history.length === 0) return { text: opening, evidence: { scripted: "opening" } };
    const lines: Line[] = [];
    for (let i = 0; i < drafts; i++) {
      lines.push(withEnd(await userLine(voice, history, { call: i === 0 ? "" : `draft ${i}`, signal })));
    }
    const picked = drafts > 1 ? await options.pick?.(lines, history, signal) : undefined;
    const { index, evidence } = picked ?? { index: 0, evidence: {} };
    const line = lines[index] as Line;
    const usage = lines.flatMap((one) => one.usage ?? []).reduce(addUsage, NO_USAGE);
    return { ...line, ...(line.usage && { usage }), evidence: { ...line.evidence, ...evidence } };
  }

  function doneAt(messages: readonly Message[]): Message | undefined {
    return done && messages.find(({ speaker, text }) => speaker !== name && done(text));
  }

  return {
    kind,
    name,
    mostTurns,
    async speak(history, { signal }) {
      const line = await drawn(history, signal);
      const evidence = { ...privately(facts, history, name), ...line.evidence };
      return Object.keys(evidence).length > 0 ? { ...line, evidence } : line;
    },
    over(messages) {
      const last = messages.at(-1);
      if (last === undefined) return null;
      if (last.speaker === name) return endOf(last) ?? null;
      return done?.(last.text) ? "the assistant said what was to be said" : null;
    },
    outcome(messages): UserOutcome {
      if (goal === undefined) return { reached: null, by: "nothing", why: "there is no goal" };
      const hit = doneAt(messages);
      if (hit) return { reached: true, by: "rule", why: `turn ${hit.turn} said what was to be said` };
      const end = messages.map(endOf).findLast((why) => why !== undefined);
      if (end !== undefined) return { reached: end === DONE, by: "user", why: end };
      if (done) return { reached: false, by: "rule", why: "nothing was said of what was to be said" };
      if (tellsEnd) return { reached: false, by: "user", why: "it did not say so in the turns there were" };
      return { reached: null, by: "nothing", why: "the user's model does not tell when it is done" };
    },
  };
}

const NO_USAGE = { inputTokens: 0, outputTokens: 0 };

function goalBrief({ goal, private: facts = [], tellsEnd = true }: TalkingUserOptions): string {
  const wanted = goal === undefined ? [] : [`What you want from the assistant: ${goal}`, HOW];
  const mark = goal !== undefined && tellsEnd ? [MARKS] : [];
  const kept = facts.length > 0 ? [`You know the following, and keep it to yourself:\n- ${facts.join("\n- ")}`] : [];
  return [...wanted, ...mark, ...kept].join("\n");
}

const HOW =
  "Bring it up bit by bit, as people do, and answer what you are asked. You do not know how it is solved, and you are not easily content: partial or vague help is not enough.";
const MARKS =
  "When you have all of it, write a short last message and end it with [DONE]. When it is plain that you will not get it, or you have had enough, end the last message with [GIVE UP]. Otherwise write neither.";

/** The line without its mark, and the mark as why the user goes. */
function withEnd(line: Line): Line {
  const [mark] = line.text.match(MARK) ?? [];
  if (mark === undefined) return line;
  const text = line.text.replace(MARK, "").trim();
  const end = /done/i.test(mark) ? DONE : GAVE_UP;
  return { ...line, text: text === "" ? "Goodbye." : text, evidence: { ...line.evidence, end } };
}
