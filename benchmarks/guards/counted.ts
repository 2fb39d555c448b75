// A model and a judge that count what is asked of them, and answer the same question once.
import {
  type ContinuationScore,
  contentId,
  type GenerateRequest,
  type Generation,
  type Model,
  type Nli,
  rememberNli,
} from "dramatis";

export interface Calls {
  /** Replies drawn. */
  replies: number;
  /** Texts scored. */
  scores: number;
  /** Sentence pairs judged. */
  pairs: number;
}

export type Scoring = Model & Required<Pick<Model, "score">>;

export interface Counted {
  model: Scoring;
  nli: Nli;
  /** What was asked for since the last time, known answers too: what a guard would cost alone. */
  taken(): Calls;
}

/** So every guard gets the same candidates, and nothing is computed twice. */
export function counted(model: Scoring, nli: Nli): Counted {
  let calls: Calls = { replies: 0, scores: 0, pairs: 0 };
  const replies = new Map<string, Promise<Generation>>();
  const scores = new Map<string, Promise<ContinuationScore>>();
  const once = <T>(known: Map<string, Promise<T>>, key: unknown, ask: () => Promise<T>): Promise<T> => {
    const id = contentId(key);
    const answer = known.get(id) ?? ask();
    known.set(id, answer);
    return answer;
  };
  const remembered = rememberNli(nli);
  return {
    model: {
      id: model.id,
      ...(model.contextTokens !== undefined && { contextTokens: model.contextTokens }),
      generate(request: GenerateRequest) {
        calls.replies++;
        // Log probabilities are always asked for: they do not change what is drawn.
        const asked = { ...request, topLogprobs: 0 };
        return once(replies, asked, () => model.generate(asked));
      },
      score(request) {
        calls.scores++;
        return once(scores, request, () => model.score(request));
      },
    },
    nli: {
      id: nli.id,
      judge(pairs, signal) {
        calls.pairs += pairs.length;
        return remembered.judge(pairs, signal);
      },
    },
    taken() {
      const taken = calls;
      calls = { replies: 0, scores: 0, pairs: 0 };
      return taken;
    },
  };
}
