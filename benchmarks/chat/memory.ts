// See README.md. Does the process grow while the chat model replies? Conversations of drawn words and lengths, one seed.
import { parseArgs } from "node:util";
import { understudyChat } from "@dramatis/understudy";
import { type ChatMessage, random } from "dramatis";

const WORDS =
  "i like dogs my job is fun we went to the beach last week do you have kids what is your favorite food".split(" ");
const EVERY = 200;

const { values: flags } = parseArgs({ options: { replies: { type: "string", default: "1000" } } });
const draw = random(42);
const chat = await understudyChat();
for (let reply = 1; reply <= Number(flags.replies); reply++) {
  await chat.generate({ messages: conversation(), maxTokens: 40, seed: reply });
  if (reply % EVERY === 0) console.log(`${reply} replies: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
}

/** Four persona lines and 1 to 11 turns of 4 to 23 words: from short prompts to ones that are cut to the context. */
function conversation(): ChatMessage[] {
  const line = (words: number): string => Array.from({ length: words }, () => WORDS[draw.int(WORDS.length)]).join(" ");
  const system = Array.from({ length: 4 }, () => `I ${line(6)}.`).join("\n");
  const turns = Array.from({ length: 1 + 2 * draw.int(6) }, (_, turn): ChatMessage => {
    return { role: turn % 2 === 0 ? "user" : "assistant", content: line(4 + draw.int(20)) };
  });
  return [{ role: "system", content: system }, ...turns];
}
