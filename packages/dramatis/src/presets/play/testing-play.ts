import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type SeenRequest, type Step, type TestingServer, testingServer } from "../../model/testing-server.ts";

// For the tests of scenes that are played from files.

/** Ada and Bo at a pier, to be filled in. */
export const PIER = `name: At the pier
place: Fog.
agents:
  - { persona: ada.persona.yaml, goal: goal-ada, secret: secret-ada }
  - { persona: bo.persona.yaml, goal: goal-bo }
steps: 4
`;

/** A folder with two personas and these files; it is deleted after the test. */
export function sceneFolder(t: TestContext, files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-play-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const persona = (name: string): string =>
    `schema: dramatis.persona/1\nname: ${name}\nstatements:\n  - { id: boat, text: I own a boat called persona-${name.toLowerCase()}. }\n`;
  const all = {
    "ada.persona.yaml": persona("Ada"),
    "bo.persona.yaml": persona("Bo"),
    "pier.scene.yaml": PIER,
    ...files,
  };
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
  return folder;
}

/** A chat server whose replies are a function of the request and its number; by default, of the seed. */
export async function sayingServer(
  t: TestContext,
  say: (body: ChatBody, index: number) => string | Step = ({ seed }) => `line ${seed}`,
): Promise<TestingServer & { model: string }> {
  const answer = ({ body }: SeenRequest, index: number): Step => {
    const said = say(body as ChatBody, index);
    if (typeof said !== "string") return said;
    const choices = [{ message: { content: said }, finish_reason: "stop" }];
    return { body: { choices, usage: { prompt_tokens: 100, completion_tokens: 10 } } };
  };
  const server = await testingServer(answer);
  t.after(() => server.close());
  return Object.assign(server, { model: `${server.url}/v1#tiny` });
}

export interface ChatBody {
  seed: number;
  max_tokens?: number;
  messages: { role: string; content: string }[];
}
