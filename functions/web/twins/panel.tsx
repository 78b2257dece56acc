/** Curves of units over each other, the difference of their pairs below, and the lanes of what happened. */
import { useMemo, useState } from 'preact/hooks';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { Chart } from '../chart/chart.tsx';
import type { ChartLine, ChartProps } from '../chart/chart-props.ts';
import { stepFor } from '../chart/levels.ts';
import { type Curve, curveOfDelta, type Doubt, openedAt } from '../chart/series-of.ts';
import type { Bounds, View } from '../chart/view.ts';
import { Later } from '../parts/later.tsx';
import type { Api } from '../stack/api.ts';
import type { Experiment } from '../stack/experiment.ts';
import type { Axis } from './axis.ts';
import type { ExportsProps } from './exports.tsx';
import type { Lane, PhaseStretch } from './lanes.ts';
import { Lanes } from './lanes-view.tsx';
import { Difference as DifferenceWords, Qualified } from './pair-words.tsx';
import { type DrawnUnit, dashOf, type PairOnAxis } from './panel-units.ts';
import { useClock } from './use-clock.ts';
import { useCurves } from './use-curves.ts';
import { type Difference, useDifferences } from './use-difference.ts';

export interface PanelProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly title: string;
  readonly channel: string;
  readonly ucum: string;
  readonly periodSeconds: number;
  readonly axis: Axis;
  readonly units: readonly DrawnUnit[];
  /** Whose differences are drawn below; none of units alone. */
  readonly pairs: readonly PairOnAxis[];
  /** Of all panels together. */
  readonly whole: View;
  /** Null: all. */
  readonly view: View | null;
  readonly at: number;
  readonly lanes: readonly Lane[];
  readonly phases: readonly PhaseStretch[];
  /** Where sensors were found standing still, unit by unit. */
  readonly still: ReadonlyMap<string, readonly Doubt[]>;
  /** Where samples of a unit lack. */
  readonly gaps: ReadonlyMap<string, readonly View[]>;
  readonly onView: ChartProps['onView'];
}

/** Nothing shorter than so many samples is shown. */
const FEWEST_PERIODS = 5;

export function Panel(props: PanelProps) {
  const { api, experiment, title, channel, ucum, periodSeconds, axis, units, pairs, whole, at, lanes } =
    props;
  const view = props.view ?? whole;
  const clock = useClock();
  const looked = { view, at, periodSeconds, whole };
  const curves = useCurves(api, experiment.id, channel, units, looked);
  const differences = useDifferences(api, experiment.id, channel, pairs, looked, props.view === null);
  const events = useMemo(() => marksOf(lanes), [lanes]);
  const lines = useMemo(
    () => linesOf(units, curves.curves, props.still, props.gaps),
    [units, curves.curves, props.still, props.gaps],
  );
  const below = useMemo(
    () => differenceLines(differences.drawn, props.gaps),
    [...differences.drawn, props.gaps],
  );
  const bounds: Bounds = { whole, least: Math.min(FEWEST_PERIODS * periodSeconds, whole.to - whole.from) };
  const { phases, onView } = props;
  const common = {
    view,
    bounds,
    clock: axis === 'elapsed' ? null : clock,
    unit: spokenUnit(ucum).trim(),
    events,
    phases,
    onView,
  };
  const failure = curves.failure ?? differences.shown.failure;
  return (
    <section class="panel" aria-label={title}>
      {failure !== null && (
        <p class="box failure" role="alert">
          What is shown may be out of date. {failure.message} <code>{failure.code}</code>
        </p>
      )}
      {differences.drawn.map(({ delta }) => (
        <DifferenceWords key={delta.pair} delta={delta} isOfView={differences.isOfView} />
      ))}
      {curves.isSharp && curves.answers.every((one) => one?.points.length === 0) && (
        <p class="box">
          No reading of {units.map(({ unit }) => unit).join(' and ')} with a value lies in view.
        </p>
      )}
      {failure === null && curves.answers.some((one) => one === null) && (
        <p class="soft" role="status">
          Asking for {channel} of {units.map(({ unit }) => unit).join(' and ')} …
        </p>
      )}
      {failure === null &&
        pairs.length > 0 &&
        differences.drawn.length === 0 &&
        differences.shown.isAsking && (
          <p class="soft" role="status">
            Asking for the difference of {pairs.map(({ pair }) => pair.id).join(' and ')} …
          </p>
        )}
      <Chart {...common} title={title} height={280} lines={lines} isSharp={curves.isSharp} />
      {pairs.length > 0 && below.length > 0 && (
        <Chart
          {...common}
          title={`${channel}: ${pairs.map(({ pair, twins }) => `${pair.id} ${twins.difference}`).join(', ')}`}
          height={180}
          lines={below}
          isSharp={differences.isOfView}
          levels={levelsOf(differences.drawn)}
          band={pairs.length === 1 ? bandOf(differences.drawn[0], axis) : null}
        />
      )}
      <Lanes lanes={lanes} view={view} />
      {differences.drawn.map(({ delta }) => (
        <Qualified key={delta.pair} delta={delta} />
      ))}
      <Carried
        {...{ api, experiment, channel, ucum, pairs, units, view }}
        step={stepFor(view.to - view.from, periodSeconds)}
      />
    </section>
  );
}

/** What carries it away is fetched where somebody wants it. */
function Carried(props: ExportsProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Export what is in view</summary>
      {isOpen && (
        <Later load={() => import('./exports.tsx')}>{({ Exports }) => <Exports {...props} />}</Later>
      )}
    </details>
  );
}

const marksOf = (lanes: readonly Lane[]) =>
  lanes
    .filter(({ name }) => name === 'events')
    .flatMap(({ items }) => items.map(({ from, label }) => ({ at: from, name: label })));

function linesOf(
  units: readonly DrawnUnit[],
  curves: readonly Curve[],
  still: PanelProps['still'],
  gaps: PanelProps['gaps'],
): ChartLine[] {
  return units.flatMap(({ unit, label, colour, dash }, i): ChartLine[] => {
    const curve = curves[i];
    if (curve === undefined) return [];
    const doubted = withoutCovered(curve, still.get(unit) ?? []);
    return [
      {
        ...{ label, colour, curve: { ...openedAt(curve, gaps.get(unit) ?? []), doubted } },
        ...(dash !== null && { dash }),
        doubtsIn: [i / units.length, (i + 1) / units.length],
      },
    ];
  });
}

/** What stood still is UNCERTAIN for that reason: it is hatched once, by the reason; windows reach beyond its ends. */
function withoutCovered({ doubted, step }: Curve, still: readonly Doubt[]): Doubt[] {
  const isCovered = ({ from, to }: Doubt) =>
    still.some((one) => one.from - step <= from && one.to + step >= to);
  return [...doubted.filter((one) => one.kind !== 'UNCERTAIN' || !isCovered(one)), ...still];
}

function differenceLines(drawn: readonly Difference[], gaps: PanelProps['gaps']): ChartLine[] {
  return drawn.map(({ delta, of, step }, i) => {
    const dash = dashOf(i);
    const curve = curveOfDelta(delta, step, (epochSeconds) => epochSeconds - (of.zeroSeconds ?? 0));
    const lacks = [of.pair.flight, of.pair.ground].flatMap((unit) => gaps.get(unit) ?? []);
    return {
      ...{ label: `${delta.pair}: ${of.twins.difference}`, colour: 'delta', curve: openedAt(curve, lacks) },
      ...(dash !== null && { dash }),
      doubtsIn: [i / drawn.length, (i + 1) / drawn.length],
    };
  });
}

function levelsOf(drawn: readonly Difference[]) {
  const margins = drawn.flatMap(({ delta }) => delta.summary.equivalence?.margin ?? []);
  return [
    { at: 0, colour: 'soft' },
    ...[...new Set(margins)].flatMap((margin) => [-margin, margin].map((at) => ({ at, colour: 'margin' }))),
  ];
}

/** Over the time that the mean was taken of, which is not all of the view where samples lack at an end. */
function bandOf(difference: Difference | undefined, axis: Axis) {
  if (difference === undefined) return null;
  const { range, summary } = difference.delta;
  if (range === null || summary.delta === null || summary.ci95 === null) return null;
  const [low, high] = summary.ci95;
  const zero = axis === 'elapsed' ? (difference.of.zeroSeconds ?? 0) : 0;
  const x = (iso: string) => Date.parse(iso) / 1000 - zero;
  return { from: x(range.first), to: x(range.last), mean: summary.delta, low, high };
}
