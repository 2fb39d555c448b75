import { type ReactElement, useCallback } from "react";
import { readPersona } from "../api/personas.ts";
import { Empty, Ready } from "../parts/states.tsx";
import type { PageProps } from "../router.ts";
import { useLoad } from "../use-load.ts";
import { Desk } from "./editor/desk.tsx";
import "./editor/editor.css";

const FRESH = `schema: dramatis.persona/1
name: Ada
summary: One sentence that says who this is.
statements:
  - { id: s1, text: I have a dog. }
  - { id: s2, text: I hike every Sunday. }
`;

/** `#/new`, and `#/edit/NAME`. */
export function Page({ route }: PageProps): ReactElement {
  const [name] = route.rest;
  return name === undefined ? <Desk saved={null} text={FRESH} /> : <Opened name={name} />;
}

function Opened({ name }: { name: string }): ReactElement {
  const persona = useLoad(useCallback((signal: AbortSignal) => readPersona(name, { signal }), [name]));
  return (
    <>
      {Ready({
        loaded: persona,
        what: name,
        children: ({ text, ...read }) =>
          text === undefined ? (
            <Empty title={`${read.name} cannot be edited with this key`}>
              <p>The key may read and talk. A key with the scope “write” shows the file.</p>
            </Empty>
          ) : (
            <Desk saved={{ name: read.name, version: read.version, text }} text={text} />
          ),
      })}
    </>
  );
}
