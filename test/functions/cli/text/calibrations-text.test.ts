import { expect, it } from 'vitest';
import { calibrationsLines, storedNumbersText } from '../../../../functions/cli/text/calibrations-text.ts';
import type { CalibrationInForce } from '../../../../shared/domain/calibration/in-force.ts';

const ONE: CalibrationInForce = {
  ...{ unit: 'FU1', channel: 'temperature', of: 'sensor', sensor: 'T1', serial: 'PT-1187' },
  ...{ kind: 'polynomial', from: '2026-01-10T00:00:00Z', to: null },
};

it('names each calibration once, and nothing where none is declared', () => {
  const line = 'calibrated by FU1 T1 PT-1187: polynomial from 2026-01-10T00:00:00Z\n';
  expect(calibrationsLines([ONE, { ...ONE }])).toBe(line);
  expect(storedNumbersText([ONE])).toBe(`these are the numbers of the files; answers are ${line}`);
  expect([calibrationsLines([]), storedNumbersText([])]).toEqual(['', '']);
});
