import { type ReactElement, useState } from "react";
import type { Message } from "../../api/types.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { Portrait } from "../../parts/portrait.tsx";

export interface TurnActions {
  why(): void;
  rate(): void;
  again: (() => void) | undefined;
  speak: (() => void) | undefined;
}

/** One turn: what was said, what the judge flags of it, and what can be done with it. */
export function Turn({
  message,
  isOwn,
  version,
  actions,
}: {
  message: Message;
  isOwn: boolean;
  version: string;
  actions?: TurnActions | undefined;
}): ReactElement {
  const { speaker, text, alternatives = [] } = message;
  if (!isOwn) {
    return (
      <li className="turn">
        <div className="turn-words">
          <span className="unseen">You: </span>
          <p className="said">{text}</p>
        </div>
      </li>
    );
  }
  return (
    <li className="turn own">
      <Portrait name={speaker} version={version} />
      <div className="turn-words">
        <span className="unseen">{speaker}: </span>
        <p className="said prose">{text}</p>
        <Flags message={message} />
        {alternatives.length > 0 && <Others texts={alternatives} />}
        {actions && (
          <div className="row turn-actions">
            {message.evidence && (
              <Button kind="quiet" icon="why" onClick={actions.why}>
                Why this
              </Button>
            )}
            {actions.again && (
              <Button kind="quiet" icon="again" onClick={actions.again}>
                Regenerate
              </Button>
            )}
            <Button kind="quiet" icon="scale" onClick={actions.rate}>
              Rate
            </Button>
            {actions.speak && <IconButton icon="sound" label={`Hear ${speaker} say it`} onClick={actions.speak} />}
          </div>
        )}
      </div>
    </li>
  );
}

/** What the judge says of a reply, in a word or two. */
export function Flags({ message: { evidence } }: { message: Message }): ReactElement | null {
  const { contradicted = [], entailed = [] } = evidence?.nli ?? {};
  if (contradicted.length === 0 && entailed.length === 0) return null;
  const statements = (count: number): string => (count === 1 ? "1 statement" : `${count} statements`);
  return (
    <div className="row">
      {contradicted.length > 0 && <span className="chip bad">contradicts {statements(contradicted.length)}</span>}
      {entailed.length > 0 && <span className="chip good">shows {statements(entailed.length)}</span>}
    </div>
  );
}

function Others({ texts }: { texts: readonly string[] }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="small">{texts.length === 1 ? "1 earlier reply" : `${texts.length} earlier replies`}</summary>
      <ul className="others">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
