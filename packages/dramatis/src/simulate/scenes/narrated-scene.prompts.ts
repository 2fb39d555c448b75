// What the characters and the narrator of a narrated scene are asked.

export const SELF = `Take stock of yourself, in the first person, in two or three sentences: what you hold to be true, what you
want now, and what you mean to do about it. Nobody else will hear it.`;

export const SURROUNDINGS = `Take stock of what is around you, in two or three sentences: who is here, what they seem to be after, and
what in this place matters to you now. Nobody else will hear it.`;

export const PLAN = `Plan your next move in one or two sentences: what you will do, what you will say, and what you hope comes of it.
Nobody else will hear it.`;

export const ACTION = `What do you do now? One or two sentences in the third person that tell only what others can see. Say nothing
aloud yet.`;

export const LINE = "What do you say as you do it? Give only your words.";

export const NARRATOR = `You are the narrator. You tell what happens among the characters and in the place, fairly and without
taking sides. You never speak for a character, and you do not know what they think.`;

export const influence = (
  actor: string,
  others: string,
): string => `${actor} has just acted. Whom of these does it touch most:
${others}? Reply with {"target": that name, or "none" where it touches nobody but ${actor}, "impact": what it does to them, in
one sentence}.`;

export const reaction = (
  actor: string,
  impact: string,
): string => `${actor} has just acted, and this touches you: ${impact}
How do you react? One or two sentences in the third person that tell only what others can see.`;

export const RESULT = `What comes of the action and the reaction to it? One or two sentences of what anybody there can see or hear.`;

export const position = (
  name: string,
): string => `Where is ${name} now, and how does ${name} look? One short phrase of what anybody
can see.`;

export const PLACE = `The round is over. How is the place now? Reply with {"time", "location", "description"}. Describe only what is
there and how it has changed: light, objects, weather, sounds. Leave out what anybody thinks, feels, wants or plans.`;

export const physical = (description: string): string => `Is this a description of a place and the things in it alone?
${JSON.stringify(description)}
It is not when it tells what somebody thinks, feels, wants, knows or plans. Reply with {"why": in one sentence, "physical": true or
false}.`;

export const PLOT = "Sum up in two or three sentences what has happened so far.";
