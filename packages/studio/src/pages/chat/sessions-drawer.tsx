import { type ReactElement, useCallback } from "react";
import { listSessions, removeSession } from "../../api/sessions.ts";
import { IconButton } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Icon } from "../../parts/icon.tsx";
import { notifyFault } from "../../parts/notices.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Empty, Ready } from "../../parts/states.tsx";
import { When } from "../../parts/when.tsx";
import { go, to } from "../../router.ts";
import { useLoad } from "../../use-load.ts";

export interface SessionsDrawerProps {
  persona: string;
  current: string | undefined;
  close(): void;
}

/** Earlier conversations with the persona: to go on with, or to take away. */
export function SessionsDrawer({ persona, current, close }: SessionsDrawerProps): ReactElement {
  const sessions = useLoad(useCallback((signal: AbortSignal) => listSessions(persona, signal), [persona]));
  const remove = async (id: string): Promise<void> => {
    try {
      await removeSession(id);
      if (id === current) go(to(["chat", persona]));
      sessions.reload();
    } catch (error) {
      notifyFault(error);
    }
  };
  return (
    <Dialog drawer title={`Conversations with ${persona}`} close={close}>
      <a className="button primary" href={to(["chat", persona])} onClick={close}>
        <Icon name="plus" />
        New conversation
      </a>
      <Ready loaded={sessions} what="the conversations">
        {(all) =>
          all.length === 0 ? (
            <Empty title="None yet" />
          ) : (
            <ul className="memories">
              {all.map(({ id, createdAt, version, model }) => (
                <li key={id}>
                  <a
                    href={to(["chat", persona], { session: id })}
                    onClick={close}
                    aria-current={id === current ? "true" : undefined}
                  >
                    <When at={createdAt} />
                    <span className="quiet small">
                      {" "}
                      version {shortVersion(version)}
                      {model !== undefined && `, ${model}`}
                      {id === current && ", this one"}
                    </span>
                  </a>
                  <IconButton
                    icon="bin"
                    label={`Delete the conversation of ${createdAt}`}
                    onClick={() => void remove(id)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Ready>
    </Dialog>
  );
}
