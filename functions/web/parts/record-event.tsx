/** Records that something happened to a unit, which phases and elapsed times count from: loaded when it is opened. */
import { useId, useState } from 'preact/hooks';
import { type EventsOnWire, eventsSchema } from '../../../shared/contract/experiments.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import type { Api } from '../stack/api.ts';
import { askExperiment, type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { Answer } from './answer.tsx';
import { Choice } from './choice.tsx';
import { eventNames, eventsOf, instantTyped, standingEvent } from './event-draft.ts';
import { Instant } from './instant.tsx';
import { NotDone, useSending } from './sending.tsx';

interface RecordEventProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly onRecorded?: () => void;
}

const ALL = '';
const MOST_UNITS = 12;
const ACCURACIES = [
  ['PT1S', '1 second'],
  ['PT1M', '1 minute'],
  ['PT10M', '10 minutes'],
  ['PT1H', '1 hour'],
] as const;

/** The same where only the id of the experiment is at hand. */
export function RecordEventOf({
  api,
  id,
  onRecorded,
}: {
  readonly api: Api;
  readonly id: string;
  readonly onRecorded: () => void;
}) {
  const shown = useAnswer(`experiment ${id}`, (signal) => askExperiment(api, id, signal));
  return (
    <Answer of={shown} what={`the experiment ${id}`}>
      {(experiment) => <RecordEvent {...{ api, experiment, onRecorded }} />}
    </Answer>
  );
}

export function RecordEvent({ api, experiment, onRecorded = () => {} }: RecordEventProps) {
  const path = pathOf(experiment.id, 'events');
  const shown = useAnswer(path, (signal) => api.get(path, eventsSchema, {}, signal));
  return (
    <Answer of={shown} what="the events">
      {({ events }) => (
        <Form
          {...{ api, experiment, events, path }}
          onRecorded={() => {
            shown.again();
            onRecorded();
          }}
        />
      )}
    </Answer>
  );
}

interface FormProps extends Required<RecordEventProps> {
  readonly events: EventsOnWire['events'];
  readonly path: string;
}

function Form({ api, experiment, events, path, onRecorded }: FormProps) {
  const [name, setName] = useState('');
  const [unit, setUnit] = useState(ALL);
  const [typed, setTyped] = useState('');
  const [accuracy, setAccuracy] = useState<string>('PT1S');
  const [source, setSource] = useState('');
  const [isCorrection, setCorrection] = useState(false);
  const [recorded, setRecorded] = useState<EventsOnWire | null>(null);
  const { isBusy, failure, send } = useSending();
  const names = useId();
  const units = unit === ALL ? experiment.units.map(({ id }) => id) : [unit];
  const at = instantTyped(typed);
  const standing = units.flatMap((one) => standingEvent(events, name, one) ?? []);
  const record = (instant: string) => {
    setRecorded(null);
    return send(async () => {
      const drafted = { name, units, at: instant, accuracy, source: source.trim(), isCorrection };
      setRecorded(await api.post(path, { events: eventsOf(drafted, events) }, eventsSchema));
      setTyped('');
      setCorrection(false);
      onRecorded();
    });
  };
  return (
    <form
      class="record-event"
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null && name !== '' && !isBusy) void record(at);
      }}
    >
      <p>
        Phases, elapsed time and twins count from events. Nothing is ever changed: a later event corrects one
        of before, which stays known.
      </p>
      <div class="choices">
        <label>
          What happened{' '}
          <input
            value={name}
            required
            list={names}
            maxLength={64}
            autocomplete="off"
            onInput={({ currentTarget }) => setName(currentTarget.value.trim())}
          />
          <datalist id={names}>
            {eventNames(experiment, events).map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </label>
        <Choice label="To which unit" value={unit} onChange={setUnit}>
          {[[ALL, 'all units'], ...experiment.units.map(({ id }) => [id, id])]}
        </Choice>
        <label>
          When, UTC{' '}
          <input
            type="datetime-local"
            step={1}
            required
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <Choice label="Known to within" value={accuracy} onChange={setAccuracy}>
          {ACCURACIES.map(([id, text]) => [id, text])}
        </Choice>
        <label>
          Note: who or what says so{' '}
          <input
            value={source}
            maxLength={200}
            onInput={({ currentTarget }) => setSource(currentTarget.value)}
          />
        </label>
      </div>
      {standing.length > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={isCorrection}
            onChange={({ currentTarget }) => setCorrection(currentTarget.checked)}
          />{' '}
          It corrects what is known:{' '}
          {standing.slice(0, MOST_UNITS).map((one, i) => (
            <>
              {i > 0 && ', '}
              {one.unit} <Instant iso={one.at} />
            </>
          ))}
        </label>
      )}
      {at !== null && name !== '' && (
        <p class="soft">
          Records <bdi>{name}</bdi> of {listText(units, ', ', MOST_UNITS)} at <Instant iso={at} />.
        </p>
      )}
      <button type="submit" disabled={isBusy || at === null || name === ''}>
        Record the event
      </button>
      <NotDone failure={failure} refused="Nothing was recorded." />
      <div role="status">{recorded !== null && <RecordedEvents recorded={recorded} />}</div>
    </form>
  );
}

export function RecordedEvents({ recorded: { events, warnings = [] } }: { readonly recorded: EventsOnWire }) {
  return (
    <>
      <p>Recorded:</p>
      <ul>
        {events.slice(0, MOST_UNITS).map(({ id, name, unit, at, recordedBy }) => (
          <li key={id}>
            <bdi>{name}</bdi> of {unit}, <Instant iso={at} />
            {recordedBy !== undefined && (
              <>
                , by <bdi>{recordedBy}</bdi>
              </>
            )}
          </li>
        ))}
        {events.length > MOST_UNITS && <li>and {events.length - MOST_UNITS} more</li>}
      </ul>
      {warnings.map(({ code, message }) => (
        <p key={message}>
          <bdi>{message}</bdi> <code>{code}</code>
        </p>
      ))}
    </>
  );
}
