import { CHAT_COMMANDS } from "../presets/chat/chat-commands.ts";

/** What `dramatis chat --help` says after the options. */
export const CHAT_HELP: string = `
Examples:
  $ dramatis chat ada.persona.yaml
  $ dramatis chat ada.persona.yaml --session monday
  $ dramatis chat ada.persona.yaml --model 'http://localhost:11434/v1#llama3' --temperature 0.9
  $ dramatis chat ada.persona.yaml --memory
  $ dramatis chat ada.persona.yaml --guard persona-guard --candidates 4
  $ dramatis chat ada.persona.yaml --strategy deflander --with affect,style
  $ dramatis chat ada.persona.yaml --json < questions.txt > talk.jsonl
  $ dramatis check ada.persona.yaml --transcript chats/monday.jsonl

Commands at a terminal:
${CHAT_COMMANDS}

^C during a reply cancels the reply and keeps the chat; at the prompt it ends the chat.

--session NAME keeps every message in chats/NAME.jsonl at once and goes on there the next time; a path with a slash or
.jsonl is a file of its own. The last reply of the file is replaced only by /retry. A session of another version of the
persona is refused unless --force is given.

--memory keeps what each side says of itself in memories/PERSONA.sqlite, over all sessions; dramatis memory shows and mends
it. A component of the memory family (--with ld-agent) takes the place of the default one, facts. A file that is locked,
full or damaged is said and the chat goes on. Names of parts: dramatis list act. Those that need a model which follows
instructions take the one of --model, else of --judge.

Settings may stand in dramatis.config.yaml, which flags win over:
  model: http://localhost:11434/v1#llama3
  act: { guards: [persona-guard], candidates: 4, components: [affect], memory: true }

In a pipe every line is said to the persona, and each reply is one line on standard output; with --json every message
is one line of JSON, which dramatis check reads. A model that fails ends the chat there.

The same seed and the same lines give the same replies, with a model that keeps to its seed.

Exit codes: 0 done, 2 bad input or the model failed in a pipe, 130 interrupted.`;
