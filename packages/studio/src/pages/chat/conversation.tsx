import { type ReactElement, useState } from "react";
import type { SessionSettings } from "../../api/sessions.ts";
import type { Message, PersonaRead } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { PageHead } from "../../parts/page.tsx";
import { Portrait } from "../../parts/portrait.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { Loading } from "../../parts/states.tsx";
import { useFollowEnd } from "../../parts/use-follow-end.ts";
import { to } from "../../router.ts";
import { Composer } from "./composer.tsx";
import { EvidenceDrawer } from "./evidence-drawer.tsx";
import { MemoryDrawer } from "./memory-drawer.tsx";
import { RateDialog } from "./rate-dialog.tsx";
import { SessionsDrawer } from "./sessions-drawer.tsx";
import { SettingsDrawer } from "./settings-drawer.tsx";
import { Turn } from "./turn.tsx";
import { type Talk, useTalk } from "./use-talk.ts";
import { useVoice } from "./use-voice.ts";

type Shown = { what: "settings" | "sessions" | "memory" } | { what: "evidence" | "rate"; reply: Message };

/** One conversation with one persona. */
export function Conversation({
  persona,
  sessionId,
}: {
  persona: PersonaRead;
  sessionId: string | undefined;
}): ReactElement {
  const { name, version } = persona;
  const [settings, setSettings] = useState<SessionSettings>({ memory: true });
  const talk = useTalk({ persona: name, sessionId, settings });
  const [shown, setShown] = useState<Shown | null>(null);
  const speak = useVoice(name);
  const close = (): void => setShown(null);
  return (
    <div className="conversation">
      <PageHead title={name} about={<About talk={talk} settings={settings} version={version} />}>
        <Button kind="quiet" icon="pen" onClick={() => setShown({ what: "settings" })}>
          Settings
        </Button>
        <Button kind="quiet" icon="history" onClick={() => setShown({ what: "sessions" })}>
          Conversations
        </Button>
        <Button kind="quiet" icon="book" onClick={() => setShown({ what: "memory" })}>
          Memory
        </Button>
        <a className="button quiet" href={to(["chat", name], { view: "sides" })}>
          <Icon name="columns" />
          Side by side
        </a>
      </PageHead>
      <Turns persona={persona} talk={talk} show={setShown} speak={speak} />
      <Composer label={`Say something to ${name}`} isBusy={talk.coming !== null} say={talk.say} stop={talk.stop} />
      {shown?.what === "settings" && (
        <SettingsDrawer
          persona={name}
          settings={settings}
          hasBegun={talk.session !== null}
          close={close}
          change={setSettings}
        />
      )}
      {shown?.what === "sessions" && <SessionsDrawer persona={name} current={talk.session?.id} close={close} />}
      {shown?.what === "memory" && <MemoryDrawer persona={name} close={close} />}
      {shown?.what === "evidence" && <EvidenceDrawer reply={shown.reply} persona={name} close={close} />}
      {shown?.what === "rate" && <RateDialog reply={shown.reply} close={close} />}
    </div>
  );
}

function About({ talk, settings, version }: { talk: Talk; settings: SessionSettings; version: string }): ReactElement {
  const { version: spoken = version, model, guards = [], candidates, memory } = talk.session ?? settings;
  const parts = [
    model ?? "the configured model",
    guards.length > 0 && `${guards.join(", ")}${candidates === undefined ? "" : ` over ${candidates} candidates`}`,
    memory ? "remembers" : "remembers nothing",
  ];
  return (
    <>
      version <code>{shortVersion(spoken)}</code>
      {spoken !== version && <span className="chip">not the newest</span>} · {parts.filter(Boolean).join(" · ")}
    </>
  );
}

interface TurnsProps {
  persona: PersonaRead;
  talk: Talk;
  show(shown: Shown): void;
  speak: ((text: string) => void) | undefined;
}

function Turns({ persona, talk, show, speak }: TurnsProps): ReactElement {
  const { messages, coming, fault, isLoading } = talk;
  const end = useFollowEnd(messages.length + (coming?.length ?? 0));
  const last = messages.at(-1);
  const isOwn = ({ speaker }: Message): boolean => speaker !== "user";
  return (
    <div className="turns">
      {isLoading && <Loading what="the conversation" />}
      {messages.length === 0 && !isLoading && coming === null && (
        <div className="opening">
          <Portrait name={persona.name} version={persona.version} large />
          <p className="state-title">{persona.summary === "" ? persona.name : persona.summary}</p>
          <p className="quiet">Say something. Each reply keeps what it was made from.</p>
        </div>
      )}
      <ol aria-label={`Conversation with ${persona.name}`}>
        {messages.map((message) => (
          <Turn
            key={message.turn}
            message={message}
            isOwn={isOwn(message)}
            version={persona.version}
            actions={
              isOwn(message)
                ? {
                    why: () => show({ what: "evidence", reply: message }),
                    rate: () => show({ what: "rate", reply: message }),
                    again: message === last && coming === null ? () => void talk.again() : undefined,
                    speak: speak && (() => speak(message.text)),
                  }
                : undefined
            }
          />
        ))}
        {coming !== null && (
          <li className="turn own" aria-busy="true">
            <Portrait name={persona.name} version={persona.version} />
            <div className="turn-words">
              <p className="said prose">{coming === "" ? <span className="thinking">…</span> : coming}</p>
            </div>
          </li>
        )}
      </ol>
      <div className="turn-fault">
        {fault !== null && (
          <p className="fault-line" role="alert">
            {fault}
          </p>
        )}
        {last !== undefined && !isOwn(last) && coming === null && (
          <Button icon="again" onClick={() => void talk.again()}>
            Ask for the reply again
          </Button>
        )}
      </div>
      <p className="unseen" role="status">
        {coming === null && last !== undefined && isOwn(last) ? `${last.speaker}: ${last.text}` : ""}
      </p>
      <div ref={end} className="turns-end" />
    </div>
  );
}
