import { type ReactElement, useEffect, useRef, useState } from "react";
import { errorLine } from "../../api/client.ts";
import { compareSides, prefer, type SaidBySide } from "../../api/sessions.ts";
import type { Message, PersonaRead } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { notify, notifyFault } from "../../parts/notices.tsx";
import { PageHead } from "../../parts/page.tsx";
import { shortVersion } from "../../parts/short-version.ts";
import { useFollowEnd } from "../../parts/use-follow-end.ts";
import { to } from "../../router.ts";
import { Composer } from "./composer.tsx";
import { EvidenceDrawer } from "./evidence-drawer.tsx";
import { type Player, PlayerFields } from "./player-fields.tsx";
import { Flags } from "./turn.tsx";

/** One side's answer, as far as it is there. */
interface Answer {
  text: string;
  message?: Message;
  fault?: string;
}

/** One message and both answers; the conversation goes on with the one that is taken. */
interface Round {
  id: number;
  text: string;
  answers: [Answer, Answer];
  taken: 0 | 1;
  /** The answer that was kept as the better one. */
  better?: 0 | 1;
}

const SIDES = [0, 1] as const;
const NAMES = ["Left", "Right"] as const;

/** Two versions or two models of a persona, which answer the same message. */
export function SideBySide({ persona }: { persona: PersonaRead }): ReactElement {
  const { name } = persona;
  const [players, setPlayers] = useState<[Player, Player]>([{}, {}]);
  const [shown, setShown] = useState<Message | null>(null);
  const [isChoosing, setIsChoosing] = useState(true);
  const { rounds, isBusy, fault, say, stop, take, rate, clear } = useRounds(name, players);
  const end = useFollowEnd(
    rounds.flatMap(({ answers }) => answers).reduce((sum, { text }) => sum + text.length, rounds.length),
  );
  const begin = (text: string): Promise<void> => {
    setIsChoosing(false);
    return say(text);
  };
  return (
    <div className="conversation sides">
      <PageHead
        title={`${name}, side by side`}
        about="Both answer the same; the conversation goes on with the answer that you take."
      >
        {rounds.length > 0 && <Button onClick={clear}>Begin again</Button>}
        <a className="button quiet" href={to(["chat", name])}>
          <Icon name="chat" />
          One conversation
        </a>
      </PageHead>
      <details className="who-answers" open={isChoosing} onToggle={(event) => setIsChoosing(event.currentTarget.open)}>
        <summary>
          Who answers: {playerLine(players[0])}, and {playerLine(players[1])}
        </summary>
        <div className="players">
          {SIDES.map((side) => (
            <fieldset key={side} className="card stack">
              <legend>{NAMES[side]}</legend>
              <PlayerFields
                persona={name}
                player={players[side]}
                change={(player) => setPlayers(side === 0 ? [player, players[1]] : [players[0], player])}
              />
            </fieldset>
          ))}
        </div>
      </details>
      <ol className="rounds" aria-label={`What ${name} answers`}>
        {rounds.map((round, index) => (
          <li key={round.id}>
            <p className="said asked">
              <span className="unseen">You: </span>
              {round.text}
            </p>
            <div className="answers">
              {SIDES.map((side) => (
                <AnswerView
                  key={side}
                  side={side}
                  answer={round.answers[side]}
                  isTaken={round.taken === side}
                  isBetter={round.better === side}
                  better={isRatable(round) ? () => void rate(index, side) : undefined}
                  take={index === rounds.length - 1 ? () => take(side) : undefined}
                  why={setShown}
                />
              ))}
            </div>
          </li>
        ))}
      </ol>
      {fault !== null && (
        <p className="fault-line" role="alert">
          {fault}
        </p>
      )}
      <div ref={end} className="turns-end" />
      <Composer label="Say something to both" isBusy={isBusy} say={begin} stop={stop} />
      {shown && <EvidenceDrawer reply={shown} persona={name} close={() => setShown(null)} />}
    </div>
  );
}

function playerLine({ version, model }: Player): string {
  const who = version === undefined ? "the newest version" : `version ${shortVersion(version)}`;
  return model === undefined ? who : `${who} by ${model}`;
}

interface AnswerViewProps {
  side: 0 | 1;
  answer: Answer;
  isTaken: boolean;
  isBetter: boolean;
  /** Keeps it as better than the other; absent where there is no other, or one was kept. */
  better: (() => void) | undefined;
  /** Absent once the conversation has gone on. */
  take: (() => void) | undefined;
  why(message: Message): void;
}

function AnswerView({ side, answer, isTaken, isBetter, better, take, why }: AnswerViewProps): ReactElement {
  const { text, message, fault } = answer;
  return (
    <section
      className={isTaken ? "card answer taken" : "card answer"}
      aria-label={`${NAMES[side]} answer`}
      aria-busy={!message && !fault}
    >
      <p className="said prose">{text === "" && !fault ? <span className="thinking">…</span> : text}</p>
      {fault !== undefined && (
        <p className="fault-line" role="alert">
          {fault}
        </p>
      )}
      {message && <Flags message={message} />}
      {message && (
        <div className="row turn-actions">
          {message.evidence && (
            <Button kind="quiet" icon="why" onClick={() => why(message)}>
              Why this
            </Button>
          )}
          {take && (
            <Button kind="quiet" icon="check" aria-pressed={isTaken} onClick={take}>
              {isTaken ? "Goes on with this" : "Go on with this"}
            </Button>
          )}
          {better && (
            <Button kind="quiet" icon="scale" onClick={better}>
              This one is better
            </Button>
          )}
          {isBetter && <span className="chip good">the better one</span>}
          {message.model !== undefined && <span className="quiet small">{message.model}</span>}
        </div>
      )}
    </section>
  );
}

/** Two whole answers that differ, and none is kept as the better yet. */
function isRatable({ answers: [left, right], better }: Round): boolean {
  return better === undefined && !!left.message && !!right.message && left.text !== right.text;
}

/** What was said before, as the answers that were taken have it. */
function historyOf(rounds: readonly Round[], persona: string): { speaker: string; text: string }[] {
  return rounds.flatMap(({ text, answers, taken }) => {
    const answer = answers[taken].text;
    if (answer === "") return [];
    return [
      { speaker: "user", text },
      { speaker: persona, text: answer },
    ];
  });
}

function saidBy({ speaker, personaVersion, model, text }: Message): SaidBySide {
  return { persona: speaker, version: personaVersion, model, text };
}

interface Rounds {
  rounds: readonly Round[];
  isBusy: boolean;
  fault: string | null;
  say(text: string): Promise<void>;
  stop(): void;
  /** The last round's answer that the conversation goes on with. */
  take(side: 0 | 1): void;
  /** Keeps an answer as better than the other of its round. */
  rate(round: number, side: 0 | 1): Promise<void>;
  clear(): void;
}

function useRounds(persona: string, players: readonly [Player, Player]): Rounds {
  const [rounds, setRounds] = useState<readonly Round[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const asking = useRef<AbortController>(null);
  useEffect(() => () => asking.current?.abort(), []);

  function changeLast(change: (round: Round) => Round): void {
    setRounds((before) => before.map((round, index) => (index === before.length - 1 ? change(round) : round)));
  }

  function changeAnswer(side: number, change: (answer: Answer) => Answer): void {
    changeLast((round) => {
      const [left, right] = round.answers;
      return { ...round, answers: side === 0 ? [change(left), right] : [left, change(right)] };
    });
  }

  async function say(text: string): Promise<void> {
    const mine = new AbortController();
    asking.current = mine;
    const history = historyOf(rounds, persona);
    const sides = players.map((player) => ({ persona, ...player }));
    setFault(null);
    setIsBusy(true);
    setRounds([...rounds, { id: rounds.length, text, answers: [{ text: "" }, { text: "" }], taken: 0 }]);
    try {
      for await (const event of compareSides({ text, history, sides, signal: mine.signal })) {
        if (event.kind === "piece")
          changeAnswer(event.side, (answer) => ({ ...answer, text: answer.text + event.text }));
        else if (event.kind === "error") changeAnswer(event.side, (answer) => ({ ...answer, fault: event.message }));
        else changeAnswer(event.side, () => ({ text: event.message.text, message: event.message }));
      }
    } catch (error) {
      if (!mine.signal.aborted) setFault(errorLine(error));
      // A round that nobody answered did not take place.
      setRounds((before) =>
        before.filter(({ answers }) => answers.some(({ text: said, fault: why }) => said !== "" || why !== undefined)),
      );
    } finally {
      if (asking.current === mine) setIsBusy(false);
    }
  }

  async function rate(at: number, side: 0 | 1): Promise<void> {
    const round = rounds[at];
    const [preferred, over] = [round?.answers[side].message, round?.answers[side === 0 ? 1 : 0].message];
    if (!round || !preferred || !over) return;
    const history = historyOf(rounds.slice(0, at), persona);
    try {
      await prefer({ text: round.text, history, preferred: saidBy(preferred), over: saidBy(over) });
      setRounds((before) => before.map((one) => (one.id === round.id ? { ...one, better: side } : one)));
      notify("1 preference pair is kept");
    } catch (error) {
      notifyFault(error);
    }
  }

  return {
    rounds,
    isBusy,
    fault,
    say,
    rate,
    stop: () => asking.current?.abort(),
    take: (side) => changeLast((round) => ({ ...round, taken: side })),
    clear() {
      asking.current?.abort();
      setRounds([]);
      setIsBusy(false);
    },
  };
}
