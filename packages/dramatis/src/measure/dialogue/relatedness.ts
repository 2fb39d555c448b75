/**
 * How near a reply is in meaning to what the partner said before it, from -1 to 1.
 *
 * Response-relatedness (`lastuttsim`) of See et al. 2019: the cosine of the two sentence vectors. We depart: the vectors
 * are the embedder's and not SIF averages of word vectors, which is another scale; compare only numbers of one embedder.
 * More is not always better. The unit is a turn that follows one of the partner's; the least related one is the
 * evidence. No such turn: null, n = 0. An empty reply counts as refused, a reply to an empty turn as unparsed. Needs no
 * persona.
 *
 * @paper 73
 * @needs embed
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { neededEmbedder } from "../needed.ts";
import { ownTurns, partnerBefore, whyUnscored } from "../own-turns.ts";
import { pointAtExtreme } from "../point-at-extreme.ts";
import { dot } from "../relevance.ts";

export function relatedness(): Measure {
  const name = "relatedness";
  return {
    name,
    async score(subject, context) {
      const embedder = neededEmbedder(name, context);
      context.signal?.throwIfAborted();
      const replies = ownTurns(subject).flatMap((reply) => {
        const said = partnerBefore(subject, reply);
        return said ? [{ reply, said }] : [];
      });
      const vectors = await embedder.embed(
        replies.flatMap(({ reply, said }) => [reply.text, said.text]),
        context.signal,
      );
      const turns = replies.map(({ reply, said }, i) => {
        const unit = { cluster: reply.session, turn: reply.turn };
        if (reply.text.trim() === "" || said.text.trim() === "") {
          return { message: reply, score: { ...unit, value: null, missing: whyUnscored([reply]) } };
        }
        const value = dot(vectors[2 * i] as Float32Array, vectors[2 * i + 1] as Float32Array);
        const against = { turn: said.turn, text: said.text };
        return { message: reply, score: { ...unit, value }, extremity: 1 - value, against };
      });
      return pointAtExtreme(turns);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "cosine", direction: "none", seed }),
  };
}
