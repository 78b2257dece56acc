import { useState } from 'preact/hooks';
import { type AlarmOnWire, alarmSchema, alarmsSchema } from '../../../shared/contract/alarms.ts';
import type { LookedAtOnWire } from '../../../shared/contract/looked-at.ts';
import { STATE_WORDS, withoutCurrentText } from '../../../shared/domain/alarm/state-words.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { groupedText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { utcText } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { Instant } from '../parts/instant.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 10_000;
const WAITING = ['UNACK_ALARM', 'RTN_UNACK', 'LATCH_UNACK'];

interface AlarmsProps {
  readonly api: Api;
  readonly experiment: Experiment;
}

/** What is active now first, as the API orders them. */
export function Alarms({ api, experiment }: AlarmsProps) {
  const path = pathOf(experiment.id, 'alarms');
  const shown = useAnswer(path, (signal) => api.get(path, alarmsSchema, {}, signal), EVERY_MS);
  const ucums = Object.fromEntries(experiment.channels.map(({ id, unit }) => [id, unit]));
  return (
    <Answer of={shown} what="the alarms">
      {({ alarms, lookedAt, damaged = [], ...lacking }) => (
        <>
          <Pending {...lacking} />
          {damaged.map(({ id, key }) => (
            <p class="box failure" role="alert" key={key}>
              An action on {id} is damaged and left out: <code>./howship verify -e {experiment.id}</code>
            </p>
          ))}
          {alarms.length === 0 && <p class="box">There is no alarm in the times listed below.</p>}
          <ul class="cards alarms">
            {alarms.map((alarm) => (
              <li key={alarm.id}>
                <AlarmCard {...{ api, path, alarm, ucums }} again={shown.again} />
              </li>
            ))}
          </ul>
          <h2>Times that were checked</h2>
          {lookedAt.length === 0 && <p>Nothing yet: no sample has been judged.</p>}
          <ul>
            {lookedAt.map((one) => (
              <li key={one.unit}>
                <LookedAt {...one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}

const WHY_BLIND = { DEAD: 'no valid reading', STUCK: 'stuck' } as const;

/** Of the time of a unit, and of what in it nothing could judge. */
function LookedAt({ unit, from, to, hasValid, unmonitored, moreUnmonitored = 0 }: LookedAtOnWire) {
  if (to === null) return <>{unit}: nothing was received, so nothing was checked</>;
  return (
    <>
      {unit}: {from === null ? 'up to' : <Instant iso={from} />} {from !== null && 'to '}
      <Instant iso={to} />
      {!hasValid && ', no valid reading'}
      <ul>
        {unmonitored.map(({ channels, cause, from: begin, to: end }) => (
          <li key={`${channels.join()} ${begin}`}>
            UNMONITORED {listText(channels)}: {WHY_BLIND[cause]}, {end === null ? 'since ' : ''}
            <Instant iso={begin} />
            {end !== null && (
              <>
                {' '}
                to <Instant iso={end} />
              </>
            )}
          </li>
        ))}
        {moreUnmonitored > 0 && <li>and {groupedText(moreUnmonitored)} more UNMONITORED stretches</li>}
      </ul>
    </>
  );
}

interface AlarmCardProps {
  /** The UCUM code of each channel. */
  readonly ucums: Readonly<Record<string, string>>;
  readonly api: Api;
  readonly path: string;
  readonly alarm: AlarmOnWire;
  readonly again: () => void;
}

function AlarmCard({ api, path, alarm, ucums, again }: AlarmCardProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isActing, setActing] = useState(false);
  const acknowledge = async () => {
    setActing(true);
    setFailure(null);
    try {
      await api.post(`${path}/${encodeURIComponent(alarm.id)}/acknowledge`, {}, alarmSchema);
      again();
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      setFailure(error.message);
    } finally {
      setActing(false);
    }
  };
  return (
    <article class={`card ${alarm.severity.toLowerCase()}`}>
      <h3>
        <SeverityMark severity={alarm.severity} /> {alarm.kind} {alarm.unit ?? alarm.pair}{' '}
        {listText(alarm.channels)}
      </h3>
      <p>
        {STATE_WORDS[alarm.state]}, since <Instant iso={alarm.onset} />
        {valueText(alarm, ucums)}
        {asOfText(alarm)}
        {alarm.blame !== null && `; at fault: ${alarm.blame}`}
        {alarm.owner !== undefined && `; owner: ${alarm.owner}`}
      </p>
      {WAITING.includes(alarm.state) && (
        <button type="button" disabled={isActing} onClick={acknowledge}>
          Acknowledge
        </button>
      )}
      {failure !== null && <p role="alert">{failure}</p>}
    </article>
  );
}

function valueText(alarm: AlarmOnWire, channelUcums: AlarmCardProps['ucums']): string {
  const { mostSevereValue, currentValue, current, channels: [series = ''] = [], ucums = {} } = alarm;
  if (mostSevereValue === null) return '';
  const unit = spokenUnit(ucums[series] ?? channelUcums[channelOf(series)]);
  const now =
    currentValue === null || current === undefined ? '' : `, now ${figureText(currentValue)}${unit}`;
  return `; at worst ${figureText(mostSevereValue)}${unit}${now}`;
}

function asOfText({ state, current, history }: AlarmOnWire): string {
  if (current !== undefined) return `; as of ${utcText(Date.parse(current.asOf) * 1000)}`;
  const text = withoutCurrentText(state, history);
  return text === 'over' ? '; over' : '; its state at the newest sample is not known';
}
