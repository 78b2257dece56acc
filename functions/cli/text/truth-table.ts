/** What was put into simulated data against what was found in it. */
import * as z from 'zod';
import type { AnomaliesOnWire } from '../../../shared/contract/anomalies.ts';
import { detectorNamed } from '../../../shared/domain/detect/registry.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { geneTruthSchema } from './gene-truth-table.ts';
import type { Page } from './page.ts';
import { resorptionTruthSchema } from './resorption-truth-table.ts';
import { tableText } from './table.ts';

const expectedSchema = z.object({
  kind: z.string(),
  unit: z.string().optional(),
  pair: z.string().optional(),
  channels: z.array(z.string()),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable(),
  toleranceSeconds: z.number(),
});

/** What goes by what was usual. */
const USUALLY_MOVED = ['SHIFT', 'DRIFT', 'VARIANCE'];

/** What a fault may show as, and need not. */
const movedSchema = z.object({
  unit: z.string().optional(),
  pair: z.string().optional(),
  channels: z.array(z.string()),
  kinds: z.array(z.string()).default(USUALLY_MOVED),
});

export const truthSchema = z.object({
  faults: z.array(
    z.object({
      kind: z.string(),
      unit: z.string(),
      channels: z.array(z.string()),
      from: z.iso.datetime(),
      to: z.iso.datetime().nullable(),
      expected: z.array(expectedSchema),
      moves: z.array(movedSchema).default([]),
    }),
  ),
  genes: geneTruthSchema.optional(),
  resorption: resorptionTruthSchema.optional(),
});
type Fault = z.infer<typeof truthSchema>['faults'][number];
type Expected = z.infer<typeof expectedSchema>;
type Found = AnomaliesOnWire['anomalies'][number];

interface Judged {
  readonly fault: Fault;
  readonly expected: Expected;
  /** The anomalies that tell of it; none where it was missed. */
  readonly found: readonly Found[];
}

export interface TruthTable {
  readonly judged: readonly Judged[];
  /** What was found and never put in. */
  readonly extra: readonly Found[];
  /** Of kinds that only stand in lists and that no fault shows as: the truth says nothing of them. */
  readonly beside: readonly Found[];
}

/**
 * An anomaly that a fault must show as was found where anomalies of its kind, on its unit or pair, begin and end
 * within its tolerance and together name exactly its channels.
 */
export function truthTable(faults: readonly Fault[], anomalies: readonly Found[]): TruthTable {
  const all = faults.flatMap((fault) => fault.expected.map((expected) => ({ fault, expected })));
  const judged = all.map(({ fault, expected }) => {
    const found = anomalies.filter((anomaly) => tellsOf(anomaly, expected));
    const named = new Set(found.flatMap(({ channels }) => channels));
    return { fault, expected, found: expected.channels.every((channel) => named.has(channel)) ? found : [] };
  });
  const explained = new Set(judged.flatMap(({ found }) => found));
  const shown = new Set(all.map(({ expected }) => expected.kind));
  const [beside, told] = parted(anomalies, ({ kind }) => detectorNamed(kind).isLogOnly && !shown.has(kind));
  return {
    judged,
    extra: told.filter(
      (anomaly) => !explained.has(anomaly) && !faults.some((fault) => isMovedBy(anomaly, fault)),
    ),
    beside,
  };
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

export function isWholeTruth({ judged, extra }: TruthTable): boolean {
  return extra.length === 0 && judged.every(({ found }) => found.length > 0);
}

function tellsOf(anomaly: Found, expected: Expected): boolean {
  const isThere =
    expected.pair === undefined ? anomaly.unit === expected.unit : anomaly.pair === expected.pair;
  return (
    anomaly.kind === expected.kind &&
    isThere &&
    anomaly.channels.every((channel) => expected.channels.includes(channel)) &&
    isNear(anomaly.from, expected.from, expected.toleranceSeconds) &&
    isNear(anomaly.to, expected.to, expected.toleranceSeconds)
  );
}

/** Charts see the end of a move a day later at most. */
const SEEN_WITHIN_SECONDS = 86_400;

function isMovedBy({ kind, unit, pair, channels, from }: Found, fault: Fault): boolean {
  const isMoved = fault.moves.some(
    (one) =>
      one.kinds.includes(kind) &&
      one.unit === unit &&
      one.pair === pair &&
      channels.every((channel) => one.channels.includes(channel)),
  );
  if (!isMoved) return false;
  const since = (Date.parse(from) - Date.parse(fault.from)) / 1000;
  const past = fault.to === null ? 0 : (Date.parse(from) - Date.parse(fault.to)) / 1000;
  return since >= -SEEN_WITHIN_SECONDS && past <= SEEN_WITHIN_SECONDS;
}

/** What lasts is near to nothing but what lasts. */
function isNear(a: string | null, b: string | null, toleranceSeconds: number): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(Date.parse(a) - Date.parse(b)) / 1000 <= toleranceSeconds;
}

export function truthText(table: TruthTable, page: Page): string {
  const columns = ['', 'fault', 'shows as', 'on', 'channels', 'put in', 'found'].map((title) => ({ title }));
  const rows = [
    ...table.judged.map(({ fault, expected, found }) => [
      found.length > 0 ? 'found' : 'MISSED',
      ...[`${fault.kind} ${fault.unit}`, expected.kind, expected.pair ?? expected.unit ?? '–'],
      ...[listText(expected.channels), rangeText(expected), rangesText(found)],
    ]),
    ...table.extra.map((anomaly) => [
      'EXTRA',
      ...['–', anomaly.kind, anomaly.pair ?? anomaly.unit ?? '–', listText(anomaly.channels)],
      ...['–', rangesText([anomaly])],
    ]),
  ];
  const beside = Array.from(
    Map.groupBy(table.beside, ({ kind }) => kind),
    ([kind, all]) =>
      `not judged: ${countText(all.length, kind, kind)}, which are only listed: no built-in fault says anything of them\n`,
  );
  return `${tableText(columns, rows, page)}\n${beside.join('')}${verdictText(table)}\n`;
}

function verdictText(table: TruthTable): string {
  const faults = new Set(table.judged.map(({ fault }) => fault)).size;
  if (isWholeTruth(table)) return `all ${faults} faults found, and nothing else`;
  const missed = new Set(table.judged.flatMap(({ fault, found }) => (found.length > 0 ? [] : [fault]))).size;
  return `${missed} of ${faults} faults missed, ${table.extra.length} found that nobody put in`;
}

function rangesText(found: readonly Found[]): string {
  return [...new Set(found.map(rangeText))].join('; ') || '–';
}

function rangeText({ from, to }: { readonly from: string; readonly to: string | null }): string {
  return `${typedIso(from)} to ${to === null ? 'ongoing' : typedIso(to)}`;
}
