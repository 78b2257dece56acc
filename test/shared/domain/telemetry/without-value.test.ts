import { expect, it } from 'vitest';
import { packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { windowsWithout } from '../../../../shared/domain/telemetry/without-value.ts';

const MINUTE = 60_000_000;
const MISSING = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' });
const BAD = packFlags({ quality: 'BAD', acquisitionStatus: 'ACQUIRED', origin: 'MEASURED' });
const flags = Uint8Array.of(0, MISSING, BAD, MISSING, 0, MISSING);
const samples = { times: Float64Array.from(flags, (_, i) => i * MINUTE), flags };
const ALL = { from: 0, to: 6 * MINUTE };

it('counts missing codes and impossible values by window, only of the range', () => {
  expect(windowsWithout(samples, ALL, 180)).toEqual([
    { t: 0, invalid: 1, bad: 1 },
    { t: 3 * MINUTE, invalid: 2, bad: 0 },
  ]);
  expect(windowsWithout(samples, { from: 2 * MINUTE, to: 5 * MINUTE }, 180)).toEqual([
    { t: 2 * MINUTE, invalid: 0, bad: 1 },
    { t: 3 * MINUTE, invalid: 1, bad: 0 },
  ]);
  expect(windowsWithout(samples, ALL, 0).map(({ t }) => t / MINUTE)).toEqual([1, 2, 3, 5]);
});
