import { type CheckResult, cleanText, type Message, type Transcript } from "../../core/index.ts";
import { type Finding, flagged } from "../findings.ts";
import { count } from "../format-estimate.ts";
import { type Anchors, lineKey } from "./anchors.ts";
import { type Html, html, NOTHING } from "./escape.ts";
import { note } from "./notes.ts";

/** Every session as a chat, what was found beside each line. Sessions with nothing flagged are folded. */
export function transcripts(result: CheckResult, all: readonly Finding[], places: Anchors): Html {
  const found = Map.groupBy(all, ({ session, turn }) => lineKey(session, turn));
  const single = result.transcripts.length === 1;
  return html`${result.transcripts.map((transcript) => session(transcript, { speaker: result.speaker, found, places, single }))}`;
}

interface Chat {
  speaker: string;
  found: ReadonlyMap<string, Finding[]>;
  places: Anchors;
  /** The only session is never folded. */
  single: boolean;
}

function session(transcript: Transcript, chat: Chat): Html {
  const lines = transcript.messages.map((message) => line(message, chat));
  const marked = transcript.messages.filter(
    ({ session, turn }) => flagged(chat.found.get(lineKey(session, turn)) ?? []).length > 0,
  ).length;
  const open = marked > 0 || chat.single ? html` open` : NOTHING;
  const flags = marked === 0 ? NOTHING : html` · <span class="flags">${marked} flagged</span>`;
  return html`<details class="session"${open}><summary><b>${transcript.session}</b> <span class="quiet">${count(transcript.messages.length, "line")}${flags}</span></summary>
<ol class="chat">${lines}</ol></details>
`;
}

function line(message: Message, { speaker, found, places }: Chat): Html {
  const notes = found.get(lineKey(message.session, message.turn)) ?? [];
  const against = flagged(notes);
  const place = places.turn(message.session, message.turn) ?? "";
  const kind = [message.speaker === speaker ? "own" : "other", ...(against.length > 0 ? ["flagged"] : [])].join(" ");
  const beside = notes.length === 0 ? NOTHING : html`<div class="notes">${notes.map((one) => note(one, places))}</div>`;
  const quotes = against.map(({ quote }) => quote);
  return html`<li class="${kind}" id="${place}"><div class="said"><p class="who"><b>${message.speaker}</b> <a href="#${place}">turn ${message.turn}</a></p><p class="text">${highlighted(message.text, quotes)}</p></div>${beside}</li>
`;
}

/** The text with the quoted parts marked; a quote that is not in it, word for word, marks the whole line. */
export function highlighted(text: string, quotes: readonly string[]): Html {
  const clean = cleanText(text);
  const ranges = quotes
    .map((quote) => {
      const part = cleanText(quote);
      const start = clean.indexOf(part);
      return part === "" || start < 0 ? { start: 0, end: clean.length } : { start, end: start + part.length };
    })
    .sort((a, b) => a.start - b.start);
  const pieces: Html[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    pieces.push(html`${clean.slice(at, from)}<mark>${clean.slice(from, end)}</mark>`);
    at = end;
  }
  return html`${pieces}${clean.slice(at)}`;
}
