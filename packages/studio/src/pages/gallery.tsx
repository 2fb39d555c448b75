import { type DragEvent, type ReactElement, useCallback, useRef, useState } from "react";
import { listPersonas } from "../api/personas.ts";
import type { ShelvedPersona } from "../api/types.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";
import { PageHead } from "../parts/page.tsx";
import { Empty, Ready } from "../parts/states.tsx";
import { to } from "../router.ts";
import { useLoad } from "../use-load.ts";
import { ImportDialog } from "./gallery/import-dialog.tsx";
import { PersonaCard } from "./gallery/persona-card.tsx";
import { type Order, shownPersonas } from "./gallery/shown-personas.ts";
import "./gallery/gallery.css";

/** Cards that are drawn at once. */
const PAGE = 120;

/** Every persona of the folder: search, make one, drop a card to import it. */
export function Page(): ReactElement {
  const personas = useLoad(useCallback((signal: AbortSignal) => listPersonas(signal), []));
  const [files, setFiles] = useState<readonly File[]>([]);
  const chooser = useRef<HTMLInputElement>(null);
  const drop = useDrop(setFiles);
  return (
    <section className={drop.isOver ? "gallery over" : "gallery"} aria-label="Personas" {...drop.handlers}>
      <PageHead title="Personas" about="Each is a file of this folder, with every version that was ever saved.">
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={(event) => {
            setFiles([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <Button icon="card" onClick={() => chooser.current?.click()}>
          Import a card
        </Button>
        <a className="button primary" href={to(["new"])}>
          <Icon name="plus" />
          New persona
        </a>
      </PageHead>
      <Ready loaded={personas} what="the personas">
        {({ personas: all, faults = [] }) => (
          <>
            {faults.length > 0 && <Faults lines={faults} />}
            <Shelf personas={all} />
          </>
        )}
      </Ready>
      <p className="drop-hint" aria-hidden="true">
        Drop a file here: a character card (PNG, JSON, CHARX), a persona of another tool, or a persona file.
      </p>
      {files.length > 0 && <ImportDialog files={files} close={() => setFiles([])} added={personas.reload} />}
    </section>
  );
}

function Faults({ lines }: { lines: readonly string[] }): ReactElement {
  return (
    <details className="card gallery-faults">
      <summary>
        {lines.length === 1
          ? "1 file of the folder is no persona"
          : `${lines.length} files of the folder are no personas`}
      </summary>
      <ul className="bullets small">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

const ORDERS: { value: Order; label: string }[] = [
  { value: "name", label: "Name" },
  { value: "changed", label: "Last changed" },
  { value: "score", label: "Last score" },
];

function Shelf({ personas }: { personas: readonly ShelvedPersona[] }): ReactElement {
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>("name");
  const [most, setMost] = useState(PAGE);
  if (personas.length === 0) {
    return (
      <Empty title="No persona yet">
        <p>Write one, or drop a character card on this page.</p>
        <a className="button primary" href={to(["new"])}>
          Write the first
        </a>
      </Empty>
    );
  }
  const shown = shownPersonas(personas, { search, order });
  return (
    <>
      <search className="gallery-tools">
        <TextField
          label="Search"
          type="search"
          placeholder="A name, or words of the one line"
          value={search}
          change={setSearch}
        />
        <SelectField label="Order" value={order} change={(value) => setOrder(value as Order)} choices={ORDERS} />
        <p className="quiet small" role="status">
          {shown.length === personas.length ? `${personas.length} personas` : `${shown.length} of ${personas.length}`}
        </p>
      </search>
      {shown.length === 0 && (
        <Empty title={`Nobody matches “${search}”`}>
          <Button onClick={() => setSearch("")}>Show everybody</Button>
        </Empty>
      )}
      <ul className="gallery-grid">
        {shown.slice(0, most).map((persona) => (
          <PersonaCard key={persona.name} persona={persona} />
        ))}
      </ul>
      {shown.length > most && (
        <div className="row gallery-more">
          <Button onClick={() => setMost(most + PAGE)}>Show {Math.min(PAGE, shown.length - most)} more</Button>
        </div>
      )}
    </>
  );
}

interface Drop {
  isOver: boolean;
  handlers: Record<"onDragOver" | "onDragLeave" | "onDrop", (event: DragEvent) => void>;
}

function useDrop(take: (files: readonly File[]) => void): Drop {
  const [isOver, setIsOver] = useState(false);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");
  return {
    isOver,
    handlers: {
      onDragOver(event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(true);
      },
      onDragLeave(event) {
        const into = event.relatedTarget;
        if (!(into instanceof Node && event.currentTarget.contains(into))) setIsOver(false);
      },
      onDrop(event) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(false);
        take([...event.dataTransfer.files]);
      },
    },
  };
}
