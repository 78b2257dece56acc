import { describe, expect, it } from 'vitest';
import { COMPACT_ABOVE } from '../../../../shared/domain/bucket/head.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { answersOf } from '../../../support/end-state.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: cut
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H, limits: [{ critical: [36.2, 38] }] }, { id: co2, unit: '[ppm]', period: PT1H }]
sources:
  - { id: first, match: 'a-*.csv', rank: 1, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature }, co2: { unit: FU1, channel: co2 } } }
  - { id: second, match: 'b-*.csv', rank: 2, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature }, co2: { unit: FU1, channel: co2 } } }
`;
const at = (hour: number) => new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString();
const row = (hour: number, temperature: string) => `${at(hour)},${400 + hour},${temperature}`;
const HEAD = 't,co2,temp\n';
const WHOLE = `${HEAD}${row(0, '36.50')}\n${row(1, '36.54')}\n`;
/** Its last cell has lost two digits and its decimal point. */
const CUT = WHOLE.slice(0, -4);

async function taken(files: readonly (readonly [name: string, text: string])[]) {
  const ports = memoryPorts();
  await applyExperiment(ports, 'cut', DEFINITION);
  for (const [name, text] of files) {
    await upload(ports, 'cut', name, text);
    await settleAll(ports);
  }
  const counts = [];
  for (let i = 1; i <= files.length; i++) {
    const { accepted, duplicates, conflicts } = (
      await showReceipt(ports, 'cut', `d${String(i).padStart(6, '0')}`)
    ).counts;
    counts.push([accepted, duplicates, conflicts]);
  }
  const { completeness, anomalies } = await answersOf(ports, 'cut');
  const received = completeness.reduce((sum, one) => sum + one.received, 0);
  expect(counts.reduce((sum, [accepted]) => sum + accepted!, 0)).toBe(received);
  return { hash: (await hashArchive(ports, 'cut')).hash, counts, anomalies };
}

describe('the last value of a file without a last line end', async () => {
  const whole = await taken([['a-whole.csv', WHOLE]]);

  it('is held against no limit: 36 of 36.54 is no alarm', async () => {
    const { anomalies, hash, counts } = await taken([['a-cut.csv', CUT]]);
    expect(CUT.endsWith(',36')).toBe(true);
    expect(anomalies.anomalies).toEqual([]);
    expect(counts).toEqual([[4, 0, 0]]);
    expect(hash).not.toBe(whole.hash);
  });

  it.each([
    [
      'came first',
      ['a-cut.csv', CUT],
      ['a-whole.csv', WHOLE],
      [
        [3, 1, 0],
        [1, 3, 0],
      ],
    ],
    [
      'came later',
      ['a-whole.csv', WHOLE],
      ['a-cut.csv', CUT],
      [
        [4, 0, 0],
        [0, 4, 0],
      ],
    ],
    [
      'is of the better source',
      ['a-cut.csv', CUT],
      ['b-whole.csv', WHOLE],
      [
        [3, 1, 0],
        [1, 3, 0],
      ],
    ],
    [
      'is of the worse source and later',
      ['a-whole.csv', WHOLE],
      ['b-cut.csv', CUT],
      [
        [4, 0, 0],
        [0, 4, 0],
      ],
    ],
  ] as const)('gives way and leaves no trace where it %s', async (_, first, second, counts) => {
    const both = await taken([first, second]);
    expect(both.counts).toEqual(counts);
    expect(both.hash).toBe(whole.hash);
  });

  it('gives way within its own file', async () => {
    const again = await taken([['a-again.csv', `${WHOLE}${row(1, '36')}`]]);
    expect(again.counts).toEqual([[4, 2, 0]]);
    expect(again.hash).toBe(whole.hash);
  });

  it('is counted once where the file is cut twice, and gives way then too', async () => {
    const cuts = [
      ['a-1.csv', CUT],
      ['a-2.csv', WHOLE.slice(0, -2)],
    ] as const;
    expect((await taken(cuts)).counts).toEqual([
      [4, 0, 0],
      [0, 4, 0],
    ]);
    const ended = await taken([...cuts, ['a-3.csv', WHOLE]]);
    expect(ended.counts).toEqual([
      [3, 1, 0],
      [0, 4, 0],
      [1, 3, 0],
    ]);
    expect(ended.hash).toBe(whole.hash);
  });

  it('gives way when its entry was compacted long ago', async () => {
    const others = Array.from(
      { length: 3 * COMPACT_ABOVE },
      (_, i) => [`a-${i}.csv`, `${HEAD}${row(2 + i, '37')}\n`] as const,
    );
    const late = await taken([['a-cut.csv', CUT], ...others, ['a-whole.csv', WHOLE]]);
    const never = await taken([...others, ['a-whole.csv', WHOLE]]);
    expect(late.counts[0]).toEqual([3, 1, 0]);
    expect(late.counts.at(-1)).toEqual([1, 3, 0]);
    expect(late.hash).toBe(never.hash);
  });
});
