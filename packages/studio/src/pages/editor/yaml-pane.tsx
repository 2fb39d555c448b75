import { type ReactElement, type RefObject, useRef } from "react";
import type { Fault } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";

export interface YamlPaneProps {
  text: string;
  change(text: string): void;
  /** What is wrong with it, as the server says. */
  fault: Fault | undefined;
  /** Whether the server has yet to say. */
  isChecking: boolean;
}

/** The file itself with its lines numbered, and below it what is wrong and where. */
export function YamlPane({ text, change, fault, isChecking }: YamlPaneProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const count = text.split("\n").length;
  const sync = (): void => {
    if (numbers.current && area.current) numbers.current.scrollTop = area.current.scrollTop;
  };
  return (
    <div className="yaml-pane">
      <div className="yaml-frame">
        <div className="yaml-numbers" ref={numbers} aria-hidden="true">
          {Array.from({ length: count }, (_, index) => index + 1).map((line) => (
            <div key={line} className={line === fault?.line ? "at-fault" : undefined}>
              {line}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          aria-label="The persona as text"
          aria-describedby="yaml-verdict"
          aria-invalid={fault !== undefined}
          value={text}
          onChange={(event) => change(event.target.value)}
          onScroll={sync}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
        />
      </div>
      <div id="yaml-verdict" className={fault === undefined ? "yaml-verdict" : "yaml-verdict bad"} role="status">
        {fault === undefined ? (
          <span className={isChecking ? "quiet" : "good"}>{isChecking ? "Checking …" : "A valid persona"}</span>
        ) : (
          <FaultLine fault={fault} area={area} />
        )}
      </div>
    </div>
  );
}

function FaultLine({ fault, area }: { fault: Fault; area: RefObject<HTMLTextAreaElement | null> }): ReactElement {
  const { line, found, expected } = fault;
  const show = (): void => {
    const box = area.current;
    if (box === null || line === undefined) return;
    const lines = box.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    box.focus();
    box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    box.scrollTop = Math.max(0, (line - 4) * (box.scrollHeight / lines.length));
  };
  return (
    <>
      <span>
        {line !== undefined && <strong>Line {line}: </strong>}
        {found}; expected {expected}
      </span>
      {line !== undefined && (
        <Button kind="quiet" onClick={show}>
          Show line {line}
        </Button>
      )}
    </>
  );
}
