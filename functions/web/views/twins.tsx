import { unitReference } from '../../../shared/domain/timeline/event.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { addressOf } from '../address/route.ts';
import { Answer } from '../parts/answer.tsx';
import { Choice } from '../parts/choice.tsx';
import type { Api } from '../stack/api.ts';
import { askEvents } from '../stack/events.ts';
import type { Experiment } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { type Axis, axesOf, axisIn, axisWords, unreadBounds } from '../twins/axis.ts';
import { Legend } from '../twins/legend.tsx';
import { PairPanels } from '../twins/pair-panels.tsx';
import { ReceptionPanel } from '../twins/reception-panel.tsx';
import { UnitPanel } from '../twins/unit-panel.tsx';
import { type Looking, useView } from '../twins/use-view.ts';

const EVENTS_EVERY_MS = 60_000;
/** Side by side a person holds no more against each other, and each asks the stack for its own. */
const MOST_PAIRS = 6;
const MOST_UNITS = 6;

interface TwinsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly query: Readonly<Record<string, string>>;
}

/** Curves over each other, their differences below. The address holds all that is seen. */
export function Twins({ api, experiment, query }: TwinsProps) {
  const chosen = chosenIn(experiment, query);
  if (typeof chosen === 'string')
    return (
      <p class="box failure" role="alert">
        {chosen} <a href={addressOf(experiment.id, 'twins')}>All pairs and channels</a>
      </p>
    );
  return <Chosen {...{ api, experiment, query, chosen }} />;
}

interface Choices {
  readonly pairs: readonly Experiment['pairs'][number][];
  /** Shown by themselves; empty where pairs are. */
  readonly units: readonly string[];
  readonly channel: Experiment['channels'][number];
  readonly axis: Axis;
  readonly isTogether: boolean;
  /** What the address asks for and is not shown, in sentences. */
  readonly notShown: readonly string[];
}

/** What an address asks for, or why it cannot be shown. */
function chosenIn(experiment: Experiment, query: TwinsProps['query']): Choices | string {
  const { channels, pairs, units } = experiment;
  if (channels.length === 0) return 'The definition declares no channel, so there is no curve to show.';
  const channel = channels.find(({ id }) => query.channel === undefined || id === query.channel);
  if (channel === undefined) return `The experiment has no channel ${query.channel}.`;
  const axis = axisIn(query.axis, experiment.reference);
  const wanted = query.pair?.split(',') ?? pairs.slice(0, 1).map(({ id }) => id);
  const unknown = wanted.find((id) => !pairs.some((pair) => pair.id === id));
  if (unknown !== undefined) return `The experiment has no pair ${unknown}.`;
  const known = pairs.filter(({ id }) => wanted.includes(id)).slice(0, MOST_PAIRS);
  const alone = query.unit?.split(',') ?? (known.length === 0 ? units.slice(0, 1).map(({ id }) => id) : []);
  const strange = alone.find((id) => !units.some((unit) => unit.id === id));
  if (strange !== undefined) return `The experiment has no unit ${strange}.`;
  if (known.length === 0 && alone.length === 0)
    return 'The definition declares no unit, so there is no curve.';
  return {
    pairs: known,
    units: alone.slice(0, MOST_UNITS),
    channel,
    axis,
    isTogether: query.together === 'yes',
    notShown: [
      ...tooMany('pairs', wanted.length, MOST_PAIRS),
      ...tooMany('units', alone.length, MOST_UNITS),
      ...(query.axis === undefined || query.axis === axis
        ? []
        : [`There is no time axis ${query.axis} here: time is ${axisWords(axis, experiment.reference)}.`]),
    ],
  };
}

const tooMany = (what: string, asked: number, most: number): string[] =>
  asked > most ? [`Of ${asked} ${what} the first ${most} are shown: choose others above.`] : [];

interface ChosenProps extends TwinsProps {
  readonly chosen: Choices;
}

function Chosen({ api, experiment, query, chosen }: ChosenProps) {
  const { pairs, units, channel, axis } = chosen;
  const events = useAnswer(
    `events ${experiment.id}`,
    (signal) => askEvents(api, experiment.id, signal),
    EVENTS_EVERY_MS,
  );
  const first = units[0] ?? pairs[0]?.flight;
  const reference = unitReference(events.answer ?? [], experiment.reference, first ?? '');
  const zero = reference === null ? null : reference.at / 1e6;
  const place = (bounds: Looking['bounds'], changed: Readonly<Record<string, string | null>> = {}) =>
    addressOf(experiment.id, 'twins', { ...query, ...bounds, ...changed });
  const looking = useView(query, axis, zero, (bounds, isStep) => {
    if (isStep) location.hash = place(bounds);
    else history.replaceState(null, '', place(bounds));
  });
  const move = (changed: Readonly<Record<string, string | null>>) => {
    location.hash = place(looking.bounds, changed);
  };
  const isAlone = units.length > 0 || axis === 'onboard' || axis === 'reception';
  const shownUnits =
    units.length > 0 ? units : [...new Set(pairs.flatMap((pair) => [pair.flight, pair.ground]))];
  const common = { api, experiment, channel, axis, looking };
  return (
    <>
      <Selection {...{ experiment, chosen, move }} />
      {[...chosen.notShown, ...unreadBounds(query)].map((sentence) => (
        <p class="box" key={sentence}>
          {sentence}
        </p>
      ))}
      <Answer of={events} what="the events">
        {(known) =>
          axis === 'reception' ? (
            <ReceptionPanel {...common} units={shownUnits} />
          ) : isAlone ? (
            <UnitPanel {...common} units={shownUnits} events={known} />
          ) : (
            <PairPanels {...common} pairs={pairs} events={known} isTogether={chosen.isTogether} />
          )
        }
      </Answer>
      <Legend isDifference={!isAlone} />
    </>
  );
}

interface SelectionProps {
  readonly experiment: Experiment;
  readonly chosen: Choices;
  readonly move: (changed: Readonly<Record<string, string | null>>) => void;
}

function Selection({ experiment, chosen, move }: SelectionProps) {
  const { pairs, units, channel, axis, isTogether } = chosen;
  const shown = units.length > 0 ? `u ${units[0]}` : `p ${pairs[0]?.id}`;
  const show = (value: string) => {
    const [kind, id] = [value.slice(0, 1), value.slice(2)];
    move(kind === 'p' ? { pair: id, unit: null } : { unit: id, pair: null });
  };
  return (
    <form class="choices" onSubmit={(event) => event.preventDefault()}>
      <Choice label="Show" value={shown} onChange={show}>
        {[
          ...experiment.pairs.map(({ id, flight, ground }) => [
            `p ${id}`,
            `pair ${id}: ${flight} − ${ground}`,
          ]),
          ...experiment.units.map(({ id, arm }) => [`u ${id}`, `unit ${id} (${arm})`]),
        ]}
      </Choice>
      <Choice label="Channel" value={channel.id} onChange={(id) => move({ channel: id })}>
        {experiment.channels.map(({ id, unit }) => [
          id,
          [id, spokenUnit(unit).trim()].filter((text) => text !== '').join(', '),
        ])}
      </Choice>
      <Choice label="Time" value={axis} onChange={(one) => move({ axis: one })}>
        {axesOf(experiment.reference).map((one) => [one, axisWords(one, experiment.reference)])}
      </Choice>
      {units.length === 0 && experiment.pairs.length > 1 && (
        <Several
          title={`Pairs: ${pairs.map(({ id }) => id).join(', ')}`}
          all={experiment.pairs.map(({ id }) => id)}
          chosen={pairs.map(({ id }) => id)}
          most={MOST_PAIRS}
          onChange={(ids) => move({ pair: ids.join(',') })}
        />
      )}
      {units.length > 0 && (
        <Several
          title={`Units: ${units.join(', ')}`}
          all={experiment.units.map(({ id }) => id)}
          chosen={units}
          most={MOST_UNITS}
          onChange={(ids) => move({ unit: ids.join(',') })}
        />
      )}
      {pairs.length > 1 && units.length === 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={isTogether}
            onChange={({ currentTarget }) => move({ together: currentTarget.checked ? 'yes' : null })}
          />{' '}
          in one chart
        </label>
      )}
    </form>
  );
}

interface SeveralProps {
  readonly title: string;
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly most: number;
  readonly onChange: (ids: readonly string[]) => void;
}

function Several({ title, all, chosen, most, onChange }: SeveralProps) {
  const toggle = (id: string, isOn: boolean) =>
    onChange(all.filter((one) => (one === id ? isOn : chosen.includes(one))));
  return (
    <details class="several">
      <summary>{title}</summary>
      {all.map((id) => {
        const isOn = chosen.includes(id);
        return (
          <label class="check" key={id}>
            <input
              type="checkbox"
              checked={isOn}
              disabled={isOn ? chosen.length === 1 : chosen.length >= most}
              onChange={({ currentTarget }) => toggle(id, currentTarget.checked)}
            />{' '}
            {id}
          </label>
        );
      })}
      <p class="soft">{most} at most are shown at once.</p>
    </details>
  );
}
