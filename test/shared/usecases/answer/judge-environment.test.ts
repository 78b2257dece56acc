import { describe, expect, it } from 'vitest';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const START = Date.UTC(2026, 2, 1, 6);
const MINUTES = 1200;

/** The flight unit is at 38 for half an hour, the ground unit at 37, where it is read. */
async function environment(isRead: (minute: number) => boolean) {
  const memory = memoryPorts();
  const limited = TWIN_DEFINITION.replace('margin: 0.5', 'margin: 1.5').replace(
    'quantity: temperature',
    'limits: [{ warning: [36, 37.5] }]',
  );
  await applyExperiment(memory, 'twins', limited);
  const file = (shift: number, valueAt: (minute: number) => number | null) => {
    const rows = Array.from({ length: MINUTES }, (_, minute) => {
      const value = valueAt(minute);
      const at = new Date(START + (minute + shift) * 60_000).toISOString();
      return value === null ? '' : `${at},${(value + ((minute * 7) % 5) / 100).toFixed(2)},80\n`;
    });
    return `t,temp,rh\n${rows.join('')}`;
  };
  const isHot = (minute: number) => minute >= 600 && minute < 630;
  await upload(
    memory,
    'twins',
    'fu1.csv',
    file(0, (minute) => (isHot(minute) ? 38 : 37)),
  );
  await upload(
    memory,
    'twins',
    'gu1.csv',
    file(60, (minute) => (isRead(minute) ? 37 : null)),
  );
  await settleAll(memory);
  return (await queryDelta(memory, 'twins', { pair: 'P1', channel: 'temperature' })).environment;
}

describe('a LIMIT of the flight unit alone', () => {
  it('confounds where the ground unit was looked at in its time', async () => {
    const { verdict, reasons } = await environment(() => true);
    expect([verdict, reasons.map(({ code }) => code)]).toEqual([
      'CONFOUNDED',
      ['limit-on-one-twin', 'phase-not-clean'],
    ]);
  });

  it('is not said to be one where the ground unit was looked at, but not then', async () => {
    const { verdict, reasons } = await environment((minute) => minute < 590 || minute >= 640);
    expect([verdict, reasons.map(({ code }) => code)]).toEqual([
      'UNKNOWN',
      ['limit-not-compared', 'phase-not-clean'],
    ]);
  });
});
