/**
 * Picks, of a speaker's past sessions, those that show the persona best, and puts them in an order to learn from.
 *
 * In-Dialogue Learning [141] has no profile: a model learns the persona from past dialogues in its prompt, of which a
 * static stage keeps one cluster and a dynamic stage orders them so that neighbours are near. As specified: a session is
 * the mean vector of its persona-bearing sentences; sessions are clustered (k-means, k by silhouette; we choose), the
 * cluster is kept whose centroid is nearest that of all sessions, and its sessions are ordered by nearness (cosine; the
 * paper orders by edit distance as well). We depart: the paper then trains on them, with preference pairs of which one
 * criterion is violated; that is for rooms that train. Persona-bearing are the clauses that state something lasting of
 * the speaker, found by words.
 * The sessions, in order, are `facets.inDialogueProfile`, the speaker's turns in them `style.examples`. Fewer than three
 * sessions are all kept; sessions without such a sentence are dropped, and a speaker with none has a name alone.
 *
 * @paper 141
 * @needs embed
 */
import type { Message, Persona, Source, Transcript } from "../../core/index.ts";
import { cosine, keptVectors, neededEmbedder, type Vectors } from "../../model/index.ts";
import type { Material } from "../material.ts";
import { bestClusters } from "./best-clusters.ts";
import { candidatesOf } from "./candidates.ts";
import { centroidOf } from "./centroid.ts";
import { nearestOrder } from "./nearest-order.ts";
import { type Spoken, spoken, turnsOf } from "./spoken.ts";

const NAME = "in-dialogue-profile";
const MOST_CLUSTERS = 6;
const EXAMPLES = 8;

/** The facet: dialogues to put in a prompt, in this order. */
export interface InDialogueProfile {
  demonstrations: { session: string; messages: { speaker: string; text: string }[] }[];
  /** Sessions left out, because they are of another cluster. */
  others: string[];
  silhouette: number | null;
}

interface Session extends Transcript {
  vector: Float32Array;
}

/**
 * One persona a speaker.
 *
 * @throws InputError without a transcript in which somebody speaks. @throws UnsupportedError without an embedder.
 */
export function inDialogueProfile(material: Material = {}): Source {
  const embedder = neededEmbedder(NAME, material.embedder);
  const speakers = spoken(NAME, material);
  const { tally } = material;

  async function profileOf(speaker: Spoken, seed: number, signal?: AbortSignal): Promise<Persona> {
    const sessions = await sessionsOf(speaker, keptVectors(embedder), signal);
    const { clusters, silhouette } = bestClusters(
      sessions.map(({ vector }) => vector),
      { most: MOST_CLUSTERS, seed },
    );
    const kept = nearestCluster(sessions, clusters);
    const order = nearestOrder(kept.map(({ vector }) => vector)).map((i) => kept[i] as Session);
    const isBare = speaker.sessions.length - sessions.length;
    tally?.ask(speaker.sessions.length);
    tally?.keep(order.length);
    if (isBare > 0) tally?.drop("says nothing of the speaker", isBare);
    if (sessions.length > order.length) tally?.drop("of another cluster", sessions.length - order.length);
    const others = sessions.filter((session) => !kept.includes(session)).map(({ session }) => session);
    return personaOf(speaker.name, order, { others, silhouette });
  }

  return {
    name: NAME,
    async *personas(seed, signal) {
      for (const speaker of speakers) {
        signal?.throwIfAborted();
        const persona = await profileOf(speaker, seed, signal);
        signal?.throwIfAborted();
        yield persona;
      }
    },
  };
}

/** The sessions in which the speaker says something of themselves. */
async function sessionsOf({ name, sessions }: Spoken, vectors: Vectors, signal?: AbortSignal): Promise<Session[]> {
  const found: Session[] = [];
  for (const session of sessions) {
    const said = candidatesOf(session.messages, name).filter(({ flaw, relation }) => flaw === undefined && !relation);
    if (said.length === 0) continue;
    const texts = said.map(({ text }) => text);
    found.push({ ...session, vector: centroidOf(await vectors(texts, signal)) });
  }
  return found;
}

/** The sessions of the cluster whose centroid is nearest that of all. */
function nearestCluster(sessions: readonly Session[], clusters: readonly number[]): Session[] {
  const all = centroidOf(sessions.map(({ vector }) => vector));
  let [best, near]: [Session[], number] = [[], Number.NEGATIVE_INFINITY];
  for (const cluster of new Set(clusters)) {
    const members = sessions.filter((_, i) => clusters[i] === cluster);
    const found = cosine(centroidOf(members.map(({ vector }) => vector)), all);
    if (found > near) [best, near] = [members, found];
  }
  return best;
}

function personaOf(
  name: string,
  order: readonly Session[],
  { others, silhouette }: Pick<InDialogueProfile, "others" | "silhouette">,
): Persona {
  if (order.length === 0) return { schema: "dramatis.persona/1", name };
  const said = order.flatMap(({ messages }) => turnsOf(messages, name).map(({ text }) => text.trim()));
  const plain = (messages: readonly Message[]): { speaker: string; text: string }[] =>
    messages.map(({ speaker, text }) => ({ speaker, text }));
  const profile: InDialogueProfile = {
    demonstrations: order.map(({ session, messages }) => ({ session, messages: plain(messages) })),
    others,
    silhouette,
  };
  return {
    schema: "dramatis.persona/1",
    name,
    style: { examples: [...new Set(said)].slice(0, EXAMPLES) },
    provenance: order.map(({ session }) => ({ source: "extracted_dialogue", method: NAME, from: session })),
    facets: { inDialogueProfile: profile },
  };
}
