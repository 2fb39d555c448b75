import { DramatisError } from "../../core/index.ts";
import { runCommand } from "./chat-commands.ts";
import { answer, type Chat, sayJson } from "./chat-turn.ts";

/**
 * Talks until the lines end or /quit. At a terminal a line that begins with "/" is a command, and a fault is a notice
 * after which the chat goes on; in a pipe every line is said to the persona, and a fault ends the chat.
 *
 * @throws DramatisError in a pipe.
 */
export async function chatLoop(chat: Chat, { interactive }: { interactive: boolean }): Promise<void> {
  for (let line = await chat.screen.line(); line !== undefined; line = await chat.screen.line()) {
    const said = line.trim();
    if (said === "") continue;
    if (!interactive) await converse(chat, said);
    else if (!(await takeTurn(chat, said))) return;
  }
}

/** What a line at a terminal asks for; false where it ends the chat. */
async function takeTurn(chat: Chat, said: string): Promise<boolean> {
  try {
    if (said.startsWith("/")) return await runCommand(chat, said);
    if (!(await converse(chat, said))) chat.screen.notice("cancelled; /retry asks for another reply");
  } catch (error) {
    if (!(error instanceof DramatisError)) throw error;
    chat.screen.notice(chat.paint("red", error.message));
  }
  return true;
}

/** False where the reply was cancelled. */
function converse(chat: Chat, said: string): Promise<boolean> {
  const heard = chat.session.hear(said);
  if (chat.voice === "json") sayJson(chat, heard);
  return answer(chat);
}
