import type { Message, Subject } from "../core/index.ts";
import { ownTurns, partnerBefore } from "./own-turns.ts";

/** What an interviewer notes of a question in `evidence.probe`. */
export interface NotedProbe {
  kind: string;
  /** Id of the statement that it holds the persona to. */
  statement?: string;
  /** What a true answer begins with, where yes and no are clear. */
  expected?: "yes" | "no";
  /** What the answer should say, where that is no statement of the persona. */
  content?: string;
  /** All that was noted, as it stands: untrusted. */
  noted: Readonly<Record<string, unknown>>;
}

/** The first reply to each probe of a kind. */
export function repliesToProbes(
  subject: Subject,
  kind: string,
): { reply: Message; probe: NotedProbe; question: Message }[] {
  const asked = new Set<Message>();
  return ownTurns(subject).flatMap((reply) => {
    const question = partnerBefore(subject, reply);
    const probe = question && probeOf(question);
    if (!probe || probe.kind !== kind || asked.has(question)) return [];
    asked.add(question);
    return [{ reply, probe, question }];
  });
}

/** Evidence may come from any file: what is no probe is none. */
function probeOf({ evidence }: Message): NotedProbe | null {
  const probe = evidence?.probe;
  if (typeof probe !== "object" || probe === null || !("kind" in probe) || typeof probe.kind !== "string") return null;
  const noted = probe as Record<string, unknown>;
  const { statement, expected, content } = noted;
  return {
    kind: probe.kind,
    noted,
    ...(typeof statement === "string" && { statement }),
    ...((expected === "yes" || expected === "no") && { expected }),
    ...(typeof content === "string" && { content }),
  };
}
