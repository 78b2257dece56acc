/** What was put into the example against what was found in it. */
import * as z from 'zod';
import type { AnomaliesOnWire } from '../../shared/contract/anomalies.ts';
import type { Definition } from '../../shared/domain/experiment/definition.ts';
import { channelNamed } from '../../shared/domain/experiment/lookups.ts';
import { tableText } from './table.ts';

export const truthSchema = z.object({
  faults: z.array(
    z.object({
      kind: z.string(),
      unit: z.string(),
      pair: z.string().optional(),
      channels: z.array(z.string()),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
    }),
  ),
});
type Fault = z.infer<typeof truthSchema>['faults'][number];
type Found = AnomaliesOnWire['anomalies'][number];

export interface Judged {
  readonly fault: Fault;
  /** The anomalies that tell of it; none where it was missed. */
  readonly found: readonly Found[];
}

export interface TruthTable {
  readonly judged: readonly Judged[];
  /** What was found and never put in. */
  readonly extra: readonly Found[];
}

/** OFFSET is judged in blocks of 6 h: its ends are known no better. */
const OFFSET_BLOCK_SECONDS = 21_600;

/**
 * A fault is found where anomalies of its kind, on its unit or pair, begin and end within one period of it (an OFFSET
 * within one block) and together name exactly its channels.
 */
export function truthTable(
  faults: readonly Fault[],
  anomalies: readonly Found[],
  definition: Definition,
): TruthTable {
  const judged = faults.map((fault) => {
    const tolerance = toleranceOf(fault, definition);
    const found = anomalies.filter((anomaly) => tellsOf(anomaly, fault, tolerance));
    const named = new Set(found.flatMap(({ channels }) => channels));
    return { fault, found: fault.channels.every((channel) => named.has(channel)) ? found : [] };
  });
  const explained = new Set(judged.flatMap(({ found }) => found));
  return { judged, extra: anomalies.filter((anomaly) => !explained.has(anomaly)) };
}

export function isWholeTruth({ judged, extra }: TruthTable): boolean {
  return extra.length === 0 && judged.every(({ found }) => found.length > 0);
}

function tellsOf(anomaly: Found, fault: Fault, tolerance: number): boolean {
  const isThere = fault.pair === undefined ? anomaly.unit === fault.unit : anomaly.pair === fault.pair;
  return (
    anomaly.kind === fault.kind &&
    isThere &&
    anomaly.channels.every((channel) => fault.channels.includes(channel)) &&
    secondsApart(anomaly.from, fault.from) <= tolerance &&
    anomaly.to !== null &&
    secondsApart(anomaly.to, fault.to) <= tolerance
  );
}

function toleranceOf({ kind, channels }: Fault, definition: Definition): number {
  if (kind === 'OFFSET') return OFFSET_BLOCK_SECONDS;
  return Math.max(...channels.map((channel) => channelNamed(definition, channel).period));
}

function secondsApart(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / 1000;
}

export function truthText(table: TruthTable): string {
  const columns = ['', 'kind', 'where', 'channels', 'put in', 'found'].map((title) => ({ title }));
  const rows = [
    ...table.judged.map(({ fault, found }) => [
      found.length > 0 ? 'found' : 'MISSED',
      ...[fault.kind, fault.pair ?? fault.unit, fault.channels.join(', ')],
      ...[`${fault.from} to ${fault.to}`, stretchText(found)],
    ]),
    ...table.extra.map((anomaly) => [
      'EXTRA',
      ...[anomaly.kind, anomaly.pair ?? anomaly.unit ?? '–', anomaly.channels.join(', ')],
      ...['–', stretchText([anomaly])],
    ]),
  ];
  const missed = table.judged.filter(({ found }) => found.length === 0).length;
  const verdict = isWholeTruth(table)
    ? `all ${table.judged.length} faults found, and nothing else`
    : `${missed} of ${table.judged.length} faults missed, ${table.extra.length} found that nobody put in`;
  return `${tableText(columns, rows)}\n${verdict}\n`;
}

function stretchText(found: readonly Found[]): string {
  return [...new Set(found.map(({ from, to }) => `${from} to ${to ?? 'still'}`))].join('; ') || '–';
}
