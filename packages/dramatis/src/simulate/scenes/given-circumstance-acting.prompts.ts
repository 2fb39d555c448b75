// What the actors, the environment and who says whose turn it is are asked in given-circumstance acting.

export const FORMAT = `Play your part with one turn. What you think stands in [square brackets]; nobody else hears it. What others can
see you do stands in (round brackets). All else you say aloud. Like this: [She must not see the letter.] (folds it) You are early.
Play nobody but yourself, and do not repeat what was said.`;

export const ENVIRONMENT = `You are the environment: the place, the weather, the things, and people who are not named here. You never
speak, act or think for any of these: `;

export const HAPPENS = `What happens around them now, in answer to what was just said and done? One to three sentences. If nothing
does, tell what is to be seen or heard.`;

export const nextSpeaker = (
  choices: string,
): string => `Whose turn is it now? It is somebody who would answer what just happened, and never
the one who had the last turn. Reply with {"reasoning": one sentence, "next": one of ${choices}}.`;

export const profiles = (others: string): string => `Who else is in this story:\n${others}`;
