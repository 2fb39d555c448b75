import type { ReactElement } from "react";
import type { PromptBlock } from "../../api/types.ts";
import { Empty } from "../../parts/states.tsx";

/** What a model is told of the persona, block by block; the bar shows each block's part of all tokens. */
export function PromptPreview({
  blocks,
  tokens,
}: {
  blocks: readonly PromptBlock[] | undefined;
  tokens: number;
}): ReactElement {
  if (blocks === undefined) return <Empty title="The prompt is shown once the text is valid" />;
  return (
    <div className="prompt-preview">
      <p className="small quiet">
        About {tokens} tokens in {blocks.length} {blocks.length === 1 ? "block" : "blocks"}
      </p>
      <ol>
        {blocks.map((block) => (
          <li key={block.id}>
            <details open>
              <summary>
                <span className="block-id">{block.id}</span>
                <meter
                  aria-label={`${block.id}: share of the tokens`}
                  min={0}
                  max={Math.max(1, tokens)}
                  value={block.tokens}
                />
                <span className="number small">{block.tokens}</span>
              </summary>
              <pre>{block.text}</pre>
              {block.fields.length > 0 && <p className="small quiet fields">from {block.fields.join(", ")}</p>}
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}
