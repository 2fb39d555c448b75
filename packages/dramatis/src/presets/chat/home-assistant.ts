import { type ProactiveOptions, proactive } from "../../act/index.ts";
import type { Model, Persona } from "../../core/index.ts";
import type { HomeAssistant, HomeView } from "../../simulate/index.ts";

export interface HomeAssistantOptions extends Pick<ProactiveOptions, "embedder"> {
  /** Who the assistant is. */
  persona: Persona;
  /** A chat model that follows instructions. */
  model: Model;
}

/**
 * The strategy `proactive` as the assistant of a `proactiveHome`: it goes by the home's clock, and is told before each decision
 * how its last suggestion was rated. Put into a home whose days have begun it knows what happened and how it was liked, without
 * the summaries; and so it does in another home.
 *
 * @throws what the model or the embedder throws. @throws the signal's reason
 */
export function homeAssistant({ persona, model, embedder }: HomeAssistantOptions): HomeAssistant {
  let now = new Date(0);
  let seed = 0;
  const seeded: Model = { ...model, generate: (request, signal) => model.generate({ seed, ...request }, signal) };
  const component = proactive({ model: seeded, now: () => now, ...(embedder && { embedder }) });
  /** Actions before the one that it was last asked about. */
  let asked = Number.POSITIVE_INFINITY;

  return async ({ activity, isAvailable, past, ...view }, signal) => {
    const rated = past[asked]?.score ?? null;
    if (asked >= past.length) component.state?.load(remembered(past));
    else if (rated !== null) component.rate(rated);
    asked = past.length;
    now = dateOf(view);
    seed = view.seed;
    const { decision, suggestion } = await component.tick({ persona, event: activity, isAvailable }, signal);
    return decision === "Suggestion" ? suggestion : null;
  };
}

/** Which day the first is does not matter: the hours do. */
function dateOf({ day, minute }: Pick<HomeView, "day" | "minute">): Date {
  return new Date(Date.UTC(2000, 0, day, 0, minute));
}

/** What `proactive` would have kept of these. */
function remembered(past: HomeView["past"]): object {
  const noted = past.map((tick) => ({ ...tick, at: dateOf(tick).toISOString() }));
  return {
    events: noted.flatMap(({ at, activity }) => (activity === null ? [] : [{ at, text: activity }])),
    hours: [],
    spans: [],
    suggestions: noted.flatMap(({ at, suggestion, score }) =>
      suggestion === null ? [] : [{ at, text: suggestion, ...(score !== null && { score: score / 5 }) }],
    ),
  };
}
