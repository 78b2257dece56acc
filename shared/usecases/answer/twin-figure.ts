/** The picture of a delta: both units over time, and their difference below. */
import type { AnomaliesOnWire } from '../../contract/anomalies.ts';
import type { DeltaOnWire } from '../../contract/deltas.ts';
import { parseDuration } from '../../domain/duration.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { parseInstant } from '../../domain/instant.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../../domain/time.ts';
import { unitReference } from '../../domain/timeline/event.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { differenceWords } from '../../domain/twins/difference-words.ts';
import { environmentCellText } from '../../domain/twins/environment-words.ts';
import { shiftOf } from '../../domain/twins/pair-rules.ts';
import { differenceText, type PairSides, pairSides } from '../../domain/twins/pair-sides.ts';
import { significantText } from '../../domain/words/figure.ts';
import { exactSpanText } from '../../domain/words/span.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import type { DeltaPanel, Figure, FigurePhase, Line } from '../../formats/svg/figure.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { phaseStretches } from './delta-phases.ts';
import {
  type Axis,
  eventsOn,
  findingsOf,
  foundOn,
  gapsOn,
  joinedMarks,
  onAxis,
  pointsOn,
  stepOf,
  timeAxis,
} from './figure-marks.ts';
import { knownGaps } from './known-gaps.ts';
import { queryTelemetry } from './query-telemetry.ts';
import { seriesAsked } from './series-asked.ts';
import { withoutValueText } from './without-value.ts';

/** Of either line of a figure; more no screen shows apart. */
const POINTS = 1000;

export async function twinFigure(
  ports: Ports,
  loaded: LoadedExperiment,
  delta: DeltaOnWire,
  found: AnomaliesOnWire,
): Promise<Figure> {
  const { definition, index, experiment } = loaded;
  const { channel, ucum } = delta;
  const pair = pairNamed(index, delta.pair);
  const events = await loaded.events();
  const of = differenceText(index, pair);
  const called = pairSides(index, pair);
  const shift = shiftOf(index, pair, events);
  const reference = unitReference(events, definition.reference, pair.flight);
  const range = rangeOf(delta);
  const { zero, ...time } = timeAxis(reference, pair.flight, range?.from ?? null);
  const [flight, ground]: [Axis, Axis] = [
    { zero, shift: 0 },
    { zero, shift },
  ];
  const lineOf = async (side: 'flight' | 'ground', axis: Axis): Promise<LineOfSide> => {
    const unit = pair[side];
    const name = `${called[side]} ${unit}`;
    const series = seriesAsked(index, unit, channel);
    const { period } = series;
    if (range === null) return { line: { side, name, points: [], step: period, gaps: [] }, blank: '' };
    const [from, to] = [range.from + axis.shift, range.to + axis.shift];
    const telemetry = await queryTelemetry(ports, experiment, { unit, channel, from, to, maxPoints: POINTS });
    const known = await knownGaps(ports, loaded, unit, series, { from, to });
    const gaps = gapsOn(axis, known, found, { unit, channel });
    const points = pointsOn(axis, telemetry);
    const blank = withoutValueText(telemetry);
    const line = { side, name, points, step: stepOf(telemetry, period), gaps };
    return { line: { ...line, ...(blank !== '' && { empty: `no value: ${blank}` }) }, blank };
  };
  const findings = findingsOf(found, channel, isOfPair(pair));
  const sides = [await lineOf('flight', flight), await lineOf('ground', ground)];
  const lines = sides.map(({ line }) => line);
  const blanks = sides.filter(({ line, blank }) => blank !== '' && line.points.length > 0);
  const { findings: marks, notes } = foundOn(findings, ({ unit }) =>
    unit === pair.ground ? ground : flight,
  );
  const timeline = { pair, shiftMicros: shift, phases: definition.phases, events };
  return {
    title: `${pair.id} ${channel}`,
    description: descriptionOf(delta, pair, called),
    ...(sides.some(({ blank }) => blank !== '') && {
      empty: `no value in this range: ${sides.map(blankText).join('; ')}`,
    }),
    unit: spokenUnit(ucum).trim(),
    ...time,
    lines,
    delta: deltaPanel(delta, flight, { ...seriesAsked(index, pair.flight, channel), of }, lines),
    phases: range === null ? [] : phasesOn(flight, definition.phases, phaseStretches(timeline, range)),
    events: joinedMarks(
      eventsOn(flight, events, pair.flight, ({ name }) => name),
      eventsOn(ground, events, pair.ground, ({ name }) => name),
      called,
    ),
    findings: marks,
    said: saidOf(delta),
    notes: [...notes, ...blanks.map((side) => `received, not a value: ${blankText(side)}`)],
  };
}

function saidOf(delta: DeltaOnWire): string[] {
  const { delta: mean, rest } = differenceWords(delta);
  return [`${mean}, ${rest}`];
}

interface LineOfSide {
  readonly line: Line;
  /** What was received of it and is no value; empty where there is none. */
  readonly blank: string;
}

function blankText({ line: { name }, blank }: LineOfSide): string {
  return `${name}: ${blank === '' ? 'nothing was received' : blank}`;
}

/** What concerns a pair: of it, or of one of its units. */
export function isOfPair({ id, flight, ground }: Pair) {
  return ({ unit, pair }: AnomaliesOnWire['anomalies'][number]): boolean =>
    pair === undefined ? unit === flight || unit === ground : pair === id;
}

/** To the last sample and it. */
function rangeOf({ range }: DeltaOnWire): Interval | null {
  return range === null ? null : { from: parseInstant(range.first), to: parseInstant(range.last) + 1 };
}

function phasesOn(
  axis: Axis,
  phases: readonly { readonly id: string; readonly armed: boolean }[],
  stretches: ReturnType<typeof phaseStretches>,
): FigurePhase[] {
  return stretches.map(({ phase, from, to }) => ({
    name: phase,
    armed: phases.find(({ id }) => id === phase)?.armed ?? false,
    from: onAxis(axis, from),
    to: onAxis(axis, to),
  }));
}

function deltaPanel(
  { windows, resolution, summary, range }: DeltaOnWire,
  axis: Axis,
  {
    of,
    period,
    twin,
  }: {
    readonly of: string;
    readonly period: Seconds;
    readonly twin: { readonly margin: number | null };
  },
  lines: readonly Line[],
): DeltaPanel {
  const length = parseDuration(resolution);
  const within =
    range === null
      ? null
      : { from: parseInstant(range.first), to: parseInstant(range.last) + period * MICROS_PER_SECOND };
  const points = windows.map(({ at, flight, delta, quality }) => ({
    at: onAxis(axis, middleOf(parseInstant(at), length * MICROS_PER_SECOND, within)),
    ...{ n: flight.n, value: delta, min: delta, max: delta, quality },
  }));
  return {
    of,
    line: {
      side: 'delta',
      name: `${of}, windows of ${exactSpanText(length * MICROS_PER_SECOND)}`,
      points,
      step: Math.max(length, period),
      // Where either lacks there is no difference.
      gaps: lines.flatMap(({ gaps }) => gaps),
    },
    margin: twin.margin,
    mean: summary.delta,
    interval: summary.ci95,
    over:
      range === null
        ? null
        : { from: onAxis(axis, parseInstant(range.first)), to: onAxis(axis, parseInstant(range.last)) },
  };
}

/** Of what of a window lies in the range: one that the range cuts would stand before it. */
function middleOf(at: Micros, length: Micros, within: Interval | null): Micros {
  if (within === null) return at + length / 2;
  return (Math.max(at, within.from) + Math.min(at + length, within.to)) / 2;
}

function descriptionOf(
  { channel, ucum, summary, environment, alignment }: DeltaOnWire,
  pair: Pair,
  called: PairSides,
): string {
  const { delta, ci95, pairedSamples } = summary;
  const figure = (value: number) => significantText(value, 4);
  const mean = delta === null ? 'no mean difference' : `mean difference ${figure(delta)}${spokenUnit(ucum)}`;
  const interval =
    ci95 === null
      ? 'without an interval'
      : `95 % interval ${figure(ci95[0])} to ${figure(ci95[1])}${spokenUnit(ucum)}`;
  return `${channel} of ${called.flight} ${pair.flight} and ${called.ground} ${pair.ground} over time, and ${called.flight} minus ${called.ground} below: ${mean}, ${interval}, of ${pairedSamples} pairs; environment ${environmentCellText(environment)}, alignment ${alignment.verdict}. A line ends where samples lack.`;
}
