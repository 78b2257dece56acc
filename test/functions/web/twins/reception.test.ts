import { expect, it } from 'vitest';
import { curveByReception } from '../../../../functions/web/twins/reception.ts';
import type { ReceiptOnWire } from '../../../../shared/contract/downlinks.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();
const seconds = (minute: number) => Date.UTC(2026, 2, 1, 0, minute) / 1000;

const receipt = (createdAt: number, from: number, to: number, state = 'INGESTED') =>
  ({
    ...{ state, createdAt: at(createdAt) },
    ranges: [{ unit: 'FU1', channel: 'temperature', from: at(from), to: at(to), samples: 10 }],
  }) as ReceiptOnWire;
const point = (minute: number, n: number, mean: number) => ({
  ...{ t: at(minute), n, mean, min: mean - 1, max: mean + 1, quality: 'GOOD' as const },
});

it('what a file brought is one point at the time when it was announced', () => {
  const points = [point(0, 1, 10), point(1, 3, 20), point(10, 1, 30), point(50, 1, 99)];
  const receipts = [
    receipt(100, 9, 11),
    receipt(60, 0, 5),
    receipt(70, 0, 5),
    receipt(80, 40, 60, 'WITHDRAWN'),
  ];
  const { curve, unknown } = curveByReception({ points, resolution: 'PT1M' }, receipts, 'FU1', 'temperature');
  expect(curve).toMatchObject({
    ...{ x: [seconds(60), seconds(100)], values: [17.5, 30], low: [9, 29], high: [21, 31] },
  });
  // Nothing that is in force says how the last one came.
  expect(unknown).toBe(1);
});
