import type { WhiteBox } from "dramatis/core";
import { whiteBox } from "../white-box.ts";
import { openDecoder } from "./decoder-session.ts";

/**
 * The inside of a decoder that openModelFile wrote. Tokens are ids of its own vocabulary.
 *
 * @param threads threads of one call; 0 lets the runtime choose (all cores).
 * @throws Error in one line naming the file, when it is none that was opened
 */
export async function openWhiteBox(path: string, { threads = 0 }: { threads?: number } = {}): Promise<WhiteBox> {
  const session = await openDecoder(path, { threads });
  if (session.steering === null) {
    await session.close();
    throw new Error(`${path}: has no residuals and no steering; write one that has with dramatis model open`);
  }
  const [layers, hidden] = session.steering;
  return whiteBox({
    layers,
    hidden,
    read: async (tokens, { steering }) => {
      const { logits, residuals } = await session.run(tokens, steering);
      return { logits, residuals: residuals?.data };
    },
  });
}
