import type { Message, Nli, NliPair, Persona } from "../../core/index.ts";
import { claims } from "../../persona/index.ts";
import { sameName, statedFacts } from "../../transcript/index.ts";
import { wordsKey } from "../guards/meet-premises.ts";
import { insistences } from "../support/insistence.ts";
import { linesOf, type SummaryLine } from "./summarise.ts";

/** Something that must survive: a protected claim of the persona, or what somebody else said of themselves. */
export interface KeptFact {
  kind: "persona" | "user";
  /** Who would say it. */
  speaker: string;
  text: string;
}

export interface SummaryCheck {
  /** Facts that the old turns held, and the summary with the persona holds. */
  kept: KeptFact[];
  /** Facts that the old turns held, and neither holds. */
  lost: KeptFact[];
  /** Lines that a summary may not hold: the persona denies a protected claim, or somebody orders it to be another. */
  false: SummaryLine[];
}

export interface SummaryCheckTask {
  persona: Persona;
  /** The old turns. */
  messages: readonly Message[];
  /** Facts that the old turns held through the summary before. */
  before: readonly SummaryLine[];
  summary: readonly SummaryLine[];
}

/** P(entail) from which a fact is held, P(contradict) from which a line is false. */
const HELD = 0.5;
const FALSE = 0.7;

/**
 * Compares a summary with what it stands for. A fact is held by whoever it is about: a sentence of the same speaker says it
 * in the same words, or entails it. The persona's own claims count as said where its prompt never drops them (identity).
 * A pair that cannot be judged does not hold. At most two calls of the judge.
 */
export async function checkSummary(
  nli: Nli,
  { persona, messages, before, summary }: SummaryCheckTask,
  signal?: AbortSignal,
): Promise<SummaryCheck> {
  const isOwn = (speaker: string): boolean => sameName(speaker, persona.name);
  const guarded = claims(persona).filter((claim) => claim.protected);
  const own = summary.filter(({ speaker }) => isOwn(speaker));
  // A line that says the claim itself does not deny it, whatever else it says.
  const denied = own.map(({ text }) =>
    guarded.filter((claim) => !says(text, claim.text)).map((claim) => ({ premise: claim.text, hypothesis: text })),
  );
  const contradicts = await anyAbove(nli, { from: denied, label: "contradict" }, signal);
  const untrue = summary.filter((line) =>
    isOwn(line.speaker) ? contradicts[own.indexOf(line)] : insistences(line.text).length > 0,
  );
  const standing = summary.filter((line) => !untrue.includes(line));

  const said = [...before, ...linesOf(messages)];
  const users = said.filter(({ speaker }) => !isOwn(speaker));
  const facts: KeptFact[] = [
    ...guarded.map(({ text }): KeptFact => ({ kind: "persona", speaker: persona.name, text })),
    ...unique(
      users.flatMap(({ speaker, text }) => statedFacts(text).map((fact) => ({ speaker, text: fact.text }))),
    ).map((line): KeptFact => ({ kind: "user", ...line })),
  ];
  const identity = guarded
    .filter(({ id }) => id.startsWith("identity."))
    .map(({ text }): SummaryLine => ({ speaker: persona.name, text }));
  // What a user said of themselves the old turns held: these are its words.
  const heldBefore = await held(nli, { facts: facts.filter(({ kind }) => kind === "persona"), by: said }, signal);
  const relevant = facts.filter(({ kind }, i) => kind === "user" || heldBefore[i]);
  const heldAfter = await held(nli, { facts: relevant, by: [...standing, ...identity] }, signal);
  return {
    kept: relevant.filter((_, i) => heldAfter[i]),
    lost: relevant.filter((_, i) => !heldAfter[i]),
    false: untrue,
  };
}

/** Which facts are said, or entailed, by lines of the same speaker. */
async function held(
  nli: Nli,
  { facts, by }: { facts: readonly KeptFact[]; by: readonly SummaryLine[] },
  signal?: AbortSignal,
): Promise<boolean[]> {
  const lines = facts.map(({ speaker }) => by.filter((line) => sameName(line.speaker, speaker)));
  const verbatim = facts.map(({ text }, i) => (lines[i] ?? []).some((line) => says(line.text, text)));
  const from = facts.map(({ text: hypothesis }, i) =>
    verbatim[i] ? [] : (lines[i] ?? []).map(({ text: premise }) => ({ premise, hypothesis })),
  );
  const entailed = await anyAbove(nli, { from, label: "entail" }, signal);
  return facts.map((_, i) => Boolean(verbatim[i] || entailed[i]));
}

function says(line: string, fact: string): boolean {
  const bare = (text: string): string => wordsKey(text).replace(/[.!\s]+$/u, "");
  return bare(line).includes(bare(fact));
}

/** For each group of pairs: whether one of them reaches the bound of the label. One call, none without pairs. */
async function anyAbove(
  nli: Nli,
  { from, label }: { from: readonly (readonly NliPair[])[]; label: "entail" | "contradict" },
  signal?: AbortSignal,
): Promise<boolean[]> {
  const pairs = from.flat();
  const verdicts = pairs.length === 0 ? [] : await nli.judge(pairs, signal);
  const bound = label === "entail" ? HELD : FALSE;
  let at = 0;
  return from.map((group) => {
    const own = verdicts.slice(at, at + group.length);
    at += group.length;
    return own.some((verdict) => verdict !== null && verdict[label] >= bound);
  });
}

function unique(lines: readonly SummaryLine[]): SummaryLine[] {
  return [...new Map(lines.map((line) => [`${wordsKey(line.speaker)}: ${wordsKey(line.text)}`, line])).values()];
}
