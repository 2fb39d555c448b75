import type { request as undiciRequest } from "undici";
import { z } from "zod";
import { cleanText } from "../core/index.ts";

/** A server as it is usually found: its name and port. */
export interface UsualServer {
  name: string;
  port: number;
}

/** The ports that these programs listen at unless told otherwise. */
export const USUAL_SERVERS: readonly UsualServer[] = [
  { name: "Ollama", port: 11434 },
  { name: "LM Studio", port: 1234 },
  { name: "llama.cpp", port: 8080 },
  { name: "vLLM", port: 8000 },
];

/** One that answers, with its models and the text that names each of them (`--model`). */
export interface FoundServer extends UsualServer {
  models: { id: string; spec: string }[];
}

const LARGEST_REPLY = 2 ** 20;
const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * OpenAI-compatible servers on this machine, in the order given. All ports are asked at once, on the loopback address
 * and nowhere else; what does not answer in time, or answers something else, is not there.
 */
export async function discoverServers({
  servers = USUAL_SERVERS,
  timeoutMs = 300,
}: {
  servers?: readonly UsualServer[];
  timeoutMs?: number;
} = {}): Promise<FoundServer[]> {
  const { request } = await import("undici");
  const signal = AbortSignal.timeout(timeoutMs);
  const found = await Promise.all(
    servers.map(async (server) => {
      const ids = await modelsAt(server.port, { request, signal });
      return ids?.map((id) => ({ id, spec: `http://localhost:${server.port}/v1#${quoted(id)}` }));
    }),
  );
  return servers.flatMap((server, index) => {
    const models = found[index];
    return models === undefined ? [] : [{ ...server, models }];
  });
}

/** Names of the models that a port serves; undefined where there is no such server. */
async function modelsAt(
  port: number,
  { request, signal }: { request: typeof undiciRequest; signal: AbortSignal },
): Promise<string[] | undefined> {
  try {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/v1/models`, { signal });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > LARGEST_REPLY) return undefined;
      chunks.push(chunk);
    }
    const list = statusCode === 200 ? modelList.safeParse(JSON.parse(Buffer.concat(chunks).toString())) : undefined;
    // A name that holds what cannot be shown could not be typed either.
    return list?.data?.data.map(({ id }) => id).filter((id) => id !== "" && cleanText(id) === id);
  } catch (error) {
    // Whatever listens there is no server of ours to complain about.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** A name as the end of an address, so that it can be pasted into any shell and is read back as it was. */
function quoted(id: string): string {
  return id.replace(/[^\w./:@+,-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join(""),
  );
}
