import { useState } from 'preact/hooks';
import { type AlarmOnWire, alarmSchema, alarmsSchema } from '../../../shared/contract/alarms.ts';
import { STATE_WORDS } from '../../../shared/domain/alarm/state-words.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { Answer } from '../parts/answer.tsx';
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
  return (
    <Answer of={shown} what="the alarms">
      {({ alarms, lookedAt, pending, stopped }) => (
        <>
          {pending > 0 && <p class="box">{pending} inputs have arrived and are not judged yet.</p>}
          {stopped !== undefined && (
            <p class="box failure" role="alert">
              Some work stopped and is not judged: alarms may be missing here.
            </p>
          )}
          {alarms.length === 0 && <p class="box">No alarm in the time that was looked at.</p>}
          <ul class="cards alarms">
            {alarms.map((alarm) => (
              <li key={alarm.id}>
                <AlarmCard api={api} path={path} alarm={alarm} again={shown.again} />
              </li>
            ))}
          </ul>
          <h2>Looked at</h2>
          {lookedAt.length === 0 && <p>Nothing yet: no sample has been judged.</p>}
          <ul>
            {lookedAt.map(({ unit, from, to }) => (
              <li key={unit}>
                {unit}:{' '}
                {from === null || to === null ? (
                  'nothing'
                ) : (
                  <>
                    <Instant iso={from} /> to <Instant iso={to} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}

interface AlarmCardProps {
  readonly api: Api;
  readonly path: string;
  readonly alarm: AlarmOnWire;
  readonly again: () => void;
}

function AlarmCard({ api, path, alarm, again }: AlarmCardProps) {
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
        {valueText(alarm)}
        {alarm.current === undefined ? '; over' : ''}
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

function valueText({ mostSevereValue, currentValue, ucums = {} }: AlarmOnWire): string {
  if (mostSevereValue === null) return '';
  const [ucum] = Object.values(ucums);
  const unit = ucum === undefined ? '' : ` ${spokenUnit(ucum)}`;
  const now = currentValue === null ? '' : `, now ${figureText(currentValue)}${unit}`;
  return `; at worst ${figureText(mostSevereValue)}${unit}${now}`;
}
