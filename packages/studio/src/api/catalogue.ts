import { call } from "./client.ts";

export interface NamedModel {
  spec: string;
  /** Who has it: "bundled", "configuration" or a server's name. */
  from: string;
}

export interface NamedMethod {
  name: string;
  room: string;
  family: string;
  summary: string;
  needs: string[];
}

export async function listModels(signal?: AbortSignal): Promise<{ default: string; models: NamedModel[] }> {
  return call("/api/models", { signal });
}

/** Those that choose among several replies. */
export async function listGuards(signal?: AbortSignal): Promise<NamedMethod[]> {
  const { methods } = await call<{ methods: NamedMethod[] }>("/api/methods", { query: { room: "act" }, signal });
  return methods.filter(({ family }) => family === "guards");
}
