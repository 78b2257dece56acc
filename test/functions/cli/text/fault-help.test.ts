import { describe, expect, it } from 'vitest';
import { faultHelp } from '../../../../functions/cli/text/fault-help.ts';
import { FAULT_FORMS, FAULT_KINDS } from '../../../../shared/simulator/fault-kinds.ts';

describe('the help on faults', () => {
  it('has a row per kind with what its size says and what it needs', () => {
    const lines = faultHelp(80).split('\n');
    for (const kind of FAULT_KINDS)
      expect(lines.filter((line) => line.startsWith(`${kind}:`))).toHaveLength(1);
    expect(lines.find((line) => line.startsWith('heater-loss:'))).toBe(
      'heater-loss:FU1:heater:P1D:0.1        power share per day   --loop pi/thermostat',
    );
  });

  it('names no kind that there is not', () => {
    expect(Object.keys(FAULT_FORMS)).toEqual([...FAULT_KINDS]);
  });

  it('fits the width it is given', () => {
    for (const width of [60, 80, 120])
      expect(
        faultHelp(width)
          .split('\n')
          .filter((line) => line.length > width),
      ).toEqual([]);
  });
});
