import { Command } from "commander";
import { discoverServers, type FoundServer, USUAL_SERVERS, type UsualServer } from "../../model/discover-servers.ts";
import { modelsFolder, pulledModels } from "../../model/hub/index.ts";
import { type BundledModel, bundledModels } from "../bundled-models.ts";
import { bytesText } from "../bytes-text.ts";
import { wholeNumber } from "../numbers.ts";

/** What can be named as a model on this machine. */
export interface ModelsHere {
  bundled: BundledModel[];
  /** Where pulled models are looked for. */
  folder: string;
  pulled: { path: string; bytes: number }[];
  servers: FoundServer[];
}

/** `dramatis models [--json]` */
export function modelsCommand(done: (exitCode: number) => void): Command {
  return new Command("models")
    .summary("which models are here, and how to name them")
    .description(
      "Lists the bundled models, those pulled from a hub, and the servers that answer on their usual ports of this machine (Ollama, LM Studio, llama.cpp, vLLM). Nothing but the loopback address is asked.",
    )
    .option("--timeout <ms>", "how long a port may take to answer", wholeNumber(1), 300)
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  $ dramatis models\n  $ dramatis models --timeout 2000 --json")
    .action(async ({ timeout, json }: { timeout: number; json?: boolean }) => {
      const folder = modelsFolder();
      // First, and alone: what else there is to load must not eat the time that a server has to answer.
      const servers = await discoverServers({ timeoutMs: timeout });
      const here: ModelsHere = { bundled: await bundledModels(), folder, pulled: await pulledModels(folder), servers };
      process.stdout.write(json ? `${JSON.stringify(here, null, 2)}\n` : formatModels(here));
      done(0);
    });
}

/**
 * The list as text, with what to type for each model of a server.
 *
 * @param usual the servers that were looked for
 */
export function formatModels(
  { bundled, folder, pulled, servers }: ModelsHere,
  usual: readonly UsualServer[] = USUAL_SERVERS,
): string {
  const lines = [
    "bundled",
    ...listed(bundled.map(({ name, bytes, card }) => `${name}  ${bytesText(bytes)}  ${card}`)),
    `pulled to ${folder}`,
    ...listed(pulled.map(({ path, bytes }) => `${path}  ${bytesText(bytes)}`)),
    ...servers.flatMap(({ name, port, models }) => [
      `server on port ${port}, as ${name} usually is`,
      ...listed(models.map(({ spec }) => `--model ${spec}`)),
    ]),
  ];
  const silent = usual.filter(({ port }) => !servers.some((server) => server.port === port));
  if (silent.length > 0) {
    const ports = silent.map(({ name, port }) => `${port} (${name})`).join(", ");
    lines.push(`no local server answers on ${ports}`);
  }
  return `${lines.join("\n")}\n`;
}

function listed(items: readonly string[]): string[] {
  return items.length === 0 ? ["  none"] : items.map((item) => `  ${item}`);
}
