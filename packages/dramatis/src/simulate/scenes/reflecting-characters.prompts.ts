// What characters that reflect are asked.

export const TOPIC = `You may begin a conversation now. What do you want to bring up? Take what is on your mind, what you want, and
what was said before; nothing that has been talked through. One sentence, to yourself.`;

export const opening = (topic: string): string => `You begin the conversation. What you want to bring up: ${topic}`;

export const LINE =
  "Say your next line, in one to three sentences. Let how you feel and what you make of the others show in it.";

export const reflection = (
  names: string,
): string => `The conversation is over. Think it through, as yourself: what happened, what it
meant to you and why, and what you make of the others now. Nobody else will hear it. Reply with {"insight": one or two sentences in
the first person, "feeling": how you feel now, in a few words, "motive": what you want next, in a few words, "towards": a list of
{"name": one of ${names}, "trust": how much more or less you trust them than before, "closeness": how much closer or further they
are}, each a whole number from -2 to 2}.`;
