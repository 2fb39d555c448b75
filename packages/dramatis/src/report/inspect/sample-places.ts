import type { Transcript } from "../../core/index.ts";

/** Where a session stands in a log: which sample, and its how-manieth repeat, from 1. */
export interface SamplePlace {
  id: string;
  epoch: number;
}

/** As `check` names the conversations of its interviews: kind, repeat, start of the persona's version. */
const INTERVIEW = /^([a-z]+)-(\d{1,6})-[0-9a-f]{6}$/;

/**
 * Sample and epoch of each session: the item of a suite and its repeat, the kind of an interview's conversation and its
 * repeat, else the session by its own name. No two sessions have the same place.
 */
export function samplePlaces(transcripts: readonly Transcript[]): SamplePlace[] {
  const taken = new Set<string>();
  return transcripts.map((transcript) => {
    const wanted = ofSuite(transcript) ?? ofInterview(transcript);
    const free = wanted && !taken.has(keyOf(wanted)) ? wanted : { id: transcript.session, epoch: 1 };
    taken.add(keyOf(free));
    return free;
  });
}

function keyOf({ id, epoch }: SamplePlace): string {
  return JSON.stringify([id, epoch]);
}

function ofSuite({ messages }: Transcript): SamplePlace | undefined {
  for (const { evidence } of messages) {
    const probe = evidence?.probe;
    if (typeof probe !== "object" || probe === null || !("item" in probe) || !("repeat" in probe)) continue;
    const { item, repeat } = probe;
    if (typeof item !== "string" || item === "") continue;
    if (typeof repeat === "number" && Number.isInteger(repeat) && repeat >= 1) return { id: item, epoch: repeat };
  }
  return undefined;
}

function ofInterview({ session }: Transcript): SamplePlace | undefined {
  const [, kind, repeat] = INTERVIEW.exec(session) ?? [];
  return kind === undefined || Number(repeat) < 1 ? undefined : { id: kind, epoch: Number(repeat) };
}
