import { useEffect, useRef, useState } from 'preact/hooks';
import { type AlarmOnWire, type AlarmsOnWire, alarmsSchema } from '../../../shared/contract/alarms.ts';
import { type AnomaliesOnWire, anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { addressOf } from '../address/route.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { useInstant } from '../parts/instant.tsx';
import { Later } from '../parts/later.tsx';
import { Sifted } from '../parts/sifted.tsx';
import { StillButton } from '../parts/still-button.tsx';
import { useZone } from '../parts/zone.tsx';
import { zonedText } from '../parts/zoned-text.ts';
import { type Api, CallFailure } from '../stack/api.ts';
import { stackNow } from '../stack/clock.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { type Shown, useAnswer } from '../stack/use-answer.ts';
import { actOn } from './alarms/act.ts';
import { microsOf } from './alarms/advice-from.ts';
import { AlarmCard } from './alarms/card.tsx';
import { figuresOf } from './alarms/figures-of.ts';
import { type Held, heldGroups, newsSince, wordsOf } from './alarms/groups.ts';
import { useOrder } from './alarms/order.ts';
import { QuietUnits } from './alarms/quiet-units.tsx';
import { type Act, failedText, type Said, saidOf } from './alarms/said.ts';
import { Stand } from './alarms/stand.tsx';

const EVERY_MS = 10_000;
/** What came of an action covers what lies below it for so long; a failure, until it is closed. */
const SAID_MS = 20_000;
/** Findings come with their numbers: more to carry, and the alarms say first what is new. */
const FINDINGS_EVERY_MS = 30_000;

interface AlarmsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly query: Readonly<Record<string, string>>;
}

/** What is active now first. The address holds which alarm is looked at, and what the list is filtered by. */
export function Alarms({ api, experiment, query }: AlarmsProps) {
  const path = pathOf(experiment.id, 'alarms');
  const shown = useAnswer(path, (signal) => api.get(path, alarmsSchema, {}, signal), EVERY_MS);
  const found = pathOf(experiment.id, 'anomalies');
  const findings = useAnswer(
    found,
    (signal) => api.get(found, anomaliesSchema, {}, signal),
    FINDINGS_EVERY_MS,
  );
  const [said, setSaid] = useState<Said | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const zone = useZone();
  const act: Act = async (alarm, verb, sent = {}) => {
    try {
      const after = await actOn(api, path, alarm, verb, sent);
      setSaid(saidOf(verb, after, (iso) => zonedText(Date.parse(iso), stackNow(), zone)));
      return true;
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      setSaid(failedText(alarm, verb, error));
      return false;
    } finally {
      shown.again();
    }
  };
  useEffect(() => {
    if (said === null) return;
    // Where the button that was pressed is gone, what came of it takes the focus.
    if (document.activeElement === document.body) bar.current?.focus({ preventScroll: true });
    if (said.isFailure) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  // What was said of one page is not about the next.
  useEffect(() => setSaid(null), [query.alarm]);
  return (
    <>
      <Answer of={shown} what="the alarms">
        {(answer) => {
          const alarm = answer.alarms.find(({ id }) => id === query.alarm);
          const common = { api, experiment, findings, act };
          return (
            <>
              <Pending {...answer} />
              {(answer.damaged ?? []).map(({ id, key }) => (
                <p class="box failure" role="alert" key={key}>
                  An action on {id} is damaged and left out: <code>./howship verify -e {experiment.id}</code>
                </p>
              ))}
              {query.alarm === undefined ? (
                <List {...common} answer={answer} query={query} />
              ) : (
                <One {...common} id={query.alarm} alarm={alarm} />
              )}
            </>
          );
        }}
      </Answer>
      <div ref={bar} class={`said${said === null ? ' empty' : ''}`} role="status" tabIndex={-1}>
        {said !== null && <SaidBar {...{ said, act }} of={shown} onClose={() => setSaid(null)} />}
      </div>
    </>
  );
}

interface SaidBarProps {
  readonly said: Said;
  readonly of: Shown<{ readonly alarms: readonly AlarmOnWire[] }>;
  readonly act: Act;
  readonly onClose: () => void;
}

function SaidBar({ said, of, act, onClose }: SaidBarProps) {
  const { undo, text, isFailure } = said;
  const alarm = of.answer?.alarms.find(({ id }) => id === said.alarm);
  return (
    <>
      <p class={isFailure ? 'bad' : ''}>{text}</p>
      {undo !== null && alarm !== undefined && (
        <StillButton onPress={() => void act(alarm, undo)}>Take it back</StillButton>
      )}
      <StillButton onPress={onClose}>Close</StillButton>
    </>
  );
}

interface Common {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly findings: Shown<AnomaliesOnWire>;
  readonly act: Act;
}

interface ListProps extends Common {
  readonly answer: AlarmsOnWire;
  readonly query: AlarmsProps['query'];
}

function List({ api, experiment, findings, act, answer, query }: ListProps) {
  const { alarms, lookedAt } = answer;
  const { drawn, turn, putInOrder } = useOrder(alarms);
  const figures = figuresOf(findings.answer?.anomalies ?? [], experiment);
  const groups = heldGroups(drawn, alarms);
  const instant = useInstant();
  const cardsOf = (own: readonly Held[]) => (
    <ul class="cards alarms">
      {own.map(({ alarm, isGone }) => (
        <li key={`${turn} ${alarm.id}`}>
          <AlarmCard
            {...{ alarm, experiment, act, isGone }}
            figures={findings.answer === null ? null : figures.get(alarm.id)}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <QuietUnits quiet={answer.quiet ?? []} asked={query.q ?? ''} />
      {alarms.length > 0 && <Stand news={newsSince(drawn, alarms)} onOrder={putInOrder} alarms={alarms} />}
      <Sifted
        items={groups.flatMap(({ held }) => held)}
        wordsOf={({ alarm }) => wordsOf(alarm, (iso) => instant(microsOf(iso)))}
        what="alarms"
        label="Filter by unit, channel, kind, severity, state, day or owner"
        // Each group says how many it has.
        most={Number.POSITIVE_INFINITY}
        at={{ experiment: experiment.id, tab: 'alarms', query }}
      >
        {(kept) =>
          groups.map(({ id, title, held, count }) => {
            const own = held.filter((one) => kept.includes(one));
            if (own.length === 0 && id !== 'ACTIVE') return null;
            if (id === 'OVER')
              return (
                <details key={id}>
                  <summary>
                    {title}: {countText(own.length, 'alarm')}
                  </summary>
                  {cardsOf(own)}
                </details>
              );
            return (
              <section key={id}>
                <h2>
                  {title}
                  {own.length > 0 && ` (${own.length === held.length ? count : own.length})`}
                </h2>
                {own.length === 0 ? (
                  <p class="box">{noneText(query.q ?? '', alarms, lookedAt)}</p>
                ) : (
                  cardsOf(own)
                )}
              </section>
            );
          })
        }
      </Sifted>
      <Answer of={findings} what="the findings">
        {({ anomalies, lookedFor }) => (
          <Later load={() => import('./alarms/timeline.tsx')}>
            {({ TimelineOf }) => <TimelineOf {...{ api, experiment, anomalies, lookedFor, lookedAt }} />}
          </Later>
        )}
      </Answer>
      <Later load={() => import('./alarms/messages.tsx')}>
        {({ Messages }) => <Messages api={api} experiment={experiment} alarm={null} />}
      </Later>
      <HandoverBelow api={api} experiment={experiment} />
    </>
  );
}

/** Asked for where somebody hands over. */
function HandoverBelow(props: Pick<Common, 'api' | 'experiment'>) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Handover</summary>
      {isOpen && (
        <Later load={() => import('./alarms/handover.tsx')}>
          {({ Handover }) => <Handover {...props} />}
        </Later>
      )}
    </details>
  );
}

function noneText(
  filter: string,
  alarms: AlarmsOnWire['alarms'],
  lookedAt: readonly { readonly to: string | null }[],
): string {
  if (filter !== '') return `No alarm that is active and waits fits “${filter}”.`;
  if (lookedAtNone(lookedAt))
    return 'Nothing was checked: no sample has come, so nothing is known of alarms.';
  return alarms.some(({ state, current }) => state === 'ACK_ALARM' || current !== undefined)
    ? 'None that is active waits: what is acknowledged or shelved stands below.'
    : 'No alarm is active at the newest samples, in the times that were checked (below).';
}

const lookedAtNone = (lookedAt: readonly { readonly to: string | null }[]): boolean =>
  lookedAt.every(({ to }) => to === null);

interface OneProps extends Common {
  readonly id: string;
  /** Absent where the list has no such alarm. */
  readonly alarm: AlarmOnWire | undefined;
}

/** Where the link of a message leads. */
function One({ api, experiment, findings, act, id, alarm }: OneProps) {
  return (
    <>
      <p>
        <a class="back" href={addressOf(experiment.id, 'alarms')}>
          ← All alarms of {experiment.id}
        </a>
      </p>
      {alarm === undefined ? (
        <p class="box failure" role="alert">
          The alarm <bdi>{id}</bdi> is not found: later data took it back, or the link is of another
          experiment.
        </p>
      ) : (
        <Later load={() => import('./alarms/detail.tsx')}>
          {({ AlarmDetail }) => <AlarmDetail {...{ api, experiment, findings, act, alarm }} />}
        </Later>
      )}
    </>
  );
}
