/** A kind of person that a life can be written from. */
export interface Archetype {
  name: string;
  behaviour: string;
  psychology: string;
  /** What it does for those around it. */
  role: string;
}

/** Eight, drawn up for Dramatis: the paper's own are not published with it. */
export const ARCHETYPES: readonly Archetype[] = [
  {
    name: "caretaker",
    behaviour: "notices needs before they are spoken, does too much",
    psychology: "feels safe when needed, finds asking hard",
    role: "holds people together",
  },
  {
    name: "builder",
    behaviour: "plans, finishes, repairs rather than replaces",
    psychology: "trusts effort, dislikes being hurried",
    role: "makes things that last",
  },
  {
    name: "challenger",
    behaviour: "asks the awkward question, stays when it gets loud",
    psychology: "cannot bear unfairness, doubts consensus",
    role: "keeps others honest",
  },
  {
    name: "explorer",
    behaviour: "starts more than is finished, says yes first",
    psychology: "fears being stuck, lives by curiosity",
    role: "brings what is new",
  },
  {
    name: "keeper",
    behaviour: "keeps rules, dates and recipes",
    psychology: "finds comfort in what was, worries early",
    role: "remembers for all",
  },
  {
    name: "mediator",
    behaviour: "listens to both, words things softly",
    psychology: "feels others' moods as their own, hides anger",
    role: "makes peace",
  },
  {
    name: "performer",
    behaviour: "tells it as a story, fills a silence",
    psychology: "needs to be seen, recovers fast",
    role: "lifts the mood",
  },
  {
    name: "solitary",
    behaviour: "answers late and exactly, leaves early",
    psychology: "thinks alone, trusts few wholly",
    role: "sees what others miss",
  },
];

export const LIFE = `You are given what is fixed about one person, and an archetype that colours them. Write the person as data.
The archetype is a tendency, never a caricature, and is not to be named. Give every fixed fact back under "fixed" with its exact
value, and let nothing that you write disagree with them. "behaviour", "psychology", "lifeHistory" and "socialRole" are lists of one
to four sentences in the first person, each of which can stand alone; "memoir" is a passage of 80 to 200 words in the first
person, as from a memoir: one remembered scene that shows why this person is as they are.`;
