import { z } from "zod";
import { InputError, type Persona } from "../../core/index.ts";
import { readFacet } from "../../persona/index.ts";
import { topicNamed } from "./topic-tree.ts";

/** `facets.miClient` of a persona: who comes to be counselled. */
export interface ClientFacet {
  /** What is to change: "smoking". */
  behaviour: string;
  /** What alone can move the client: a topic of the tree, and why it does. */
  motivation: { topic: string; statement: string };
  /** What may be told of it, what it believes that speaks against a change, and what it could do: in the second person. */
  personas: string[];
  beliefs: string[];
  plans: string[];
  /** 1 closed to 5 open. */
  receptivity: number;
}

const text = z.string().regex(/\S/, "a text that is not blank");
const texts = z.array(text).default([]);
const schema: z.ZodType<ClientFacet> = z.strictObject({
  behaviour: text,
  motivation: z.strictObject({ topic: text, statement: text }),
  personas: texts,
  beliefs: texts,
  plans: texts,
  receptivity: z.number().min(1).max(5).default(3),
});

/** @throws InputError for a persona without the facet, or one that cannot be used. @throws UnknownNameError for a topic */
export function clientOf(persona: Persona): ClientFacet {
  const client = readFacet(persona, "miClient", schema);
  if (client === undefined) {
    const expected = "facets.miClient: { behaviour, motivation: { topic, statement }, personas, beliefs, plans }";
    throw new InputError({ where: persona.name, found: "a client without what it comes for", expected });
  }
  topicNamed(client.motivation.topic);
  return client;
}
