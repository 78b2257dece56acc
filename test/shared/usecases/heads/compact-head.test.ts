import { describe, expect, it } from 'vitest';
import { bucketAt } from '../../../../shared/domain/bucket/bucket.ts';
import { COMPACT_ABOVE, headKey, headKind } from '../../../../shared/domain/bucket/head.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { answersOf } from '../../../support/end-state.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: many
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1H, storage: decimal(1) }, { id: co2, unit: '[ppm]', period: PT1H }]
sources:
  - { id: first, match: 'a-*.csv', rank: 1, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature }, co2: { unit: FU1, channel: co2 } } }
  - { id: second, match: 'b-*.csv', rank: 2, time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
`;
const at = (hour: number) => new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString();

/** 80 small downlinks that overlap by an hour, with a conflict here and there, and a second source of worse rank. */
const FILES = Array.from({ length: 80 }, (_, i): [string, string] => {
  const conflict = i % 9 === 0 ? 0.5 : 0;
  return i % 5 === 4
    ? [`b-${i}.csv`, `t,temp\n${at(i)},99\n${at(i + 1)},${20 + (i % 3)}\n`]
    : [
        `a-${i}.csv`,
        `t,temp,co2\n${at(i)},${20 + (i % 3) + conflict},${400 + i}\n${at(i + 1)},${20 + ((i + 1) % 3)},${401 + i}\n`,
      ];
});

describe('a head of many entries', async () => {
  const settledAfterEach = memoryPorts();
  await applyExperiment(settledAfterEach, 'many', DEFINITION);
  for (const [name, text] of FILES) {
    await upload(settledAfterEach, 'many', name, text);
    await settleAll(settledAfterEach);
  }
  const head = await settledAfterEach.catalogue.get(
    headKind,
    headKey('many', 1, 'FU1', bucketAt(Date.UTC(2026, 2, 1) * 1000, 30).name),
  );

  it('becomes one of few, without another archive hash or answer', async () => {
    expect(head!.item.entries.length).toBeLessThanOrEqual(COMPACT_ABOVE);
    const neverCompacted = memoryPorts();
    await applyExperiment(neverCompacted, 'many', DEFINITION);
    for (const [name, text] of [...FILES].reverse().slice(0, 60))
      await upload(neverCompacted, 'many', name, text);
    await settleAll(neverCompacted);
    for (const [name, text] of [...FILES].reverse().slice(60))
      await upload(neverCompacted, 'many', name, text);
    await settleAll(neverCompacted);
    expect(await answersOf(settledAfterEach, 'many')).toEqual(await answersOf(neverCompacted, 'many'));
  });

  it('leaves the counts of every downlink as they were', async () => {
    expect(head!.item.entries.filter(({ downlink }) => downlink === null)).toHaveLength(1);
    let accepted = 0;
    for (let i = 1; i <= FILES.length; i++) {
      const { counts } = await showReceipt(settledAfterEach, 'many', `d${String(i).padStart(6, '0')}`);
      expect(counts.accepted + counts.duplicates + counts.conflicts).toBe(counts.samples);
      accepted += counts.accepted;
    }
    const { completeness } = await answersOf(settledAfterEach, 'many');
    expect(accepted).toBe(completeness.reduce((sum, { received }) => sum + received, 0));
  });
});
