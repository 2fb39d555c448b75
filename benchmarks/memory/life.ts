// Thirty sessions in which three people tell a persona about themselves, change some of it, and have some of it forgotten.
import { type Message, type Random, random } from "dramatis";

interface Slot {
  say: (value: string) => string;
  /** Absent where it does not change. */
  change?: (value: string) => string;
  ask: string;
  values: string[];
}

const words = (text: string): string[] => text.split(" ");

export const SLOTS: readonly Slot[] = [
  {
    say: (v) => `My dog is called ${v}.`,
    change: (v) => `I renamed my dog. My dog is called ${v} now.`,
    ask: "What is my dog called?",
    values: words("Biscuit Rocco Pepper Maxi Luna Otis"),
  },
  {
    say: (v) => `I work as a ${v}.`,
    change: (v) => `I changed jobs. I work as a ${v} now.`,
    ask: "What do I do for a living?",
    values: words("nurse carpenter lawyer baker pilot librarian"),
  },
  {
    say: (v) => `I live in ${v}.`,
    change: (v) => `We moved house. I live in ${v} now.`,
    ask: "Which city do I live in?",
    values: words("Oslo Denver Lyon Cardiff Nairobi Osaka"),
  },
  {
    say: (v) => `My favorite food is ${v}.`,
    change: (v) => `My favorite food is ${v} these days.`,
    ask: "What is my favorite food?",
    values: words("sushi lasagna curry pancakes falafel dumplings"),
  },
  {
    say: (v) => `I drive a ${v}.`,
    change: (v) => `I sold my car. I drive a ${v} now.`,
    ask: "What car do I drive?",
    values: words("Volvo Honda Fiat Jeep Tesla Subaru"),
  },
  {
    say: (v) => `I am learning ${v}.`,
    change: (v) => `I gave up the language, I am learning ${v} now.`,
    ask: "Which language am I learning?",
    values: words("Polish Korean Arabic Dutch Hindi Greek"),
  },
  {
    say: (v) => `My favorite band is ${v}.`,
    change: (v) => `My favorite band is ${v} now.`,
    ask: "Which band do I like best?",
    values: words("Coldplay Radiohead Metallica Blur Genesis Queen"),
  },
  {
    say: (v) => `My boss is called ${v}.`,
    change: (v) => `I got a new boss. My boss is called ${v}.`,
    ask: "Who is my boss?",
    values: words("Harold Denise Victor Paula Gordon Irene"),
  },
  {
    say: (v) => `My sister's name is ${v}.`,
    ask: "What is my sister's name?",
    values: words("Clara Nadia Ruth Tamsin Elif Joan"),
  },
  {
    say: (v) => `I play the ${v}.`,
    ask: "What instrument do I play?",
    values: words("cello trumpet banjo flute harp drums"),
  },
  {
    say: (v) => `I am allergic to ${v}.`,
    ask: "What am I allergic to?",
    values: words("peanuts shellfish pollen latex penicillin wasps"),
  },
  {
    say: (v) => `I go ${v} every weekend.`,
    ask: "What do I do at weekends?",
    values: words("climbing fishing sailing cycling bowling surfing"),
  },
  {
    say: (v) => `I studied ${v} at university.`,
    ask: "What did I study?",
    values: words("geology history physics law chemistry philosophy"),
  },
  {
    say: (v) => `I was born in ${v}.`,
    ask: "Where was I born?",
    values: words("Toronto Krakow Lima Dublin Perth Naples"),
  },
  {
    say: (v) => `My husband is called ${v}.`,
    ask: "What is my husband's name?",
    values: words("Stefan Miguel Arthur Tobias Kenji Omar"),
  },
  {
    say: (v) => `My favorite color is ${v}.`,
    ask: "What is my favorite color?",
    values: words("turquoise crimson lavender olive maroon amber"),
  },
];

const LEADS = ["Guess what.", "By the way.", "You know what?", "Did I tell you?", "Let me tell you something."];
const SMALL = [
  "How was your day?",
  "The weather is awful here.",
  "I slept badly last night.",
  "I had soup for lunch.",
  "Did you see the news?",
  "I am a bit tired today.",
  "That sounds good.",
  "I watched a film yesterday.",
  "The bus was late again.",
  "I went to the dentist last week.",
  "My neighbour is loud again.",
  "I met an old friend in town.",
  "What a week.",
  "I cleaned the kitchen this morning.",
  "Do you like the autumn?",
  "I forgot my umbrella.",
];
const REPLIES = [
  "Oh, that is nice to hear.",
  "I see. How do you feel about it?",
  "Really? Go on.",
  "Ha, that happens to all of us.",
  "That must have been something.",
  "Good to know.",
];

export interface Asked {
  speaker: string;
  question: string;
  /** What holds now; null where it was forgotten. */
  value: string | null;
  /** What held once. */
  old: string | null;
  /** What holds for somebody else. */
  others: string[];
  /** What may not come back. */
  forgotten: string | null;
}

export interface Life {
  sessions: Message[][];
  /** Values that are to be deleted one by one, and a person who is to be forgotten, after the last session. */
  deleted: string[];
  forgottenPerson: string;
  asked: Asked[];
  /** When it is asked. */
  now: Date;
}

const START = Date.UTC(2025, 0, 6, 18);
const DAY = 86_400_000;
const SESSIONS = 30;

/** Ann says 16 things and changes 6 of them, Ben says 8, Cem 4; 3 of Ann's are deleted, and Cem is forgotten. */
export function life(persona: string, seed: number): Life {
  const draw = random(seed);
  const values = SLOTS.map((slot) => draw.shuffle(slot.values));
  const value = (slot: number, which: number): string => values[slot]?.[which] as string;
  const slots = draw.shuffle(SLOTS.map((_, i) => i));
  const changed = draw.shuffle(slots.filter((slot) => SLOTS[slot]?.change)).slice(0, 6);
  const deleted = slots.filter((slot) => !changed.includes(slot)).slice(0, 3);
  const [bens, cems] = [draw.shuffle(slots).slice(0, 8), draw.shuffle(slots).slice(0, 4)];
  const says = (slot: number, which: number): string => SLOTS[slot]?.say(value(slot, which)) ?? "";
  const said = {
    // What changes was said before.
    Ann: [...slots.map((slot) => says(slot, 0)), ...changed.map((slot) => SLOTS[slot]?.change?.(value(slot, 1)) ?? "")],
    Ben: bens.map((slot) => says(slot, 2)),
    Cem: cems.map((slot) => says(slot, 3)),
  };
  const speakers = Array.from(
    { length: SESSIONS },
    (_, i) => (i % 3 < 2 ? "Ann" : i < 20 ? "Ben" : "Cem") as keyof typeof said,
  );
  const sessions = speakers.map((speaker, i) => {
    const left = speakers.slice(i).filter((other) => other === speaker).length;
    const planted = said[speaker].splice(0, Math.ceil(said[speaker].length / left));
    return session({ draw, persona, speaker, planted, index: i });
  });
  const othersIn = (slot: number): string[] => (bens.includes(slot) ? [value(slot, 2)] : []);
  const asked = [
    ...slots.map((slot): Asked => {
      const isGone = deleted.includes(slot);
      const isChanged = changed.includes(slot);
      return {
        speaker: "Ann",
        question: SLOTS[slot]?.ask ?? "",
        value: isGone ? null : value(slot, isChanged ? 1 : 0),
        old: isChanged ? value(slot, 0) : null,
        others: othersIn(slot),
        forgotten: isGone ? value(slot, 0) : null,
      };
    }),
    ...cems.map((slot): Asked => {
      const question = SLOTS[slot]?.ask ?? "";
      return { speaker: "Cem", question, value: null, old: null, others: [], forgotten: value(slot, 3) };
    }),
  ];
  return {
    sessions,
    deleted: deleted.map((slot) => value(slot, 0)),
    forgottenPerson: "Cem",
    asked,
    now: new Date(START + SESSIONS * DAY),
  };
}

function session({
  draw,
  persona,
  speaker,
  planted,
  index,
}: {
  draw: Random;
  persona: string;
  speaker: string;
  planted: readonly string[];
  index: number;
}): Message[] {
  const small = draw.shuffle(SMALL).slice(0, 4);
  const lines = [
    small[0],
    small[1],
    ...planted.map((text) => `${LEADS[draw.int(LEADS.length)]} ${text}`),
    small[2],
    small[3],
  ];
  return lines
    .flatMap((text) => [
      { speaker, text: text ?? "" },
      { speaker: persona, text: REPLIES[draw.int(REPLIES.length)] ?? "" },
    ])
    .map((line, turn) => ({
      session: `session ${index + 1}`,
      turn,
      ...line,
      at: new Date(START + index * DAY + turn * 60_000).toISOString(),
    }));
}
