/** A series by when it arrived: of each file that brought some of it one point. Pure. */
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import type { TelemetryOnWire } from '../../../shared/contract/telemetry.ts';
import { parseDuration } from '../../../shared/domain/duration.ts';
import type { Curve } from '../chart/series-of.ts';

const IN_FORCE: readonly ReceiptOnWire['state'][] = ['INGESTED', 'INGESTED_WITH_REJECTS'];

interface Came {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/**
 * What each file brought, between its first and its last sample: mean of the windows, least and greatest. Where files
 * overlap, a window counts as brought by the first that holds its time.
 */
export function curveByReception(
  { points, resolution }: Pick<TelemetryOnWire, 'points' | 'resolution'>,
  receipts: readonly ReceiptOnWire[],
  unit: string,
  channel: string,
): { readonly curve: Curve; readonly unknown: number } {
  const came = comingsOf(receipts, unit, channel);
  const length = resolution === 'raw' ? 0 : parseDuration(resolution);
  const byFile = Map.groupBy(points, ({ t }) => {
    const at = Date.parse(t) / 1000;
    return came.find(({ from, to }) => at <= to && at + length >= from) ?? null;
  });
  const curve: Curve = { x: [], values: [], low: [], high: [], doubted: [], isSamples: true, step: 1 };
  for (const one of came) {
    const brought = byFile.get(one);
    if (brought === undefined) continue;
    const n = brought.reduce((sum, point) => sum + point.n, 0);
    curve.x.push(one.at);
    curve.values.push(brought.reduce((sum, { n: of, mean }) => sum + of * mean, 0) / n);
    curve.low.push(Math.min(...brought.map(({ min }) => min)));
    curve.high.push(Math.max(...brought.map(({ max }) => max)));
    if (brought.some(({ quality }) => quality !== 'GOOD'))
      curve.doubted.push({ kind: 'UNCERTAIN', from: one.at, to: one.at });
  }
  return { curve, unknown: byFile.get(null)?.length ?? 0 };
}

function comingsOf(receipts: readonly ReceiptOnWire[], unit: string, channel: string): Came[] {
  return receipts
    .filter(({ state, dryRun }) => IN_FORCE.includes(state) && dryRun === undefined)
    .flatMap(({ ranges, createdAt }) =>
      ranges
        .filter((range) => range.unit === unit && range.channel === channel)
        .map(({ from, to }) => ({
          ...{ from: Date.parse(from) / 1000, to: Date.parse(to) / 1000, at: Date.parse(createdAt) / 1000 },
        })),
    )
    .sort((a, b) => a.at - b.at);
}
