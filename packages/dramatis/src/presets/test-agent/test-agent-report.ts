import type { Embedder, Estimate, Message, Score, Usage } from "../../core/index.ts";
import { InputError } from "../../core/index.ts";
import { userProfile } from "../../create/index.ts";
import { addUsage } from "../../model/index.ts";
import type { BelievabilityTable } from "../../report/believability-table.ts";
import { cycleConsistency, elicitation, type ImplicitProfile, type UserOutcome } from "../../simulate/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { believable, type SimulatedSide } from "../check/believable.ts";
import type { TestUser, USER_KINDS } from "./test-agent-file.ts";
import type { GoalVerdict } from "./test-agent-judge.ts";
import type { HeldTalk } from "./test-agent-talk.ts";

/** One talk of a test, held or broken off. */
export interface TestedTalk {
  session: string;
  /** Place of the user in its file, from 0. */
  at: number;
  user: TestUser;
  held?: HeldTalk;
  failure?: { code: string; message: string };
  verdict?: GoalVerdict;
}

type UserKind = keyof typeof USER_KINDS;

/** Share of talks in which the user got what it came for, by one witness. */
export interface GoalSuccess {
  /** A judge, or what the users and the rules themselves say. */
  by: "judge" | "signal";
  estimate: Estimate;
  /** Of "signal": how many talks each witness decided. */
  witnesses?: Partial<Record<UserOutcome["by"], number>>;
}

/** What an assistant asked users with hidden preferences. */
export interface Elicited {
  /** Questions in a talk that the user answered. */
  questions: Estimate;
  /** Of the preferences, by the size of their weights, the share that was asked for: 0..1, a talk at a time. */
  share: Estimate;
}

export interface AgentTestReport {
  talks: number;
  failures: { session: string; code: string; message: string }[];
  /** The judge's first, where one is given. */
  success: GoalSuccess[];
  /** Turns of the assistant in a talk. */
  turns: Estimate;
  /** Cosine of the profile that is read back from a talk to the one that was given, its halves in the mean. */
  cycle?: Estimate;
  /** Where users have hidden preferences. */
  elicited?: Elicited;
  /** Why talks were over → how many. */
  ends: Record<string, number>;
  usage: Record<"assistant" | "user" | "judge", Usage>;
  kinds: { kind: UserKind; users: number; talks: number; success: GoalSuccess[]; turns: Estimate }[];
  /** May the users be believed? */
  believability: BelievabilityTable;
  users: { name: string; kind: UserKind; version: string; talks: number; reached: number; decided: number }[];
}

/**
 * What a test of an assistant says. Users are the clusters of every interval: talks of one user are alike. A talk that broke off
 * is missing as failed, one of which nothing says whether the goal was reached as unsupported.
 */
export async function agentTestReport(
  talks: readonly TestedTalk[],
  {
    seed,
    judge,
    embedder,
    signal,
  }: { seed: number; judge?: string; embedder?: Embedder; signal?: AbortSignal | undefined },
): Promise<AgentTestReport> {
  const held = talks.flatMap(({ held }) => held ?? []);
  const about = { seed, ...(judge !== undefined && { judge }) };
  const kinds = [...new Set(talks.map(({ user }) => user.kind))];
  const cycle =
    embedder && kinds.includes("implicit-profile") ? await cycleOf(talks, { seed, embedder, signal }) : undefined;
  return {
    talks: talks.length,
    failures: talks.flatMap(({ session, failure }) => (failure ? [{ session, ...failure }] : [])),
    success: successOf(talks, about),
    turns: turnsOf(talks, seed),
    ...(cycle && { cycle }),
    ...(kinds.includes("hidden-preference") && { elicited: elicitedIn(talks, seed) }),
    ends: counted(held.map(({ end }) => end)),
    usage: {
      assistant: held.map(({ usage }) => usage.assistant).reduce(addUsage, NONE),
      user: held.map(({ usage }) => usage.user).reduce(addUsage, NONE),
      judge: talks.flatMap(({ verdict }) => verdict?.usage ?? []).reduce(addUsage, NONE),
    },
    kinds: kinds.map((kind) => {
      const own = talks.filter(({ user }) => user.kind === kind);
      const users = new Set(own.map(({ at }) => at)).size;
      return { kind, users, talks: own.length, success: successOf(own, about), turns: turnsOf(own, seed) };
    }),
    believability: await believable({ sides: talks.flatMap(sideOf), seed, signal }),
    users: usersOf(talks),
  };
}

const NONE: Usage = { inputTokens: 0, outputTokens: 0 };

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The user's side of a talk. */
function sideOf({ session, user, held }: TestedTalk): SimulatedSide[] {
  const { persona } = user.persona;
  return held ? [{ transcript: { session, messages: held.messages }, speaker: persona.name, persona }] : [];
}

function successOf(talks: readonly TestedTalk[], { seed, judge }: { seed: number; judge?: string }): GoalSuccess[] {
  const common = { version: "1", unit: "ratio", direction: "higher", counts: "conversations", seed } as const;
  const signalled = talks.map((talk) => scoreOf(talk, reachedBySignal(talk)));
  const signal: GoalSuccess = {
    by: "signal",
    estimate: estimateOf(signalled, { ...common, measure: "goal-success-by-signal" }),
    witnesses: counted(talks.flatMap(({ held }) => held?.outcome.by ?? [])),
  };
  if (judge === undefined) return [signal];
  const judged = talks.map((talk) => scoreOf(talk, talk.verdict?.reached ?? null, talk.verdict?.missing));
  return [{ by: "judge", estimate: estimateOf(judged, { ...common, measure: "goal-success", judge }) }, signal];
}

function reachedBySignal({ held }: TestedTalk): boolean | null {
  return held?.outcome.reached ?? null;
}

function scoreOf({ at, failure }: TestedTalk, reached: boolean | null, missing?: Score["missing"]): Score {
  const cluster = `user ${at + 1}`;
  if (reached !== null) return { value: reached ? 1 : 0, cluster };
  return { value: null, missing: failure ? "failed" : (missing ?? "unsupported"), cluster };
}

function turnsOf(talks: readonly TestedTalk[], seed: number): Estimate {
  const scores = talks.map(({ at, held, user }): Score => {
    const cluster = `user ${at + 1}`;
    if (held === undefined) return { value: null, missing: "failed", cluster };
    return { value: held.messages.filter(({ speaker }) => speaker !== user.persona.persona.name).length, cluster };
  });
  const counts = "conversations";
  return estimateOf(scores, { measure: "turns", version: "1", unit: "turns", direction: "none", counts, seed });
}

function elicitedIn(talks: readonly TestedTalk[], seed: number): Elicited {
  const own = talks.filter(({ user }) => user.kind === "hidden-preference");
  const estimate = (part: "questions" | "share"): Estimate => {
    const scores = own.map(
      ({
        at,
        held,
        user: {
          persona: { persona },
        },
      }): Score => {
        const cluster = `user ${at + 1}`;
        if (held === undefined) return { value: null, missing: "failed", cluster };
        const { name, preferences = [] } = persona;
        return { value: elicitation(held.messages, { name, preferences })[part], cluster };
      },
    );
    const about = { measure: `elicited-${part}`, version: "1", counts: "conversations", seed } as const;
    return part === "questions"
      ? estimateOf(scores, { ...about, unit: "count", direction: "none" })
      : estimateOf(scores, { ...about, unit: "ratio", direction: "higher" });
  };
  return { questions: estimate("questions"), share: estimate("share") };
}

/** Each talk's profile read back by rules from the user's own lines, against the one that was given. */
async function cycleOf(
  talks: readonly TestedTalk[],
  { seed, embedder, signal }: { seed: number; embedder: Embedder; signal: AbortSignal | undefined },
): Promise<Estimate> {
  const scores: Score[] = [];
  for (const { at, held, user } of talks) {
    if (user.profile === undefined) continue;
    const cluster = `user ${at + 1}`;
    const read = held && (await profileIn(held.messages, user.persona.persona.name));
    if (!read) scores.push({ value: null, missing: held ? "unparsed" : "failed", cluster });
    else {
      const { facts, manner } = await cycleConsistency(user.profile, read, { embedder, signal });
      scores.push({ value: (facts + manner) / 2, cluster });
    }
  }
  const counts = "conversations";
  const about = { measure: "cycle-consistency", version: "1", arguments: { embedder: embedder.id } };
  return estimateOf(scores, { ...about, unit: "cosine", direction: "higher", counts, seed });
}

async function profileIn(messages: readonly Message[], speaker: string): Promise<ImplicitProfile | null> {
  const transcripts = [{ session: messages[0]?.session ?? "", messages: [...messages] }];
  try {
    for await (const { facets } of userProfile({ transcripts, speaker, leastTurns: 1 }).personas(0)) {
      const profile = facets?.userProfile as ImplicitProfile | undefined;
      if (profile && `${profile.objective}${profile.subjective}` !== "") return profile;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return null;
}

function usersOf(talks: readonly TestedTalk[]): AgentTestReport["users"] {
  return [...new Set(talks.map(({ at }) => at))].map((at) => {
    const own = talks.filter((talk) => talk.at === at);
    const { kind, persona } = (own[0] as TestedTalk).user;
    const decided = own.flatMap((talk) => talk.verdict?.reached ?? reachedBySignal(talk) ?? []);
    return {
      ...{ name: persona.persona.name, kind, version: persona.version, talks: own.length },
      reached: decided.filter(Boolean).length,
      decided: decided.length,
    };
  });
}
