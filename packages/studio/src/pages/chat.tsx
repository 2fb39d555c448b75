import { type ReactElement, useCallback } from "react";
import { listPersonas, readPersona } from "../api/personas.ts";
import { PageHead } from "../parts/page.tsx";
import { Portrait } from "../parts/portrait.tsx";
import { Empty, Ready } from "../parts/states.tsx";
import { type PageProps, to } from "../router.ts";
import { useLoad } from "../use-load.ts";
import { Conversation } from "./chat/conversation.tsx";
import { SideBySide } from "./chat/side-by-side.tsx";
import "./chat/chat.css";

/** `#/chat` asks with whom; `#/chat/NAME` talks, with `?session=ID` goes on, with `?view=sides` compares two. */
export function Page({ route }: PageProps): ReactElement {
  const [name] = route.rest;
  if (name === undefined) return <WithWhom />;
  return <With name={name} query={route.query} />;
}

function With({ name, query }: { name: string; query: Record<string, string> }): ReactElement {
  const persona = useLoad(useCallback((signal: AbortSignal) => readPersona(name, { signal }), [name]));
  return (
    <Ready loaded={persona} what={name}>
      {(read) =>
        query.view === "sides" ? (
          <SideBySide persona={read} />
        ) : (
          <Conversation persona={read} sessionId={query.session} />
        )
      }
    </Ready>
  );
}

function WithWhom(): ReactElement {
  const loaded = useLoad(useCallback((signal: AbortSignal) => listPersonas(signal), []));
  return (
    <>
      <PageHead title="Chat" about="With whom?" />
      <Ready loaded={loaded} what="the personas">
        {({ personas }) =>
          personas.length === 0 ? (
            <Empty title="No persona yet">
              <a className="button primary" href={to(["new"])}>
                Write the first
              </a>
            </Empty>
          ) : (
            <ul className="whom">
              {personas.map(({ name, version, summary }) => (
                <li key={name}>
                  <a className="card" href={to(["chat", name])}>
                    <Portrait name={name} version={version} />
                    <span>
                      <strong>{name}</strong>
                      <span className="quiet small">{summary}</span>
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Ready>
    </>
  );
}
