import { z } from "zod";
import { InputError, oneLine } from "../../../core/index.ts";
import { decodeText, type Loss, parsePersonas, personaText } from "../../../persona/index.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { parsedText } from "../shelf/persona-files.ts";

/** More than these nobody looks through; the command line takes files of any number. */
const MOST_PERSONAS = 50;

const BY_COMMAND = "dramatis import FILE --out FOLDER reads files of any size";

const importFile = apiRoute(
  {
    method: "post",
    path: "/api/import",
    summary:
      "The personas in a file of another tool (the body, its name in x-filename), with what was lost. Nothing is kept.",
    scope: "write",
    tag: "Personas",
    body: z
      .instanceof(Uint8Array, { error: "the bytes of a file, as application/octet-stream" })
      .meta({ type: "string", format: "binary" }),
    reply: z.object({
      personas: z.array(z.object({ name: z.string(), text: z.string(), losses: z.array(z.string()) })),
    }),
  },
  async ({ body, headers }) => ({ json: { personas: imported(body, fileName(headers)) } }),
);

/** A name that no address can hold is given another before it is saved. */
function imported(bytes: Uint8Array, where: string): { name: string; text: string; losses: string[] }[] {
  if (/\.persona\.(?:ya?ml|json)$/i.test(where)) {
    const text = decodeText(bytes, where);
    return [{ name: parsedText(text, where).name, text, losses: [] }];
  }
  if (/\.(?:[ct]sv|parquet)$/i.test(where)) {
    throw new InputError({ where, found: "a table", expected: "a file of cards or records", fix: BY_COMMAND });
  }
  const { personas } = parsePersonas(bytes, { where });
  if (personas.length > MOST_PERSONAS) {
    const found = `${personas.length} personas`;
    throw new InputError({ where, found, expected: `at most ${MOST_PERSONAS}`, fix: BY_COMMAND });
  }
  return personas.map(({ persona, loss }) => {
    return { name: persona.name, text: personaText(persona), losses: loss.map(lossLine) };
  });
}

/** For messages and formats only: nothing is opened by it. */
function fileName(headers: Headers): string {
  const given = headers.get("x-filename") ?? "file";
  const name = /%[0-9a-f]{2}/i.test(given) ? decoded(given) : given;
  return oneLine(name.replace(/^.*[/\\]/s, ""), 100) || "file";
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return name;
  }
}

function lossLine({ kind, path, note }: Loss): string {
  return oneLine(`${kind}: ${path === "" ? note : `${path}: ${note}`}`);
}

export const importRoutes: readonly ApiRoute[] = [importFile];
