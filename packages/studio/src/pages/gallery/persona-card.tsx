import type { ReactElement } from "react";
import type { ShelvedPersona } from "../../api/types.ts";
import { EstimateView } from "../../parts/estimate.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Portrait } from "../../parts/portrait.tsx";
import { When } from "../../parts/when.tsx";
import { to } from "../../router.ts";

/** One persona of the gallery: its face, one line, and what it last scored. */
export function PersonaCard({ persona }: { persona: ShelvedPersona }): ReactElement {
  const { name, version, summary, changedAt, statements, lastScore } = persona;
  return (
    <li className="card persona-card">
      <Portrait name={name} version={version} large />
      <div className="persona-card-words">
        <h2>
          <a href={to(["edit", name])}>{name}</a>
        </h2>
        <p className="one-line">{summary === "" ? <span className="quiet">No summary</span> : summary}</p>
      </div>
      <dl>
        <div>
          <dt>{lastScore === undefined ? "Last score" : lastScore.measure}</dt>
          <dd>
            {lastScore === undefined ? (
              <span className="quiet">not checked yet</span>
            ) : (
              <a href={to(["checks", lastScore.run])}>
                <EstimateView estimate={lastScore.estimate} short />
                <span className="unseen">{`, ${lastScore.measure} of ${name} in the last check`}</span>
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>{statements === 1 ? "1 statement" : `${statements} statements`}</dt>
          <dd className="quiet">
            <When at={changedAt} />
          </dd>
        </div>
      </dl>
      <div className="row persona-card-actions">
        <a className="button" href={to(["chat", name])} aria-label={`Chat with ${name}`}>
          <Icon name="chat" />
          Chat
        </a>
        <a className="button quiet" href={to(["edit", name])} aria-label={`Edit ${name}`}>
          <Icon name="pen" />
          Edit
        </a>
      </div>
    </li>
  );
}
