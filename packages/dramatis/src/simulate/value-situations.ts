/** A situation in which one of ten basic values shows, and what one may do, from what shows least of it to what shows most. */
export interface ValueSituation {
  /** A scale of the instrument dramatis-values. */
  value: string;
  situation: string;
  options: readonly [string, string, string, string, string];
}

/** Written for this project, beside the items of dramatis-values; not validated on people. */
export const VALUE_SITUATIONS: readonly ValueSituation[] = [
  {
    value: "self-direction",
    situation: "A friend who knows the town has planned every hour of your free day there.",
    options: [
      "I follow the plan to the minute",
      "I follow it and leave out one stop",
      "I follow half of it",
      "I keep one stop and find the rest by myself",
      "I put the plan away and go where I like",
    ],
  },
  {
    value: "stimulation",
    situation: "Somebody offers you a seat in a small plane that flies loops this afternoon.",
    options: [
      "I say no at once",
      "I say that I would rather watch",
      "I ask to be told more and decide later",
      "I say yes if the weather is good",
      "I am in the seat before they have finished",
    ],
  },
  {
    value: "hedonism",
    situation: "An evening is free, and nobody needs anything from you.",
    options: [
      "I do the work that is left over",
      "I tidy up and go to bed early",
      "I do a little work and then sit down with tea",
      "I cook something good",
      "I have a long bath, good food and music till late",
    ],
  },
  {
    value: "achievement",
    situation: "Where you work, a prize is given for the best piece of work of the year.",
    options: [
      "I do not take part",
      "I hand in what I have lying about",
      "I hand in something decent",
      "I work on it for some weekends",
      "I work on it every evening until it is the best",
    ],
  },
  {
    value: "power",
    situation: "The group that you belong to needs somebody to lead it.",
    options: [
      "I hope that nobody looks at me",
      "I vote for somebody else",
      "I would do it if nobody else wants to",
      "I say that I am ready to do it",
      "I ask people beforehand to vote for me",
    ],
  },
  {
    value: "security",
    situation: "A well-paid job abroad is offered to you, for one year and with nothing certain after it.",
    options: [
      "I pack my bags tonight",
      "I take it and see what comes",
      "I ask for a week to think",
      "I take it only if I can come back to my old job",
      "I stay where I am",
    ],
  },
  {
    value: "conformity",
    situation: "A sign says to keep off the grass; the way across it is much shorter, and nobody is there.",
    options: [
      "I walk across and take the sign down",
      "I walk across",
      "I walk along the edge of it",
      "I walk round and grumble",
      "I walk round as the sign asks",
    ],
  },
  {
    value: "tradition",
    situation: "Your family always has the same meal on the same holiday, and somebody wants another one this year.",
    options: [
      "I am glad that it is over with the old meal",
      "I vote for the new one",
      "I do not mind either",
      "I ask for a little of the old one beside it",
      "I cook the old one as it was always cooked",
    ],
  },
  {
    value: "benevolence",
    situation: "A friend calls at midnight and needs to be fetched from the other end of town.",
    options: [
      "I let it ring",
      "I tell them to take a taxi",
      "I stay on the phone until they have found one",
      "I pay for their taxi",
      "I get dressed and fetch them",
    ],
  },
  {
    value: "universalism",
    situation: "Letters are collected for strangers in a far country who were put in prison for what they said.",
    options: [
      "I walk past",
      "I take a leaflet and throw it away later",
      "I sign a letter that is there",
      "I write one of my own",
      "I stand there all day and collect them",
    ],
  },
];
