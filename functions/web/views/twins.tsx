import { useEffect, useMemo, useState } from 'preact/hooks';
import { type DeltaOnWire, deltaSchema } from '../../../shared/contract/deltas.ts';
import { eventsSchema } from '../../../shared/contract/experiments.ts';
import { channelEnvironment } from '../../../shared/domain/twins/environment-words.ts';
import { type Twins as PairTwins, twinsOf } from '../../../shared/domain/twins/pair-sides.ts';
import { summaryCells } from '../../../shared/domain/twins/summary-words.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { addressOf } from '../address/route.ts';
import { Chart } from '../chart/chart.tsx';
import { stepFor, type TimeAxis, vectorsOf } from '../chart/series-of.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { Choice } from '../parts/choice.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 30_000;

interface TwinsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly query: Readonly<Record<string, string>>;
}

/** Flight and ground over each other, their difference below. The address holds pair, channel, range and axis. */
export function Twins({ api, experiment, query }: TwinsProps) {
  const pair = experiment.pairs.find(({ id }) => query.pair === undefined || id === query.pair);
  const channel = experiment.channels.find(({ id }) => query.channel === undefined || id === query.channel);
  if (experiment.pairs.length === 0 || experiment.channels.length === 0)
    return (
      <p class="box">
        The definition declares no {experiment.pairs.length === 0 ? 'pair' : 'channel'}: twins are laid over
        each other pair by pair and channel by channel.
      </p>
    );
  if (pair === undefined || channel === undefined)
    return (
      <p class="box failure" role="alert">
        The experiment has no {pair === undefined ? `pair ${query.pair}` : `channel ${query.channel}`}.{' '}
        <a href={addressOf(experiment.id, 'twins')}>All pairs and channels</a>
      </p>
    );
  const axis = axisOf(query, experiment);
  const move = (changed: Readonly<Record<string, string | null>>) => {
    location.hash = addressOf(experiment.id, 'twins', { ...query, ...changed });
  };
  return (
    <>
      <form class="choices" onSubmit={(event) => event.preventDefault()}>
        <Choice label="Pair" value={pair.id} onChange={(id) => move({ pair: id })}>
          {experiment.pairs.map(({ id, flight, ground }) => [id, `${id}: ${flight} − ${ground}`])}
        </Choice>
        <Choice label="Channel" value={channel.id} onChange={(id) => move({ channel: id })}>
          {experiment.channels.map(({ id, unit }) => [id, `${id},${spokenUnit(unit)}`])}
        </Choice>
        <Choice label="Time" value={axis} onChange={(axis) => move({ axis, from: null, to: null })}>
          {[
            ...(experiment.reference === undefined
              ? []
              : [['elapsed', `elapsed since ${experiment.reference}`]]),
            ['utc', 'UTC, the clock of flight'],
          ]}
        </Choice>
        {query.from !== undefined && (
          <button type="button" onClick={() => move({ from: null, to: null })}>
            Whole range
          </button>
        )}
      </form>
      <Curves
        key={`${pair.id} ${channel.id}`}
        {...{ api, experiment, axis, pair, channel: channel.id, query, move }}
      />
    </>
  );
}

/** Without a reference event nothing says since when time elapses. */
function axisOf({ axis }: Readonly<Record<string, string>>, { reference }: Experiment): TimeAxis {
  return axis === 'utc' || reference === undefined ? 'utc' : 'elapsed';
}

interface CurvesProps {
  readonly axis: TimeAxis;
  readonly api: Api;
  readonly experiment: Experiment;
  readonly pair: Experiment['pairs'][number];
  readonly channel: string;
  readonly query: Readonly<Record<string, string>>;
  readonly move: (changed: Readonly<Record<string, string | null>>) => void;
}

function Curves({ api, experiment, axis, pair, channel, query, move }: CurvesProps) {
  const { from, to } = query;
  const [period, setPeriod] = useState(60);
  const seconds = from === undefined || to === undefined ? null : (Date.parse(to) - Date.parse(from)) / 1000;
  const step = seconds === null ? null : stepFor(seconds, period);
  const asked = {
    ...{ pair: pair.id, channel, from, to },
    ...(step === null ? {} : { resolution: `PT${step}S` }),
  };
  const path = pathOf(experiment.id, 'deltas');
  const shown = useAnswer(
    `${path} ${JSON.stringify(asked)}`,
    (signal) => api.get(path, deltaSchema, asked, signal),
    EVERY_MS,
  );
  // While a closer look is asked for, what is known of it stays.
  const [kept, setKept] = useState<DeltaOnWire | null>(null);
  useEffect(() => {
    if (shown.answer === null) return;
    setKept(shown.answer);
    if (shown.answer.periodSeconds !== undefined) setPeriod(shown.answer.periodSeconds);
  }, [shown.answer]);
  const events = useAnswer(pathOf(experiment.id, 'events'), (signal) =>
    api.get(pathOf(experiment.id, 'events'), eventsSchema, {}, signal),
  );
  return (
    <Answer of={{ ...shown, answer: shown.answer ?? kept }} what={`${channel} of ${pair.id}`}>
      {(delta) => (
        <Drawn
          delta={delta}
          twins={twinsOf(experiment.hardware, pair)}
          axis={axis}
          isOld={shown.answer === null}
          events={(events.answer?.events ?? []).filter(({ unit }) => unit === pair.flight)}
          onRange={(range) => move(rangeOf(range, delta, axis))}
        />
      )}
    </Answer>
  );
}

/** The API takes instants of the flight unit's clock. */
function rangeOf(
  range: { readonly from: number; readonly to: number } | null,
  { windows, range: held }: DeltaOnWire,
  axis: TimeAxis,
): { from: string | null; to: string | null } {
  if (range === null) return { from: null, to: null };
  const [first] = windows;
  const zero = axis === 'utc' || first === undefined ? 0 : Date.parse(first.at) / 1000 - first.elapsedSeconds;
  const iso = (x: number) => new Date(Math.round((zero + x) * 1000)).toISOString();
  return held === null ? { from: null, to: null } : { from: iso(range.from), to: iso(range.to) };
}

interface DrawnProps {
  readonly delta: DeltaOnWire;
  readonly twins: PairTwins;
  readonly axis: TimeAxis;
  readonly isOld: boolean;
  readonly events: readonly { readonly name: string; readonly at: string }[];
  readonly onRange: (range: { readonly from: number; readonly to: number } | null) => void;
}

function Drawn({ delta, twins, axis, isOld, events, onRange }: DrawnProps) {
  const { windows, ucum, pair, channel, summary, alignment, environment, remarks } = delta;
  const { flight, ground } = twins.sides;
  const unit = spokenUnit(ucum).trim();
  const step = secondsOf(delta.resolution) ?? delta.periodSeconds ?? 60;
  const vectors = useMemo(() => vectorsOf(windows, axis, step), [windows, axis, step]);
  const [first] = windows;
  const zero = axis === 'utc' || first === undefined ? 0 : Date.parse(first.at) / 1000 - first.elapsedSeconds;
  const marks = events.map(({ name, at }) => ({ name, at: Date.parse(at) / 1000 - zero }));
  const cells = summaryCells(summary, ucum);
  const own = channelEnvironment(channel, environment);
  const { margin } = summary.equivalence ?? {};
  const common = {
    unit,
    x: vectors.x,
    isUtc: axis === 'utc',
    doubted: vectors.doubted,
    events: marks,
    onRange,
  };
  return (
    <div class={isOld ? 'old' : ''}>
      <p>
        <strong>{cells.delta}</strong>, 95 % interval {cells.interval}; {cells.pairs} pairs, effective n{' '}
        {cells.effective}; within margin: {cells.margin}; environment {[own.text, ...own.why].join('; ')},
        alignment {alignment.verdict}
      </p>
      <Pending {...delta} />
      {windows.length === 0 && <p class="box">No pair of samples lies in this range.</p>}
      <Chart
        {...common}
        title={`${pair} ${channel}: ${flight} and ${ground}`}
        height={300}
        series={[
          {
            label: flight,
            colour: 'flight',
            values: vectors.flight,
            low: vectors.flightLow,
            high: vectors.flightHigh,
          },
          {
            label: ground,
            colour: 'ground',
            values: vectors.ground,
            low: vectors.groundLow,
            high: vectors.groundHigh,
            isDashed: true,
          },
        ]}
      />
      <Chart
        {...common}
        title={`${pair} ${channel}: ${twins.difference}`}
        height={200}
        series={[{ label: twins.difference, colour: 'delta', values: vectors.delta }]}
        levels={[
          { at: 0, colour: 'soft' },
          ...(margin === undefined ? [] : [-margin, margin].map((at) => ({ at, colour: 'margin' }))),
        ]}
      />
      <details>
        <summary>What qualifies these numbers</summary>
        <ul>
          {[
            ...alignment.reasons,
            ...environment.reasons.map(({ sentence }) => sentence),
            ...environment.notJudged.map(({ sentence }) => sentence),
            ...remarks.map(({ sentence }) => sentence),
          ].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p class="soft">
          Hatched: windows with a reading that is UNCERTAIN or BAD. A gap in a line is a gap in the data.
          Windows of {delta.resolution}. Snapshot <code>{delta.snapshot.slice(0, 12)}</code>
        </p>
      </details>
    </div>
  );
}

const secondsOf = (resolution: string): number | null => {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(resolution) ?? [];
  const all = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return all > 0 ? all : null;
};
