/** Reads what twin and siblings of a unit read and show at the time of a finding; of a pair's, its two units. */

import { type HeadEntry, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { pairsOf, plannedDelayOf, unitSeries } from '../../domain/experiment/lookups.ts';
import { BESIDE_SPAN, type Beside, type Besides, type ReadingThen } from '../../domain/notify/beside-text.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { isValid } from '../../domain/telemetry/selection.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { lostHead } from '../heads/lost-head.ts';
import { readSamples } from '../heads/read-samples.ts';
import { segmentsIn, visibleEntries } from '../heads/read-segments.ts';
import { type Standing, standingOf } from '../judge/standing.ts';

/** Siblings that are looked at: a message is late already. */
const MOST_SIBLINGS = 5;

interface Named {
  readonly unit: string;
  readonly is: Beside['is'];
  /** From the time of the finding to that of this unit. */
  readonly shift: Micros;
}

export async function besidesOf(ports: Ports, standing: Standing, anomaly: Anomaly): Promise<Besides> {
  const { named, left } = await unitsBeside(standing, anomaly);
  const [series] = anomaly.channels;
  const channel = series === undefined ? null : channelOf(series);
  const instant = instantOf(anomaly);
  const others: Beside[] = [];
  for (const { unit, is, shift } of named) {
    const { anomalies, record } = await standingOf(ports, standing, 'unit', unit);
    const at = instant + shift;
    const during = duringOf(anomaly, instant, shift);
    const reading = await readingThen(ports, standing, { unit, channel, at });
    const judgedTo = record?.asOf ?? null;
    others.push({ unit, is, anomalies, judgedTo, at, during, isShifted: shift !== 0, reading });
  }
  return { others, left };
}

/** A finding of the twin that is over by then may still be the answer to whether the payload is at fault. */
function duringOf({ from, to }: Anomaly, instant: Micros, shift: Micros): Beside['during'] {
  const begin = Math.min(from, instant - BESIDE_SPAN);
  return { from: begin + shift, to: Math.max(to ?? instant, instant) + shift };
}

/** What holds now is compared at its newest sample, a past at where it became as bad as it did. */
function instantOf({ current, evidence, from }: Anomaly): Micros {
  if (current !== undefined) return current.asOf;
  return ('worseFrom' in evidence ? evidence.worseFrom : undefined) ?? from;
}

async function unitsBeside(
  standing: Standing,
  { unit, pair: id }: Anomaly,
): Promise<{ readonly named: readonly Named[]; readonly left: number }> {
  const { index, definition } = standing.loaded;
  if (unit === undefined) {
    const pair = index.pairs.get(id ?? '');
    if (pair === undefined) return { named: [], left: 0 };
    const shift = await shiftOf(standing, pair.id);
    const flight = { unit: pair.flight, is: 'UNIT', shift: 0 } as const;
    return { named: [flight, { unit: pair.ground, is: 'UNIT', shift }], left: 0 };
  }
  const twins: Named[] = [];
  for (const { id: pair, flight, ground } of pairsOf(index, unit)) {
    const shift = await shiftOf(standing, pair);
    twins.push({
      unit: flight === unit ? ground : flight,
      is: 'TWIN',
      shift: flight === unit ? shift : -shift,
    });
  }
  const arm = index.units.get(unit)?.arm;
  const siblings = definition.units
    .filter((one) => one.arm === arm && one.id !== unit && twins.every((twin) => twin.unit !== one.id))
    .map((one): Named => ({ unit: one.id, is: 'SIBLING', shift: 0 }));
  const looked = siblings.slice(0, MOST_SIBLINGS);
  return { named: [...twins, ...looked], left: siblings.length - looked.length };
}

/** As the pair's pages have it; before there are any, as planned. */
async function shiftOf({ loaded: { index }, stored }: Standing, id: string): Promise<Micros> {
  const { record } = await stored('pair', id);
  const pair = index.pairs.get(id);
  const planned = pair === undefined ? null : plannedDelayOf(index, pair);
  return record?.shiftMicros ?? (planned ?? 0) * MICROS_PER_SECOND;
}

/** @param channel null: only how far the unit was heard */
async function readingThen(
  ports: Ports,
  { loaded }: Standing,
  asked: { readonly unit: string; readonly channel: string | null; readonly at: Micros },
): Promise<ReadingThen> {
  const { experiment, generation, index } = loaded;
  const { unit, channel, at } = asked;
  try {
    const entries = await entriesOf(ports, { experiment, generation, unit });
    if (entries.length === 0) return { state: 'NOTHING_YET' };
    const newest = Math.max(...entries.flatMap(({ segments }) => segments.map(({ to }) => to)));
    const series = unitSeries(index, unit).find((one) => one.channel === channel)?.series;
    if (series === undefined) return { state: 'NONE_THEN', newest };
    const range = { from: at - BESIDE_SPAN, to: at + 1 };
    const asksFor = { series: new Set([series]), range };
    const segments = segmentsIn(entries, range);
    const [samples] = await readSamples(ports, answerRulesOf(index, unit), segments, asksFor);
    const last = samples?.flags.findLastIndex(isValid) ?? -1;
    if (samples === undefined || last < 0) return { state: 'NONE_THEN', newest };
    return { state: 'READ', value: samples.values[last]!, at: samples.times[last]! };
  } catch (error) {
    // The message must go out, and says so.
    if (error instanceof Damaged) return { state: 'UNREADABLE' };
    throw error;
  }
}

async function entriesOf(
  ports: Ports,
  address: { readonly experiment: string; readonly generation: number; readonly unit: string },
): Promise<HeadEntry[]> {
  const { experiment, generation, unit } = address;
  const listed = ports.catalogue.list(headKind, experiment, headPrefix(generation, unit));
  const heads = (await Array.fromAsync(listed)).map(({ item }) => item);
  const lost = heads.length > 0 ? null : await lostHead(ports, address);
  if (lost !== null) throw lost;
  const entries = await Promise.all(heads.map((head) => visibleEntries(ports, experiment, head)));
  return entries.flat();
}
