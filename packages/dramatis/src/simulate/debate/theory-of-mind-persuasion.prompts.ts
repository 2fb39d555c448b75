// A persuasion in which nobody reads the other's mind: what each is asked. Only the persuader's prompts hold its aims.

export const AIMS = {
  propose: "Propose it, and ask what speaks against it for the other.",
  refute:
    "Take up what keeps the other where they are: show that it does not hold, or lead away from it to what you propose.",
  resolve: "Resolve what the other believes of your proposal, with reasons that fit what they care for.",
  satisfy: "Show how your proposal gives the other what they wish for, and ask for their yes.",
} as const;

const SHORT = "Two or three sentences, in your own words.";

export const persuader = (content: string): string =>
  `You want to win the other over to this: ${content}\nYou cannot know what they believe and wish for but from what they say.`;

export const persuade = (aim: keyof typeof AIMS): string => `${AIMS[aim]} ${SHORT}`;

export const PERSUADEE = "Somebody talks to you. Answer as yourself.";

/** What the persuadee says now; it is told of nothing that it is not to say yet. */
export const voice = (...parts: readonly string[]): string =>
  `In your answer let the other know this, as your own view: ${parts.join(" ")} ${SHORT}`;

export const AGREE: string = `What was said meets what you wish for. Say yes to it, and why. ${SHORT}`;

export const PREDICT = `What does the other believe that holds them back, and what do they wish for? Infer it from what they said, the belief
first, then the wish that comes of it. Reply {"belief": "…", "desire": "…"}.`;

export const OBSERVER = `You watch a talk and help one side to read the other one. Advise on what was already said, nothing else.`;

export const observe = (truth: string, predicted: { belief: string; desire: string }): string =>
  `What the other voiced, as they meant it: ${truth}
What was inferred of them: they believe: ${predicted.belief}; they wish for: ${predicted.desire}
Does the inference hold what was voiced? Reply {"correct": true or false, "advice": "what to see differently in one sentence, or why it is right"}.`;
