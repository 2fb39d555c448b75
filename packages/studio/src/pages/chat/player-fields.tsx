import { type ReactElement, useCallback, useId } from "react";
import { listModels } from "../../api/catalogue.ts";
import { listVersions } from "../../api/personas.ts";
import { SelectField, TextField } from "../../parts/field.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { useLoad } from "../../use-load.ts";

/** Which version speaks, and by which model. */
export interface Player {
  version?: string | undefined;
  model?: string | undefined;
}

export interface PlayerFieldsProps {
  persona: string;
  player: Player;
  change(player: Player): void;
}

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The newest version and the configured model, unless others are named. */
export function PlayerFields({ persona, player, change }: PlayerFieldsProps): ReactElement {
  const list = useId();
  const versions = useLoad(useCallback((signal: AbortSignal) => listVersions(persona, signal), [persona]));
  const models = useLoad(useCallback((signal: AbortSignal) => listModels(signal), []));
  const older = versions.status === "ready" ? versions.value.filter(({ isCurrent }) => !isCurrent) : [];
  const known = models.status === "ready" ? models.value.models : [];
  const usual = models.status === "ready" ? models.value.default : "";
  return (
    <>
      <SelectField
        label="Version"
        value={player.version ?? ""}
        change={(version) => change({ ...player, version: version === "" ? undefined : version })}
        choices={[
          { value: "", label: "The newest" },
          ...older.map(({ version, at }) => ({
            value: version,
            label: `${shortVersion(version)}, ${DATE.format(new Date(at))}`,
          })),
        ]}
      />
      <TextField
        label="Model"
        list={list}
        placeholder={usual}
        hint="understudy, openai:MODEL or http://HOST/v1#MODEL"
        value={player.model ?? ""}
        change={(model) => change({ ...player, model: model.trim() === "" ? undefined : model.trim() })}
      />
      <datalist id={list}>
        {known.map(({ spec, from }) => (
          <option key={spec} value={spec}>
            {from}
          </option>
        ))}
      </datalist>
    </>
  );
}
