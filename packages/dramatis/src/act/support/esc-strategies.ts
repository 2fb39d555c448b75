// The eight support strategies of ESConv (Liu et al. 2021) with their share of its supporters' turns, and what each asks.

export type Stage = "exploration" | "comforting" | "action";

export type SupportStrategy =
  | "question"
  | "restatement"
  | "reflection"
  | "self-disclosure"
  | "affirmation"
  | "suggestion"
  | "information"
  | "other";

export interface StrategyFacts {
  /** As the data set names it. */
  label: string;
  /** Share of the supporters' turns in ESConv; the eight sum to 1. */
  frequency: number;
  /** Where it belongs; "other" belongs to all. */
  stages: readonly Stage[];
  /** What a reply by it does, said to the persona. */
  says: string;
}

export const SUPPORT_STRATEGIES: Readonly<Record<SupportStrategy, StrategyFacts>> = {
  question: {
    label: "Question",
    frequency: 0.207,
    stages: ["exploration"],
    says: "Ask one open question about what they are going through.",
  },
  restatement: {
    label: "Restatement or Paraphrasing",
    frequency: 0.059,
    stages: ["exploration"],
    says: "Say their problem again in your own words, shorter, so that they can tell you whether you got it.",
  },
  reflection: {
    label: "Reflection of feelings",
    frequency: 0.078,
    stages: ["exploration", "comforting"],
    says: "Name the feeling that you hear in what they said.",
  },
  "self-disclosure": {
    label: "Self-disclosure",
    frequency: 0.093,
    stages: ["comforting"],
    says: "Tell them one thing of your own life that shows you know what it is like, then come back to them.",
  },
  affirmation: {
    label: "Affirmation and Reassurance",
    frequency: 0.154,
    stages: ["comforting"],
    says: "Tell them what they do well, and that what they feel is understandable.",
  },
  suggestion: {
    label: "Providing Suggestions",
    frequency: 0.161,
    stages: ["action"],
    says: "Offer one small step that they could try, as an offer and not as an order.",
  },
  information: {
    label: "Information",
    frequency: 0.066,
    stages: ["action"],
    says: "Give one fact that helps them, only if you are sure of it.",
  },
  other: {
    label: "Others",
    frequency: 0.182,
    stages: ["exploration", "comforting", "action"],
    says: "Be friendly; greet, thank or say goodbye, as it fits.",
  },
};

export const STRATEGY_NAMES = Object.keys(SUPPORT_STRATEGIES) as readonly SupportStrategy[];
