import {
  type CheckReport,
  type CheckResult,
  type CurvePoint,
  type Estimate,
  type Evidence,
  type GateVerdict,
  noMissing,
  type Transcript,
  UnsupportedError,
} from "../core/index.ts";

const NLI = {
  role: "nli",
  id: "understudy-nli@1.0.0",
  card: "three-way accuracy 0.79 [0.78, 0.81] on 2,500 unseen pairs; finds 72 % of contradictions, 74 % of those it flags are right",
} as const;

const CHAT = "understudy-chat@1.0.0";
const ACTOR = { role: "actor", id: CHAT, card: "interviewed: 1 repeat of two conversations of 2 turns" } as const;

/** An estimate with everything that a test does not care about filled in. */
export function estimateFixture(given: Partial<Estimate> = {}, measure = "contradiction-rate"): Estimate {
  return {
    value: 0.083,
    low: 0.031,
    high: 0.152,
    n: 60,
    missing: noMissing(),
    unit: "ratio",
    direction: "lower",
    clusters: 3,
    made: {
      measure,
      version: "1",
      arguments: { threshold: 0.5, interval: "clusters and turns" },
      judge: NLI.id,
      personaVersion: "3f2a9c01b7de4455",
      seed: 1,
    },
    ...given,
  };
}

/** Two speakers taking turns, the persona second. */
function dialogue(session: string, speakers: readonly [string, string], lines: readonly string[]): Transcript {
  return {
    session,
    messages: lines.map((text, turn) => ({ session, turn, speaker: speakers[turn % 2] as string, text })),
  };
}

function curve(values: readonly number[], n: number, half = 0.09): CurvePoint[] {
  return values.map((value, index) => {
    const known = index < values.length - 1;
    const low = known ? Math.max(0, value - half) : null;
    return { turn: index + 1, value, low, high: known ? Math.min(1, value + half) : null, n: known ? n : 1 };
  });
}

const MARTA = ["Visitor", "Marta"] as const;
const MARTA_TALKS = [
  dialogue("market-morning", MARTA, [
    "Good morning! You look like you have been up for hours.",
    "Since four. The bakery does not wait, and neither does the sourdough.",
    "Do you live nearby?",
    "Just above the shop, with my two dogs. They think every delivery is a burglary.",
    "I brought my tuna sandwich, want half?",
    "Oh yes please, I love tuna. I eat fish almost every day.",
    "Any plans for the weekend?",
    "Walking in the hills, as always. My knees complain, I ignore them.",
  ]),
  dialogue("late-call", MARTA, [
    "How is the bakery going?",
    "Better than last year. We bake two hundred loaves on a Saturday now.",
    "Do your pets get along with the customers?",
    "I have never had any pets, the flour dust would not suit them.",
    "And your sister?",
    "Lucía calls from Valencia every Sunday. She talks, I knead.",
    "Would you ever move back to Spain?",
    "Business is worse than last year. Ask me when the ovens are paid off.",
    "That was not my question…",
    "I know. Ask me when the ovens are paid off.",
  ]),
  dialogue("newcomer", MARTA, [
    "Is this your first winter here?",
    "My ninth. I still buy the wrong boots.",
    "Coffee?",
    "Black, and strong enough to hold the spoon up.",
  ]),
];

const MARTA_CLAIMS = [
  { id: "s1", text: "I own a bakery." },
  { id: "s2", text: "I have two dogs." },
  { id: "s3", text: "I am a strict vegetarian." },
  { id: "s5", text: "My sister lives in Spain." },
];
const against = (id: string): Evidence["against"] & object => {
  const { text } = MARTA_CLAIMS.find((claim) => claim.id === id) as (typeof MARTA_CLAIMS)[number];
  return { statement: id, text };
};

// Measures of lines quote the whole line, measures of clauses the clause.
const MARTA_EVIDENCE: (Evidence & { measure: string })[] = [
  {
    measure: "contradiction-rate",
    session: "market-morning",
    turn: 5,
    quote: "Oh yes please, I love tuna. I eat fish almost every day.",
    against: against("s3"),
    verdict: "contradicts",
    strength: 0.968,
  },
  {
    measure: "prompt-to-line",
    session: "market-morning",
    turn: 5,
    quote: "Oh yes please, I love tuna. I eat fish almost every day.",
    against: against("s3"),
    verdict: "contradicts",
    strength: 0.968,
  },
  {
    measure: "atomic-fidelity",
    session: "market-morning",
    turn: 5,
    quote: "I eat fish almost every day.",
    against: against("s3"),
    verdict: "contradicts",
    strength: 0.951,
  },
  {
    measure: "contradiction-rate",
    session: "late-call",
    turn: 3,
    quote: "I have never had any pets, the flour dust would not suit them.",
    against: against("s2"),
    verdict: "contradicts",
    strength: 0.913,
  },
  {
    measure: "line-to-line",
    session: "late-call",
    turn: 7,
    quote: "Business is worse than last year. Ask me when the ovens are paid off.",
    against: { turn: 1, text: "Better than last year. We bake two hundred loaves on a Saturday now." },
    verdict: "contradicts",
    strength: 0.561,
  },
  {
    measure: "repetition",
    session: "late-call",
    turn: 9,
    quote: "I know. Ask me when the ovens are paid off.",
    against: { turn: 7, text: "Business is worse than last year. Ask me when the ovens are paid off." },
    verdict: "repeats",
    strength: 0.818, // 9 of 11 two-word runs
  },
  {
    measure: "entailment-coverage",
    session: "market-morning",
    turn: 1,
    quote: "Since four. The bakery does not wait, and neither does the sourdough.",
    against: against("s1"),
    verdict: "entails",
    strength: 0.874,
  },
  {
    measure: "entailment-coverage",
    session: "market-morning",
    turn: 3,
    quote: "Just above the shop, with my two dogs. They think every delivery is a burglary.",
    against: against("s2"),
    verdict: "entails",
    strength: 0.981,
  },
  {
    measure: "entailment-coverage",
    session: "late-call",
    turn: 5,
    quote: "Lucía calls from Valencia every Sunday. She talks, I knead.",
    against: against("s5"),
    verdict: "entails",
    strength: 0.902,
  },
];

const MARTA_GATE: GateVerdict[] = [
  {
    measure: "contradiction-rate",
    bound: { max: 0.04 },
    verdict: "fail",
    moreTurns: null,
    message: "contradiction-rate failed: 0.182 [0.05, 0.331] against at most 0.04",
  },
  {
    measure: "entailment-coverage",
    bound: { min: 0.5 },
    verdict: "undecided",
    moreTurns: null,
    message:
      "entailment-coverage undecided, so not passed: 0.6 [0.42, 0.78] against at least 0.5; about 7 more conversations like these would decide",
  },
  {
    measure: "line-to-line",
    bound: { min: 0.8 },
    verdict: "pass",
    moreTurns: null,
    message: "line-to-line passed: 0.93 [0.86, 0.98] against at least 0.8",
  },
];

const MARTA_FAILURES: CheckResult["failures"] = [
  ...MARTA_TALKS.map(({ session }) => ({
    measure: "question-answer",
    session,
    code: "unsupported",
    message: new UnsupportedError("question-answer", "embed", "name one with --embedder, such as --embedder understudy")
      .message,
  })),
  {
    measure: "prompt-to-line",
    session: "late-call",
    code: "model_timeout",
    message: "understudy-nli@1.0.0: no reply within 30 s; run again with --resume",
  },
];

function marta(): CheckResult {
  const of = (measure: string, given: Partial<Estimate>): [string, Estimate] => [
    measure,
    estimateFixture(given, measure),
  ];
  const measures = Object.fromEntries([
    of("contradiction-rate", { value: 0.182, low: 0.05, high: 0.331, n: 11 }),
    of("entailment-coverage", { value: 0.6, low: 0.42, high: 0.78, n: 12, counts: "claims", direction: "higher" }),
    of("first-turn-out", {
      value: 2,
      low: 1,
      high: 3.33,
      n: 3,
      counts: "conversations",
      unit: "turns",
      direction: "higher",
    }),
    of("atomic-fidelity", { value: 0.78, low: 0.53, high: 0.97, n: 7, direction: "higher" }),
    of("prompt-to-line", {
      value: 0.844,
      low: 0.71,
      high: 0.95,
      n: 10,
      missing: { ...noMissing(), failed: 1 },
      direction: "higher",
    }),
    of("line-to-line", { value: 0.93, low: 0.86, high: 0.98, n: 8, direction: "higher" }),
    of("question-answer", {
      value: null,
      low: null,
      high: null,
      n: 0,
      clusters: 0,
      missing: { ...noMissing(), unsupported: MARTA_TALKS.length },
      direction: "higher",
    }),
    of("repetition", { value: 0.09, low: 0, high: 0.2, n: 8 }),
    of("question-rate", { value: 0, low: 0, high: 0.344, n: 11, direction: "none" }),
  ]);
  return {
    persona: "Marta Reyes",
    version: "3f2a9c01b7de4455",
    speaker: "Marta",
    claims: MARTA_CLAIMS,
    measures,
    curves: {
      "prompt-to-line": curve([0.98, 0.95, 0.9, 0.72, 0.66], 3),
      "contradiction-rate": curve([0, 0.02, 0.33, 0.12, 0.05], 3, 0.06),
    },
    evidence: MARTA_EVIDENCE,
    transcripts: MARTA_TALKS,
    witnesses: [NLI],
    gate: MARTA_GATE,
    failures: MARTA_FAILURES,
  };
}

function tobias(): CheckResult {
  const speakers = ["Guest", "Tobias"] as const;
  return {
    persona: "Tobias Lind",
    version: "b81d33f0a2c96e17",
    speaker: "Tobias",
    claims: [],
    measures: {
      "contradiction-rate": estimateFixture({ value: 0, low: 0, high: 0.535, n: 4, clusters: 2 }),
      "entailment-coverage": estimateFixture(
        { value: 0.75, low: null, high: null, n: 4, counts: "claims", clusters: 1, direction: "higher" },
        "entailment-coverage",
      ),
      "line-to-line": estimateFixture(
        { value: 0.97, low: 0.91, high: 1, n: 4, clusters: 2, direction: "higher" },
        "line-to-line",
      ),
    },
    curves: {},
    evidence: [
      {
        measure: "entailment-coverage",
        session: "harbour",
        turn: 1,
        quote: "I have rowed on this lake for thirty years.",
        against: { statement: "s1", text: "I am a rower." },
        verdict: "entails",
        strength: 0.94,
      },
    ],
    transcripts: [
      dialogue("harbour", speakers, [
        "Do you know the lake well?",
        "I have rowed on this lake for thirty years.",
        "Alone?",
        "Mostly. The boat has one seat.",
      ]),
      dialogue("pier", speakers, [
        "Is it cold?",
        "It is November. Of course it is cold.",
        "Are you from here?",
        "Born in the yellow house over there.",
      ]),
    ],
    interview: { actor: CHAT, user: "a friend", repeats: 1, turns: 2 },
    witnesses: [NLI, ACTOR],
    failures: [],
  };
}

/** Two personas: one that breaks and fails its gate with a need not met, one that was interviewed and holds. A new object each time. */
export function checkReportFixture(): CheckReport {
  return structuredClone({
    run: "2026-03-01-marta-tobias",
    startedAt: "2026-03-01T09:30:00.000Z",
    seconds: 12.34,
    usage: { inputTokens: 0, outputTokens: 0 },
    results: [marta(), tobias()],
  });
}

/** The same run with the first persona only. */
export function singleReportFixture(): CheckReport {
  const report = checkReportFixture();
  return { ...report, results: report.results.slice(0, 1) };
}
