/** What the form holds, as it was typed. */
export interface RunDraft {
  persona: string;
  kind: keyof typeof KINDS;
  model: string;
  judge: string;
  repeats: string;
  turns: string;
  instrument: string;
}

export const KINDS = {
  interview: { label: "Interview", hint: "Conversations about what the file says of it." },
  auto: { label: "Questions from its file", hint: "One probe for each fact, with baits and changed wordings." },
  drift: { label: "Drift", hint: "Long conversations, the same probes early and late." },
  questionnaire: { label: "Questionnaire", hint: "A bundled inventory: traits with intervals." },
} as const;

/** What is sent, or what is wrong with each field. */
export type ReadDraft =
  | { asked: { command: "check" | "survey"; arguments: Record<string, unknown> } }
  | { faults: { repeats?: string; turns?: string } };

const MOST = { repeats: 50, turns: 60 } as const;

export function readDraft({ persona, kind, model, judge, repeats, turns, instrument }: RunDraft): ReadDraft {
  const [times, each] = [wholeUpTo(repeats, MOST.repeats), wholeUpTo(turns, MOST.turns)];
  const isInterview = kind === "interview";
  if (times === null || (isInterview && each === null)) {
    return {
      faults: {
        ...(times === null && { repeats: `From 1 to ${MOST.repeats}.` }),
        ...(isInterview && each === null && { turns: `From 1 to ${MOST.turns}.` }),
      },
    };
  }
  const played = { ...(model.trim() !== "" && { model: model.trim() }), repeats: times };
  if (kind === "questionnaire") {
    return { asked: { command: "survey", arguments: { personas: [persona], instrument, ...played } } };
  }
  const judged = judge.trim() === "" ? {} : { judge: judge.trim() };
  const suite = isInterview ? { turns: each } : { suite: kind };
  return { asked: { command: "check", arguments: { persona, ...suite, ...judged, ...played } } };
}

function wholeUpTo(text: string, most: number): number | null {
  const value = Number(text);
  return text.trim() !== "" && Number.isInteger(value) && value >= 1 && value <= most ? value : null;
}
