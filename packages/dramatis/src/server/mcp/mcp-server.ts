import { McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { ServerNotification, ServerRequest } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { type Estimate, type Message, oneLine } from "../../core/index.ts";
import type { CheckJsonResult } from "../../report/check-json.ts";
import { type Caller, mayReach } from "../api/caller.ts";
import { type CheckArguments, type SurveyArguments, saidLine, sampleArguments } from "../api/desk/run-request.ts";
import { SAMPLE_SEED } from "../api/desk/sample-run.ts";
import type { House } from "../api/house.ts";
import { maySeeInside, reachPersona } from "../api/reach-persona.ts";
import { populationsOf } from "../api/routes/population-routes.ts";
import { playedBy } from "../api/talk/talks.ts";
import { endedRun, type RunForTool } from "./ended-run.ts";
import { toolReply } from "./tool-reply.ts";

export interface McpOptions {
  house: House;
  /** For whom it answers. */
  caller: Caller;
  /** Of the package. */
  version: string;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const MOST_PEOPLE = 1_000;
const SHOWN_PEOPLE = 50;
const SHOWN_EVIDENCE = 20;

const personaName = z.string().min(1).max(200).describe("name of a persona; the resources list them");

/**
 * The personas of a house for an agent that speaks the Model Context Protocol: tools to ask one, to check a transcript
 * against one, to sample people and to survey; and the personas as resources. Whoever may only read can only ask.
 */
export function mcpServer(options: McpOptions): McpServer {
  const { caller, version } = options;
  const server = new McpServer({ name: "dramatis", version });
  addPersonas(server, options);
  addAsk(server, options);
  if (!caller.scopes.includes("write")) return server;
  addCheck(server, options);
  addSample(server, options);
  addSurvey(server, options);
  return server;
}

function addPersonas(server: McpServer, { house, caller }: McpOptions): void {
  const reached = async () => (await house.personas.list()).filter(({ name }) => mayReach(caller, name));
  const template = new ResourceTemplate("dramatis://personas/{name}", {
    list: async () => ({
      resources: (await reached()).map(({ name, summary }) => ({
        uri: `dramatis://personas/${encodeURIComponent(name)}`,
        name,
        mimeType: "application/yaml",
        ...(summary !== "" && { description: oneLine(summary, 300) }),
      })),
    }),
    complete: {
      name: async (typed) => {
        const names = (await reached()).map(({ name }) => name);
        return names.filter((name) => name.toLowerCase().startsWith(typed.toLowerCase()));
      },
    },
  });
  const about = { description: "The personas that are served here." };
  server.registerResource("persona", template, about, async (uri, { name }) => {
    const asked = decodeURIComponent(String(name));
    const { persona, version, text } = await reachPersona(house, { caller, name: asked });
    const { summary = "" } = persona;
    return {
      contents: [
        maySeeInside(caller)
          ? { uri: uri.href, mimeType: "application/yaml", text }
          : {
              uri: uri.href,
              mimeType: "application/json",
              text: JSON.stringify({ name: persona.name, version, summary }),
            },
      ],
    };
  });
}

function addAsk(server: McpServer, { house, caller }: McpOptions): void {
  const inputSchema = z.strictObject({
    persona: personaName,
    text: z.string().min(1).max(8_000).describe("what is said to it"),
    history: z
      .array(z.strictObject({ speaker: z.enum(["user", "persona"]), text: z.string().max(8_000) }))
      .max(100)
      .optional()
      .describe("what was said before, oldest first"),
    version: z.string().min(8).max(64).optional(),
  });
  const about = {
    title: "Ask a persona",
    description:
      "Says something to a persona and gives its reply. It remembers nothing between calls: send the history along.",
    inputSchema,
    annotations: { readOnlyHint: true },
  };
  server.registerTool("ask_persona", about, ({ persona: name, text, history = [], version }, { signal }) =>
    toolReply(house, async () => {
      const { persona } = await reachPersona(house, { caller, name, version });
      const { agent } = await playedBy(house, { persona, played: { memory: false }, caller });
      const said = [...history, { speaker: "user", text }].map((line, turn): Message => {
        const speaker = line.speaker === "user" ? "user" : persona.name;
        return { session: "mcp", turn, speaker, text: line.text };
      });
      const reply = await agent.reply(said, { signal });
      const { personaVersion, model, usage, finish } = reply;
      return { persona: persona.name, version: personaVersion, text: reply.text, finish, model, usage };
    }),
  );
}

function addCheck(server: McpServer, options: McpOptions): void {
  const inputSchema = z.strictObject({
    persona: personaName,
    transcript: z.array(saidLine).min(1).max(1_000).describe("lines in order"),
    speaker: personaName.optional().describe("whose lines are judged; the one with the persona's name by default"),
    measures: z.array(z.string().max(100)).min(1).max(50).optional(),
  });
  const about = {
    title: "Check a transcript",
    description:
      "How true a conversation is to a persona: measures with 95 % intervals, and the lines that contradict or repeat it.",
    inputSchema,
  };
  server.registerTool("check_transcript", about, ({ persona, transcript, speaker, measures }, extra) =>
    toolReply(options.house, async () => {
      const asked: CheckArguments = {
        ...{ persona, transcript },
        ...(speaker !== undefined && { speaker }),
        ...(measures && { measures }),
      };
      const { run, result } = await endedRun({ command: "check", arguments: { ...asked } }, runFor(options, extra));
      return { run: run.id, ...checkFigures(result as unknown as CheckJsonResult) };
    }),
  );
}

function addSample(server: McpServer, { house }: McpOptions): void {
  const about = {
    title: "Sample people",
    description: `Draws people whose margins are those of a population; gives how near they are to it and the first ${SHOWN_PEOPLE}. Its id can be surveyed.`,
    inputSchema: sampleArguments(MOST_PEOPLE),
  };
  server.registerTool("sample_people", about, ({ population, size, seed = SAMPLE_SEED }, { signal }) =>
    toolReply(house, async () => {
      const store = populationsOf(house);
      const { id, report, traits } = await store.draw({ population, size, seed, signal });
      const people = await store.people(id, { offset: 0, limit: SHOWN_PEOPLE });
      const shown = people.map(({ name, identity }) => ({ name, ...identity?.social }));
      const { people: drawn, margins } = report;
      const levels = traits.map(({ trait, mean, sd }) => ({ trait, mean, sd }));
      return { population: id, people: drawn, margins, traits: levels, first: shown };
    }),
  );
}

function addSurvey(server: McpServer, options: McpOptions): void {
  const question = z.strictObject({
    id: z.string().min(1).max(100),
    text: z.string().min(1).max(2_000),
    options: z.array(z.string().min(1).max(300)).min(2).max(20),
  });
  const inputSchema = z.strictObject({
    personas: z.array(personaName).min(1).max(100).optional(),
    population: z.string().max(100).optional().describe("id of people that were sampled, in place of personas"),
    count: z.int().min(1).max(500).optional().describe("at most so many people"),
    questions: z.array(question).min(1).max(50).optional(),
    instrument: z.string().max(100).optional().describe("one that is bundled, such as ipip-50, in place of questions"),
  });
  const about = {
    title: "Survey",
    description: "Puts questions, or a bundled instrument, to personas or to people that were sampled.",
    inputSchema,
  };
  server.registerTool("survey", about, (given, extra) =>
    toolReply(options.house, async () => {
      const set = Object.entries(given).filter(([, value]) => value !== undefined);
      const asked = Object.fromEntries(set) as SurveyArguments;
      const { run, result } = await endedRun({ command: "survey", arguments: { ...asked } }, runFor(options, extra));
      return { run: run.id, ...result };
    }),
  );
}

/** Progress goes to clients that ask for it. */
function runFor({ house, caller }: McpOptions, { signal, _meta, sendNotification }: Extra): RunForTool {
  const progressToken = _meta?.progressToken;
  return {
    house,
    caller,
    signal,
    onProgress: async ({ done: progress, total, stage: message }) => {
      if (progressToken === undefined || signal.aborted) return;
      await sendNotification({
        method: "notifications/progress",
        params: { progressToken, progress, total, message },
      });
    },
  };
}

/** What an agent needs of a check: the figures with their intervals, and the lines that moved them. */
function checkFigures({
  persona,
  version,
  speaker,
  measures,
  evidence,
  failures,
}: CheckJsonResult): Record<string, unknown> {
  const figures = Object.entries(measures).map(([name, one]) => [name, figureOf(one)]);
  const shown = evidence.slice(0, SHOWN_EVIDENCE);
  const more = evidence.length - shown.length;
  return {
    ...{ persona, version, speaker, measures: Object.fromEntries(figures), evidence: shown },
    ...(more > 0 && { moreEvidence: more }),
    ...(failures.length > 0 && { failures: failures.slice(0, SHOWN_EVIDENCE) }),
  };
}

function figureOf({ value, low, high, n, unit, direction, missing }: Estimate): object {
  return { value, low, high, n, unit, direction, missing };
}
