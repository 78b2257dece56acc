import { expect, it } from 'vitest';
import { flagsAt, packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { inUnits } from '../../../../shared/domain/telemetry/in-unit.ts';

const GOOD = 0;
const flagsOf = (
  acquisitionStatus: 'ACQUIRED' | 'INVALID' | 'UNCONVERTED',
  quality: 'GOOD' | 'BAD',
  origin: 'MEASURED' | 'SETPOINT',
) => packFlags({ acquisitionStatus, quality, origin });
const MISSING = flagsOf('INVALID', 'BAD', 'MEASURED');
const SETPOINT = flagsOf('ACQUIRED', 'GOOD', 'SETPOINT');

/** One column of these values and flags, as it is answered. */
function answered(
  values: number[],
  flags: number[],
  change: { from: string | null; to: string; isCounts?: boolean },
) {
  const times = Float64Array.from(values, (_, i) => i);
  const storage = { kind: 'decimal', scale: 2 } as const;
  const column = { series: 's', storage, values: Float64Array.from(values), flags: Uint8Array.from(flags) };
  const { columns } = inUnits({ times, columns: [column] }, new Map([['s', { isCounts: false, ...change }]]));
  return {
    values: [...columns[0]!.values],
    flags: Array.from(values, (_, i) => flagsAt(columns[0]!.flags, i)),
  };
}

it('converts each reading as it was written, and leaves codes and empty cells as they are', () => {
  const { values, flags } = answered([37.04, -999, Number.NaN, 0], [GOOD, MISSING, GOOD, GOOD], {
    from: 'Cel',
    to: 'K',
  });
  expect(values).toEqual([310.19, -999, Number.NaN, 273.15]);
  expect(flags).toEqual([GOOD, MISSING, GOOD, GOOD]);
});

it.each([['Cel'], [null]])('has no value where no conversion leads from %s to Pa', (from) => {
  const { values, flags } = answered([37.04], [GOOD], { from, to: 'Pa' });
  expect([values, flags]).toEqual([[37.04], [flagsOf('UNCONVERTED', 'BAD', 'MEASURED')]]);
});

it('converts of counts the set-points alone', () => {
  expect(answered([512, 37], [GOOD, SETPOINT], { from: 'Cel', to: 'K', isCounts: true }).values).toEqual([
    512, 310.15,
  ]);
});

it('is BAD where no number stands for it', () => {
  const { values, flags } = answered([-1], [GOOD], { from: 'W', to: 'B[W]' });
  expect([values, flags]).toEqual([[Number.MAX_VALUE], [flagsOf('ACQUIRED', 'BAD', 'MEASURED')]]);
});
