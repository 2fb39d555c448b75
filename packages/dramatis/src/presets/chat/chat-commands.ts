import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { InputError, oneLine, UnknownNameError } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { writeWhole } from "../../run/index.ts";
import { writeTranscript } from "../../transcript/index.ts";
import { makeFolder, sessionPath } from "./chat-log.ts";
import { forget, showMemory } from "./chat-memory.ts";
import { answer, type Chat, cancellable } from "./chat-turn.ts";
import { formatWhy, whyReply } from "./chat-why.ts";
import { howMade } from "./how-made.ts";

interface ChatCommand {
  usage: string;
  help: string;
  run(chat: Chat, argument: string): Promise<void> | void;
}

const COMMANDS: Record<string, ChatCommand> = {
  "/persona": { usage: "/persona", help: "the persona as the model is told of it", run: showPersona },
  "/why": { usage: "/why", help: "the last reply against each statement, and how it was made", run: showWhy },
  "/retry": { usage: "/retry", help: "another reply in the place of the last", run: retry },
  "/memory": { usage: "/memory", help: "what is remembered of you and of the persona", run: showMemory },
  "/forget": { usage: "/forget WHAT", help: "take away a memory by its id, or all of a person by name", run: forget },
  "/save": { usage: "/save [FILE]", help: "write the conversation as JSONL, for dramatis check", run: save },
  "/help": { usage: "/help", help: "these commands", run: ({ screen }) => screen.notice(CHAT_COMMANDS) },
};
const QUIT = "/quit";

/** The commands of a chat, one a line. */
export const CHAT_COMMANDS: string = [...Object.values(COMMANDS), { usage: QUIT, help: "end; so do ^C and ^D" }]
  .map(({ usage, help }) => `  ${usage.padEnd(14)}${help}`)
  .join("\n");

/** Does what a line that begins with "/" says; false where it ends the chat. @throws UnknownNameError, InputError … */
export async function runCommand(chat: Chat, line: string): Promise<boolean> {
  const [, name = "", argument = ""] = /^(\S*)\s*(.*)$/su.exec(line) ?? [];
  if (name === QUIT) return false;
  if (!Object.hasOwn(COMMANDS, name)) throw new UnknownNameError("command", name, [...Object.keys(COMMANDS), QUIT]);
  await COMMANDS[name]?.run(chat, argument);
  return true;
}

function showPersona({ session, screen, paint }: Chat): void {
  const { persona, personaVersion } = session.agent;
  const blocks = renderPersona(persona).blocks.map(({ id, text }) => {
    return `${paint("dim", id.padEnd(10))}${text.replaceAll("\n", `\n${" ".repeat(10)}`)}`;
  });
  screen.notice([paint("bold", `${oneLine(persona.name)}, version ${personaVersion}`), ...blocks].join("\n"));
}

async function showWhy(chat: Chat): Promise<void> {
  const { session, screen, paint } = chat;
  const reply = session.lastReply;
  if (reply === undefined) return screen.notice("there is no reply yet");
  const finished = await cancellable(screen, async (signal) => {
    const nli = await chat.nli();
    const rows = await whyReply({ persona: session.agent.persona, reply, nli, signal });
    const memories = (await chat.memory?.book.all(signal)) ?? [];
    const lines = [
      paint("bold", oneLine(reply.text)),
      formatWhy(rows, reply, chat),
      ...howMade(reply, { memories, paint }),
    ];
    screen.notice(lines.join("\n"));
    screen.notice(paint("dim", oneLine(`Judged by ${nli.id}${nli.card === undefined ? "" : `: ${nli.card}`}`)));
  });
  if (!finished) screen.notice("cancelled");
}

async function retry(chat: Chat): Promise<void> {
  if (chat.session.messages.length === 0) return chat.screen.notice("nothing was said yet");
  if (!(await answer(chat))) chat.screen.notice("cancelled; the session is as it was");
}

function save({ session, screen, keptIn, saved }: Chat, argument: string): void {
  const { messages } = session;
  if (messages.length === 0) {
    screen.notice("nothing was said yet");
    return;
  }
  if (argument === "" && keptIn !== undefined) {
    screen.notice(`this session is kept in ${keptIn} as it goes`);
    return;
  }
  const file = argument === "" ? sessionPath(session.session) : argument;
  if (existsSync(file) && !saved.has(file)) {
    throw new InputError({ where: file, found: "a file that is there", expected: "a new file" });
  }
  if (argument === "") makeFolder(dirname(file));
  writeWhole(file, writeTranscript([{ session: session.session, messages: [...messages] }]));
  saved.add(file);
  screen.notice(`Wrote ${file}. Next: dramatis check PERSONA --transcript ${file}`);
}
