import { z } from "zod";
import { InputError } from "../../../core/index.ts";
import { personaVersion, renderPersona } from "../../../persona/index.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { checkedText } from "../shelf/persona-files.ts";

const fault = z.object({
  line: z.number().optional(),
  found: z.string(),
  expected: z.string(),
  fix: z.string().optional(),
  message: z.string(),
});

const block = z.object({ id: z.string(), text: z.string(), tokens: z.number(), fields: z.array(z.string()) });

const validate = apiRoute(
  {
    method: "post",
    path: "/api/validate",
    summary: "Whether a text is a persona; where it is, its prompt block by block, with about how many tokens.",
    scope: "write",
    tag: "Personas",
    body: z.object({ text: z.string() }),
    reply: z.object({
      ok: z.boolean(),
      name: z.string().optional(),
      version: z.string().optional(),
      fault: fault.optional(),
      blocks: z.array(block).optional(),
      tokens: z.number().optional(),
    }),
  },
  async ({ body: { text } }) => ({ json: validated(text) }),
);

function validated(text: string): object {
  try {
    const { persona } = checkedText(text, "persona.yaml");
    const { blocks } = renderPersona(persona);
    const tokens = blocks.reduce((sum, block) => sum + block.tokens, 0);
    return { ok: true, name: persona.name, version: personaVersion(persona), blocks, tokens };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { where: _, ...fault } = error.fault;
    return { ok: false, fault: { ...fault, message: error.message } };
  }
}

export const validateRoutes: readonly ApiRoute[] = [validate];
