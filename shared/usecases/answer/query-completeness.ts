import type { CompletenessOnWire } from '../../contract/completeness.ts';
import { type HeadRecord, readablePage } from '../../domain/bucket/head.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { declaredSeries, pairNamed, unitSeries } from '../../domain/experiment/lookups.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  type Completeness,
  completenessOf,
  type SharedGap,
  sharedGaps,
} from '../../domain/telemetry/completeness.ts';
import { isoRange, type Range, rangeOver } from '../../domain/telemetry/range.ts';
import { unitRange } from '../../domain/telemetry/unit-range.ts';
import { isoOf, type Micros, type Seconds } from '../../domain/time.ts';
import { shiftOf } from '../../domain/twins/pair-rules.ts';
import type { UnitAbsence } from '../../domain/twins/unit-absences.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import { assayStates } from '../assay/assay-states.ts';
import { readUnderOther } from '../heads/read-under-other.ts';
import { absenceGap, absencesOf, subjectsOf } from '../judge/absent-units.ts';
import { notAhead } from '../judge/newest-sample.ts';
import { outlookOf } from '../known/load-contacts.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { both, type Stopped, type Waiting, waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { computedBy } from './computed-by.ts';
import { GapCauses, gapOf } from './gap-causes.ts';
import { factsOf, headsOf } from './read-unit.ts';
import { refuseUnmeasured, seriesAsked } from './series-asked.ts';

export interface CompletenessQuery {
  readonly unit?: string | undefined;
  readonly pair?: string | undefined;
  readonly channel?: string | undefined;
}

interface Counted extends Completeness {
  readonly unit: string;
  readonly channel: string;
  readonly periodSeconds: Seconds;
  readonly range: Range | null;
  readonly isWhole: boolean;
}

/** Units that are counted at once: each takes a round trip or two. */
const AT_ONCE = 8;

/** Gaps in an answer: the longest; the others are counted. */
const MOST_GAPS = 500;

/**
 * How much of each channel of each unit arrived, and where it is missing and why. Without a unit all of them, without
 * a channel all that they measure. What is expected follows the unit's own time, from its first sample to its last; of a
 * pair the time of both. Refuses unknown units, pairs and channels.
 */
export async function queryCompleteness(
  ports: Ports,
  experiment: string,
  query: CompletenessQuery,
): Promise<CompletenessOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const asked = [...seriesOf(loaded.index, query)];
  const { upstream, stopped } = await owedNow(ports, loaded);
  const causes = await GapCauses.load(ports, loaded);
  const units: ReadUnit[] = [];
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    const some = asked
      .slice(i, i + AT_ONCE)
      .map(([unit, wanted]) => readUnit(ports, loaded, stopped, unit, wanted));
    units.push(...(await Promise.all(some)));
  }
  // Read after the heads, whose work moves to the units: what is due in neither is settled.
  const subjects = await subjectsOf(ports, loaded, 'unit');
  const waiting = units.map((one) => one.waiting).reduce(both, waitingOf(stopped, loaded, [], subjects));
  const absences = await absencesOf(loaded, await notAhead(ports, loaded, subjects, causes.now), causes.now);
  const ranges = await rangesOf(loaded, query, units, absences, causes.now);
  const counted = units.flatMap((one) => countUnit(loaded.index, one, ranges.get(one.unit) ?? null));
  const gaps = [...sharedGaps(counted), ...beyondRange(loaded, query, units, absences)];
  const longest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_GAPS);
  const states = isOfAll(query) ? await assayStates(ports, loaded) : {};
  const told = await causes.told(
    longest.map(({ stepSeconds, ...gap }) => ({ ...gap, periodSeconds: stepSeconds, samples: gap.expected })),
  );
  const assaysDue = states.assays?.filter(({ state }) => state === 'DUE').length ?? 0;
  const damaged = [...(causes.damagedOnWire().damaged ?? []), ...(states.damaged ?? [])];
  return {
    ...(query.unit !== undefined && { unit: query.unit }),
    ...(query.pair !== undefined && { pair: query.pair }),
    ...(query.channel !== undefined && { channel: query.channel }),
    ...totalOf(counted),
    gaps: told
      .sort((a, b) => a.from - b.from)
      .map(({ unit, channels, from, to, cause, reason, expected, open }) => ({
        ...{ unit, channels: [...channels], from: isoOf(from), to: isoOf(to) },
        ...{ cause, reason, expected },
        ...(open !== undefined && { open }),
      })),
    ...(gaps.length > longest.length && { moreGaps: gaps.length - longest.length }),
    series: counted.map(seriesOnWire),
    contacts: outlookOf(causes.plan, causes.now),
    ...(states.assays && { assays: states.assays }),
    ...computedBy(loaded),
    ...(damaged.length > 0 && { damaged }),
    ...waitingOnWire(upstream + assaysDue, waiting),
    ...(await readUnderOther(
      ports,
      loaded,
      units.flatMap(({ heads }) => heads),
    )),
  };
}

function seriesOnWire(one: Counted): CompletenessOnWire['series'][number] {
  const { unit, channel, received, valid, expected, completeness, periodSeconds, observedSeconds } = one;
  const byStep = one.gaps.find(({ stepSeconds }) => stepSeconds !== periodSeconds)?.stepSeconds;
  return {
    ...{ unit, channel, ...isoRange(one.range) },
    ...{ received, valid, expected, completeness: derivedOrNull(completeness) },
    ...{ periodSeconds, observedSeconds },
    gaps: one.gaps.length,
    ...(byStep !== undefined && { gapsByStepSeconds: byStep }),
    ...(!one.isWhole && { uncounted: true as const }),
  };
}

/** Of a unit, pair or channel nothing of assays is asked. */
const isOfAll = ({ unit, pair, channel }: CompletenessQuery): boolean =>
  [unit, pair, channel].every((one) => one === undefined);

interface Wanted {
  readonly series: string;
  readonly period: Seconds;
}

/** By unit, the series that are asked for. */
function seriesOf(
  index: DefinitionIndex,
  { unit, pair, channel }: CompletenessQuery,
): Map<string, readonly Wanted[]> {
  if (unit !== undefined && pair !== undefined) {
    throw new Refusal(
      'invalid',
      'query.unit-and-pair',
      'expected a unit or a pair, got both: leave one out',
      {
        field: 'pair',
      },
    );
  }
  if (unit !== undefined && channel !== undefined) {
    return new Map([[unit, [seriesAsked(index, unit, channel)]]]);
  }
  if (channel !== undefined) refuseUnmeasured(index, channel);
  const twins = pair === undefined ? null : pairNamed(index, pair);
  const units =
    twins !== null ? [twins.flight, twins.ground] : unit === undefined ? [...index.units.keys()] : [unit];
  return new Map(
    units.map((id) => [
      id,
      unitSeries(index, id).filter(({ series }) => channel === undefined || series === channel),
    ]),
  );
}

interface ReadUnit {
  readonly unit: string;
  readonly wanted: readonly Wanted[];
  readonly pages: Awaited<ReturnType<typeof factsOf>>;
  readonly range: Range | null;
  readonly waiting: Waiting;
  readonly heads: readonly HeadRecord[];
  /** Whether each bucket that holds something has a page: of what has none yet nothing is known here. */
  readonly isWhole: boolean;
}

async function readUnit(
  ports: Ports,
  loaded: LoadedExperiment,
  stopped: Stopped,
  unit: string,
  wanted: readonly Wanted[],
): Promise<ReadUnit> {
  const { experiment, generation, index } = loaded;
  const days = bucketDaysOf(index, unit);
  const heads = await headsOf(ports, { experiment, generation, unit, days });
  const pages = await factsOf(ports, heads);
  const waiting = waitingOf(stopped, loaded, heads, []);
  const isWhole = heads.every((head) => head.entries.length === 0 || readablePage(head) !== null);
  return { unit, wanted, pages, range: unitRange(pages), waiting, heads, isWhole };
}

/** The time that each unit is held against: its own, of a pair that of both, and what its twins had if it never sent. */
async function rangesOf(
  { index, events }: LoadedExperiment,
  { pair: asked }: CompletenessQuery,
  units: readonly ReadUnit[],
  absences: readonly UnitAbsence[],
  now: Micros,
): Promise<Map<string, Range | null>> {
  const own = new Map(
    units.map(({ unit, range }) => [
      unit,
      range ?? absences.find((one) => one.unit === unit && one.open === 'NEVER') ?? null,
    ]),
  );
  if (asked === undefined) return own;
  const pair = pairNamed(index, asked);
  const shiftMicros = shiftOf(index, pair, await events());
  const ranges = new Map(units.map(({ unit, range }) => [unit, range]));
  const moved = (range: Range | null | undefined, by: Micros) =>
    range ? { from: range.from + by, to: range.to + by } : null;
  const both = rangeOver([ranges.get(pair.flight) ?? null, moved(ranges.get(pair.ground), -shiftMicros)]);
  // What is still ahead is not missing yet: a ground unit may follow by a day.
  const upToNow = (range: Range | null) =>
    range === null ? null : { from: range.from, to: Math.max(range.from, Math.min(range.to, now)) };
  return new Map([
    [pair.flight, upToNow(both)],
    [pair.ground, upToNow(moved(both, shiftMicros))],
  ]);
}

function countUnit(
  index: DefinitionIndex,
  { unit, wanted, pages, isWhole }: ReadUnit,
  range: Range | null,
): Counted[] {
  const declared = new Set(declaredSeries(index, unit).map(({ series }) => series));
  return wanted.map(({ series, period }) => {
    const receptions = pages.flatMap((page) =>
      page.series.flatMap(({ rule, reception }) => (rule.series === series ? [reception] : [])),
    );
    // What no source brings is not expected.
    const own = receptions.length > 0 || declared.has(series) ? range : null;
    const counted = completenessOf(receptions, period, own);
    const completeness = isWhole ? counted.completeness : null;
    return { unit, channel: series, periodSeconds: period, range: own, ...counted, completeness, isWhole };
  });
}

/** What units lack that their twins have: of a pair it stands in the time that is asked about. */
function beyondRange(
  loaded: LoadedExperiment,
  { pair, channel }: CompletenessQuery,
  units: readonly ReadUnit[],
  absences: readonly UnitAbsence[],
): SharedGap[] {
  if (pair !== undefined) return [];
  const asked = new Map(units.map(({ unit, wanted }) => [unit, wanted.map(({ series }) => series)]));
  return absences.flatMap((absence) => {
    const wanted = asked.get(absence.unit);
    if (wanted === undefined || absence.open === 'NEVER') return [];
    const [gap] = gapOf(absenceGap(loaded, absence));
    if (gap === undefined) return [];
    const channels = gap.channels.filter((one) => channel === undefined || wanted.includes(one));
    if (channels.length === 0) return [];
    const { unit, from, to, samples: expected, periodSeconds: stepSeconds } = gap;
    return [{ unit, channels, from, to, expected, stepSeconds, open: absence.open }];
  });
}

function totalOf(counted: readonly Counted[]) {
  const sum = (of: (one: Counted) => number) => counted.reduce((total, one) => total + of(one), 0);
  const expected = sum((one) => one.expected);
  // What came too often of one series makes up for nothing of another.
  const present = sum((one) => one.present);
  return {
    ...isoRange(rangeOver(counted.map(({ range }) => range))),
    received: sum((one) => one.received),
    valid: sum((one) => one.valid),
    expected,
    completeness:
      expected === 0 || !counted.every(({ isWhole }) => isWhole) ? null : derived(present / expected),
  };
}
