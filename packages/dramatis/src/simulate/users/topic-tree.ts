import { UnknownNameError } from "../../core/index.ts";

/** What may move somebody to change a habit: a field, its parts, and topics with a line that says what each is about. */
export const TOPICS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  health: {
    body: {
      breathing: "Getting out of breath, coughing, lungs, asthma, climbing stairs without stopping.",
      heart: "Heart attacks, blood pressure, cholesterol, strokes, chest pain.",
      weight: "Gaining or losing weight, body shape, clothes that do not fit, diet.",
      fitness: "Strength, stamina, sport, running, feeling strong and having energy.",
      teeth: "Teeth, gums, the dentist, bad breath.",
    },
    mind: {
      sleep: "Sleeping badly, lying awake, being tired in the morning.",
      mood: "Low mood, sadness, depression, joy in things.",
      stress: "Pressure, worry, anxiety, calming down after a hard day.",
      memory: "Forgetting things, blackouts, thinking clearly, concentration.",
    },
    illness: {
      diabetes: "Blood sugar, insulin, diabetes and what it does to the body.",
      cancer: "Cancer, tumours, scans, people who died of it.",
      infection: "Catching infections, flu, a weak immune system, vaccination.",
      liver: "The liver, yellow skin, blood tests after years of drinking.",
      dependence: "Needing it every day, craving, withdrawal, not being able to stop.",
    },
  },
  people: {
    children: {
      "example for children": "What children copy from a parent, being a good example.",
      "time with children": "Playing with the children, being there for them, seeing them grow up.",
      pregnancy: "Having a baby, pregnancy, the health of an unborn child.",
      custody: "Losing the children, custody, visits, social services.",
    },
    partner: {
      quarrels: "Fights at home, a partner who complains, shouting, silence.",
      separation: "Divorce, breaking up, being left, saving the marriage.",
      trust: "Lying to a partner, hiding it, being believed again.",
    },
    friends: {
      company: "Friends, going out, the pub, people who do the same.",
      loneliness: "Being alone, losing friends, nobody to call.",
      respect: "What others think, shame, smell, being looked down on.",
    },
  },
  work: {
    job: {
      "losing the job": "Being fired, warnings from the boss, failing a test at work, unemployment.",
      performance: "Getting work done, mistakes, being late, days off sick.",
      career: "Promotion, a new job, training, ambitions.",
    },
    school: {
      marks: "Marks, exams, passing the year, homework.",
      suspension: "Being sent home from school, the head teacher, rules of the school, being thrown out.",
      "a future": "College, a trade to learn, what to become one day.",
    },
  },
  money: {
    spending: {
      "daily cost": "What it costs each day and week, prices, what else the money would buy.",
      debts: "Debts, rent that is late, borrowing, bills.",
      saving: "Putting money by, a holiday, a car, a house.",
    },
    care: {
      "medical bills": "What treatment, hospital and medicines cost.",
      insurance: "Premiums, insurance that pays more or less.",
    },
  },
  law: {
    driving: {
      licence: "Losing the driving licence, driving after drinking, being stopped by the police.",
      accidents: "Crashes, hurting somebody on the road.",
    },
    justice: {
      arrest: "Being arrested, court, a record, prison.",
      probation: "Probation, drug tests ordered by a court, conditions to keep.",
    },
  },
  self: {
    freedom: {
      control: "Deciding for oneself, not being ruled by a habit.",
      pride: "Being proud of oneself, keeping a promise to oneself.",
    },
    faith: {
      belief: "God, church, what one's faith asks.",
      purpose: "What life is for, doing something that matters.",
    },
  },
};

export interface Topic {
  coarse: string;
  mid: string;
  fine: string;
  passage: string;
}

/** The finest topics in order. */
export function topics(): Topic[] {
  return Object.entries(TOPICS).flatMap(([coarse, parts]) =>
    Object.entries(parts).flatMap(([mid, fines]) =>
      Object.entries(fines).map(([fine, passage]) => ({ coarse, mid, fine, passage })),
    ),
  );
}

/** @throws UnknownNameError with the nearest topics */
export function topicNamed(name: string): Topic {
  const all = topics();
  const topic = all.find(({ fine }) => fine === name);
  if (topic) return topic;
  throw new UnknownNameError(
    "topic",
    name,
    all.map(({ fine }) => fine),
  );
}

/** Edges between two topics on the tree, each of weight 1: 0 for one and the same, 2 in one part, 4 in one field, 6 beyond. */
export function topicDistance(a: Topic, b: Topic): number {
  if (a.fine === b.fine) return 0;
  if (a.coarse !== b.coarse) return 6;
  return a.mid === b.mid ? 2 : 4;
}
