import { type ReactElement, useEffect, useRef, useState } from "react";
import { call, path } from "../../api/client.ts";
import { Button } from "../../parts/button.tsx";
import { notifyFault } from "../../parts/notices.tsx";
import { Progress } from "../../parts/states.tsx";
import { saveAs } from "../study/server-file.tsx";

const PAGE = 200;

/** Everybody as JSONL, a persona on each line; fetched in pages, so that it can be watched and cancelled. */
export function ExportPeople({ id, size }: { id: string; size: number }): ReactElement {
  const [done, setDone] = useState<number>();
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const start = async (): Promise<void> => {
    const mine = new AbortController();
    asking.current = mine;
    const lines: string[] = [];
    setDone(0);
    try {
      for (let offset = 0; offset < size; offset += PAGE) {
        const query = { offset, limit: PAGE };
        const where = `${path`/api/populations/${id}`}/people`;
        const { people } = await call<{ people: unknown[] }>(where, { query, signal: mine.signal });
        lines.push(...people.map((person) => `${JSON.stringify(person)}\n`));
        setDone(lines.length);
      }
      saveAs(new Blob(lines, { type: "application/jsonl" }), `${id}.jsonl`);
    } catch (error) {
      if (!mine.signal.aborted) notifyFault(error);
    }
    setDone(undefined);
  };
  if (done !== undefined) {
    return <Progress label="Exporting" done={done} total={size} cancel={() => asking.current?.abort()} />;
  }
  return (
    <Button icon="down" onClick={start}>
      Export as JSONL
    </Button>
  );
}
