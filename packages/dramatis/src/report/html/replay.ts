import { oneLine } from "../../core/index.ts";
import type { BelievabilityTable } from "../believability-table.ts";
import type { FigureTable } from "../figure-table.ts";
import { count } from "../format-estimate.ts";
import { believabilitySection } from "./believability-section.ts";
import { htmlDocument } from "./document.ts";
import { type Html, html, NOTHING } from "./escape.ts";
import { figureSection } from "./figure-section.ts";
import { REPLAY_STYLE } from "./replay-style.ts";

/** Something that happened in a scene, or an answer that an agent gave to somebody outside of it. */
export interface ReplayEvent {
  /** None of an answer: the scene knows nothing of it. */
  id?: number;
  step: number;
  actor: string;
  /** "speech", "thought", "action" …, or "answer". */
  kind: string;
  /** Who may know of it beside the actor. */
  to?: "all" | readonly string[];
  text: string;
  /** Ids of the events that led to it. */
  because?: readonly number[];
  /** Of an answer. */
  question?: string;
}

export interface ReplayAgent {
  name: string;
  model: string;
  summary?: string | undefined;
  goal?: string | undefined;
  secret?: string | undefined;
}

export interface Replay {
  name: string;
  place: { time?: string; location?: string; description: string };
  /** How it was played: engine, seed, steps. */
  facts: readonly string[];
  /** Why it is over. */
  why: string;
  cast: readonly ReplayAgent[];
  /** In the order in which they came. */
  events: readonly ReplayEvent[];
  /** How many there are, where not all are in `events`. */
  total?: number;
  /** Checks of whether it may be believed. */
  believability?: BelievabilityTable;
  /** How the players of a game fared. */
  figures?: FigureTable | undefined;
}

/** More than this many would be a column of buttons. */
const MOST_VIEWS = 24;
const FACES = 8;

const KINDS: Record<string, string> = {
  thought: "thinks",
  action: "does",
  leave: "leaves",
  choice: "chooses",
  outcome: "outcome",
  scene: "scene",
  direction: "from outside",
  answer: "asked in private",
};

/**
 * A scene to read, as one HTML file (see `htmlDocument`): cast, events by step with their causes, and each agent's own view
 * of them, all without a script. What agents said is untrusted and escaped.
 */
export function replayPage(replay: Replay): string {
  const { name, place, facts, why, cast, events, total = events.length, believability, figures } = replay;
  const stage: Stage = {
    places: new Map(cast.map((agent, i) => [agent.name, i])),
    byId: new Map(events.flatMap((event) => (event.id === undefined ? [] : [[event.id, event] as const]))),
  };
  const views = cast.length > 1 && cast.length <= MOST_VIEWS ? cast : [];
  const where = [place.time, place.location, place.description].filter((part) => part !== undefined && part !== "");
  const cut = total > events.length;
  const steps = [...Map.groupBy(events, ({ step }) => step)].map(([step, made]) => stepSection(step, made, stage));
  return htmlDocument({
    title: `${oneLine(name, 80)}: replay`,
    kind: "Scene",
    facts: html`${facts.map((fact, i) => html`${i > 0 ? " · " : ""}${fact}`)}`,
    main: html`<h2 class="name">${name}</h2>
${where.length > 0 ? html`<p class="where-it-is">${where.map(sentence).join(" ")}</p>` : NOTHING}
<h3>Cast</h3><ul class="cast">${cast.map(castCard)}</ul>
${viewChoice(views)}
${cut ? html`<p class="quiet">The first ${count(events.length, "event")} of ${total}; all are in the run's record.</p>` : NOTHING}
${steps.length > 0 ? html`${steps}` : html`<p>Nothing happened.</p>`}
<p class="sentence">Over: ${why}.</p>
${figures === undefined ? NOTHING : figureSection(figures)}
${believability === undefined ? NOTHING : believabilitySection(believability)}
`,
    foot: "Made by dramatis. Dashed is private: no other agent's prompt had it. An arrow leads to what an event came from.",
    style: REPLAY_STYLE + viewRules(views.length),
  });
}

interface Stage {
  /** Of an agent in the cast, by name. */
  places: ReadonlyMap<string, number>;
  byId: ReadonlyMap<number, ReplayEvent>;
}

function castCard({ name, model, summary, goal, secret }: ReplayAgent, at: number): Html {
  const own = (what: string, text: string | undefined): Html =>
    text === undefined ? NOTHING : html`<p class="private own-${at}"><span class="quiet">${what}</span> ${text}</p>`;
  return html`<li>${face(name, at)}<div><p><b>${name}</b></p>${summary === undefined ? NOTHING : html`<p>${summary}</p>`}${own("wants", goal)}${own("hides", secret)}<p class="quiet">played by ${oneLine(model, 60)}</p></div></li>
`;
}

/** A portrait: first letters, in a colour by the place in the cast. Nobody in the cast has a grey one. */
function face(name: string, at: number | undefined): Html {
  const words = oneLine(name, 60).split(" ");
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...(words[0] ?? "")].slice(0, 2);
  const colour = at === undefined ? "" : ` face-${at % FACES}`;
  return html`<span class="face${colour}" aria-hidden="true">${letters.join("").toUpperCase()}</span>`;
}

/** Whose eyes the page is read with, by the style sheet alone. */
function viewChoice(cast: readonly ReplayAgent[]): Html {
  const radio = (id: string, label: string, isFirst: boolean): Html =>
    html`<label><input type="radio" name="view" id="${id}"${isFirst ? html` checked` : NOTHING}>${label}</label>`;
  const all = cast.length > 0 ? radio("view-all", "everything", true) : NOTHING;
  return html`<fieldset class="views"><legend>Show</legend>${all}${cast.map(({ name }, at) => radio(`view-${at}`, `what ${oneLine(name, 30)} knows`, false))}<label><input type="checkbox" id="no-thoughts">no thoughts</label></fieldset>`;
}

function viewRules(agents: number): string {
  return Array.from({ length: agents }, (_, at) => {
    const hidden = `.event:not(.known-${at}), .private:not(.own-${at})`;
    return `body:has(#view-${at}:checked) :is(${hidden}) { display: none; }\n`;
  }).join("");
}

function stepSection(step: number, events: readonly ReplayEvent[], stage: Stage): Html {
  return html`<section class="step" aria-label="Step ${step}"><h3>${step === 0 ? "Before the first step" : `Step ${step}`}</h3>
<ol class="events">${events.map((event) => eventItem(event, stage))}</ol></section>
`;
}

function eventItem(event: ReplayEvent, { places, byId }: Stage): Html {
  const { id, actor, kind, to = [], text, because = [], question } = event;
  const how = KINDS[kind];
  const knowers = to === "all" ? [...places.values()] : [actor, ...to].flatMap((name) => places.get(name) ?? []);
  const classes = [
    "event",
    Object.hasOwn(KINDS, kind) ? kind : "speech",
    ...new Set(knowers.map((at) => `known-${at}`)),
  ];
  const isPrivate = kind === "thought" || kind === "answer";
  const alone = isPrivate ? "private" : to === "all" ? "" : `only ${[actor, ...to].join(", ")} may know`;
  const causes = because.flatMap((cause) => {
    const found = byId.get(cause);
    return found === undefined
      ? []
      : [html`<a href="#event-${cause}">← ${oneLine(found.actor, 30)}, step ${found.step}</a>`];
  });
  const place = id === undefined ? NOTHING : html` id="event-${id}"`;
  return html`<li class="${classes.join(" ")}"${place}>${face(actor, places.get(actor))}<div>
<p class="who"><b>${actor}</b>${how === undefined ? NOTHING : html` ${how}`}${question === undefined ? NOTHING : html`: ${question}`}${alone === "" ? NOTHING : html` <span class="badge">${alone}</span>`}</p>
<p class="text">${text === "" ? "(says nothing)" : text}</p>
${causes.length === 0 ? NOTHING : html`<p class="made quiet">${causes}</p>`}</div></li>
`;
}

/** As a sentence: "past midnight" → "Past midnight." */
function sentence(part: string | undefined = ""): string {
  const [first = "", ...rest] = part.trim();
  const whole = first.toUpperCase() + rest.join("");
  return /[.!?…]$/u.test(whole) ? whole : `${whole}.`;
}
