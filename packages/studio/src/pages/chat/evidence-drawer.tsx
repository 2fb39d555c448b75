import { type ReactElement, type ReactNode, useCallback } from "react";
import { readPersona } from "../../api/personas.ts";
import type { Evidence, GuardEvidence, Message, NliFlag } from "../../api/types.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Ready } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { useLoad } from "../../use-load.ts";

export interface EvidenceDrawerProps {
  reply: Message;
  persona: string;
  close(): void;
}

/** What one reply was made from: the judge's flags, statements, memories, candidates, the prompt. */
export function EvidenceDrawer({ reply, persona, close }: EvidenceDrawerProps): ReactElement {
  const { evidence = {}, model, personaVersion } = reply;
  return (
    <Dialog drawer title="Why this reply" close={close}>
      <blockquote className="said">{reply.text}</blockquote>
      <p className="small quiet">
        {model ?? "unknown model"}
        {personaVersion !== undefined && (
          <>
            {" · "}version <code>{shortVersion(personaVersion)}</code>
          </>
        )}
        {evidence.attempt !== undefined && evidence.attempt > 0 && ` · attempt ${evidence.attempt + 1}`}
      </p>
      <Judged evidence={evidence} />
      <Part title="Statements in the prompt">
        <Statements persona={persona} version={personaVersion} ids={evidence.statements ?? []} />
      </Part>
      <Memories evidence={evidence} />
      {(evidence.guards ?? []).map((guard) => (
        <Guarded key={guard.guard} guard={guard} />
      ))}
      <Prompt evidence={evidence} />
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className="stack evidence-part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Judged({ evidence: { nli, notJudged } }: { evidence: Evidence }): ReactElement {
  if (nli === undefined) {
    return (
      <Part title="Judged against the persona">
        <p className="quiet small">{notJudged ?? "No judge looked at this reply."}</p>
      </Part>
    );
  }
  const { contradicted, entailed, judge } = nli;
  return (
    <Part title="Judged against the persona">
      {contradicted.length + entailed.length === 0 && (
        <p className="quiet small">It neither contradicts nor shows a statement.</p>
      )}
      {contradicted.length > 0 && <FlagList word="contradicts" flags={contradicted} />}
      {entailed.length > 0 && <FlagList word="shows" flags={entailed} />}
      <p className="quiet small">by {judge}</p>
    </Part>
  );
}

function FlagList({ word, flags }: { word: "contradicts" | "shows"; flags: readonly NliFlag[] }): ReactElement {
  return (
    <ul className="flags">
      {flags.map(({ id, text, strength, inPrompt }) => (
        <li key={id}>
          <span className={word === "shows" ? "chip good" : "chip bad"}>
            {word} {strength.toFixed(2)}
          </span>
          <span>
            {text}
            {inPrompt === false && <span className="quiet small"> not in the prompt</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Statements({
  persona,
  version,
  ids,
}: {
  persona: string;
  version: string | undefined;
  ids: readonly string[];
}): ReactElement {
  const read = useLoad(
    useCallback((signal: AbortSignal) => readPersona(persona, { version, signal }), [persona, version]),
  );
  if (ids.length === 0) return <p className="quiet small">None.</p>;
  return (
    <Ready loaded={read} what="the statements">
      {({ persona: whole }) => {
        const list: unknown = whole?.statements;
        const texts = new Map(
          Array.isArray(list) ? list.map(({ id, text }: { id: string; text: string }) => [id, text]) : [],
        );
        return (
          <ul className="bullets">
            {ids.map((id) => (
              <li key={id}>{texts.get(id) ?? id}</li>
            ))}
          </ul>
        );
      }}
    </Ready>
  );
}

function Memories({ evidence: { memories = [], lost = [] } }: { evidence: Evidence }): ReactElement {
  return (
    <Part title="Memories in the prompt">
      {memories.length === 0 && <p className="quiet small">None.</p>}
      <ul className="bullets">
        {memories.map(({ id, text, about }) => (
          <li key={id}>
            {text} <span className="quiet small">of {about}</span>
          </li>
        ))}
      </ul>
      {lost.map((line) => (
        <p key={line} className="fault-line">
          {line}
        </p>
      ))}
    </Part>
  );
}

function Guarded({ guard: { guard, candidates } }: { guard: GuardEvidence }): ReactElement {
  return (
    <Part title={`Chosen by ${guard}`}>
      <ol className="candidates">
        {candidates.map(({ text, reason, chosen, score, seed }) => (
          <li key={seed} className={chosen ? "chosen" : undefined}>
            <p className="said">{text}</p>
            <p className="small">
              {chosen && <span className="chip good">chosen</span>} {reason}
              {score !== undefined && <span className="quiet"> · log probability {score.toFixed(2)}</span>}
            </p>
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Prompt({
  evidence: { blocks = [], dropped = [], droppedTurns = 0, summedUp = 0 },
}: {
  evidence: Evidence;
}): ReactElement {
  const tokens = blocks.reduce((sum, block) => sum + block.tokens, 0);
  return (
    <Part title="The prompt">
      {blocks.length === 0 ? (
        <p className="quiet small">Nothing was kept of it.</p>
      ) : (
        <Table
          caption={`Blocks of the prompt, about ${tokens} tokens`}
          rows={blocks}
          rowKey={({ id }) => id}
          columns={[
            { head: "Block", isName: true, cell: ({ id }) => <span className="block-name">{id}</span> },
            { head: "From", cell: ({ fields }) => <span className="small quiet">{fields.join(", ")}</span> },
            { head: "Tokens", isNumber: true, cell: (block) => block.tokens },
          ]}
        />
      )}
      {dropped.length > 0 && <p className="small">Had no room: {dropped.join(", ")}</p>}
      {droppedTurns > 0 && <p className="small">{droppedTurns} of the oldest turns had no room.</p>}
      {summedUp > 0 && <p className="small">{summedUp} of the oldest turns were summed up.</p>}
    </Part>
  );
}
