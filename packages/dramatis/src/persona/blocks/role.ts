import type { Block } from "./block.ts";

export const role: Block = {
  id: "ROLE",
  join: " ",
  pieces: ({ persona: { name }, voice: { person, subject, be } }) => {
    const is = person === "third" ? `This is ${name}.` : `${subject} ${be} ${name}.`;
    return [{ text: `${is} Speak only as ${name}, in the first person.`, fields: ["name"] }];
  },
};
