/** What the verdict of a file says of the pair that its unit belongs to. */
import { beforeAll, describe, expect, it } from 'vitest';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const HOUR = 3_600_000;
const ACTIVATION = Date.parse('2026-03-01T06:00:00Z');
/** So long that no ground file lies in the flight time of the offset. */
const DELAY = 100 * HOUR;
const DEFINITION = TWIN_DEFINITION.replace('2026-03-01T07:00:00Z', '2026-03-05T10:00:00Z')
  .replace('plannedDelay: PT1H', 'plannedDelay: PT100H')
  .replace('stuckAfter: PT30M', 'stuckAfter: none');

/** The first day the flight unit is 1 °C too warm, then it is not. */
function csv(side: 'flight' | 'ground', fromHour: number, toHour: number): string {
  const rows = ['t,temp,rh'];
  const start = ACTIVATION + (side === 'ground' ? DELAY : 0);
  for (let minute = fromHour * 60; minute < toHour * 60; minute++) {
    const shift = side === 'flight' && minute < 24 * 60 ? 1 : 0;
    const temperature = 37 + shift + (minute % 7) * 0.01;
    rows.push(`${new Date(start + minute * 60_000).toISOString()},${temperature.toFixed(2)},85.0`);
  }
  return `${rows.join('\n')}\n`;
}

describe('the verdict of a file', () => {
  const lines = new Map<string, readonly string[]>();

  beforeAll(async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', DEFINITION);
    for (const side of ['flight', 'ground'] as const) {
      const unit = side === 'flight' ? 'fu1' : 'gu1';
      await upload(memory, 'twins', `${unit}-early.csv`, csv(side, 0, 30));
      await upload(memory, 'twins', `${unit}-middle.csv`, csv(side, 30, 42));
      await upload(memory, 'twins', `${unit}-late.csv`, csv(side, 42, 54));
    }
    await settleAll(memory);
    const { downlinks } = await listReceipts(memory, 'twins');
    for (const { fileName, verdict } of downlinks) lines.set(fileName, verdict);
  });

  it.each(['fu1-early.csv', 'gu1-early.csv'])(
    'tells that the twins are apart, of either side: %s',
    (name) => {
      const [, , , worse, todo] = lines.get(name)!;
      expect(worse).toMatch(
        /^Worse: WARNING, P1 \(FU1 and GU1\) temperature different from its twin from 1 Mar 06:00 to 2 Mar .* UTC, over\.$/,
      );
      expect(todo).toMatch(
        /^Do: look at P1 \(FU1 and GU1\) temperature: flight minus ground at worst 1 °C \(median of 6 h\), 0.5 °C/,
      );
    },
  );

  it.each(['fu1-late.csv', 'gu1-late.csv'])('says nothing of it where it was over before: %s', (name) => {
    expect(lines.get(name)!.slice(3)).toEqual(['Worse: nothing.', 'Do: nothing.']);
  });
});
