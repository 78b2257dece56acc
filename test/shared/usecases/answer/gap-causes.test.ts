import { describe, expect, it } from 'vitest';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import type { Ports } from '../../../../shared/ports.ts';
import { queryCompleteness } from '../../../../shared/usecases/answer/query-completeness.ts';
import { queryRedownlink } from '../../../../shared/usecases/answer/query-redownlink.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { withDamaged } from '../../../support/damaged-items.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
id: k
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources: [{ id: w, match: '*.csv', time: { column: t }, columns: { v: { unit: FU1, channel: temperature } } }]
`;
const NAME = 'dump-2026-03-03.csv';

/** A day at a minute, without the two hours from 10:00Z. */
function day(): string {
  const rows = ['t,v'];
  for (let i = 0; i < 1440; i++) {
    const at = new Date(Date.UTC(2026, 2, 3) + i * 60_000).toISOString();
    if (i < 600 || i >= 720) rows.push(`${at},${20 + (i % 7)}`);
  }
  return `${rows.join('\n')}\n`;
}

async function refused(memory: MemoryPorts, text: string): Promise<void> {
  const request = { fileName: NAME, bytes: text.length + 10 };
  const { id } = await announceDownlink(memory, 'k', request, 'test');
  memory.raw.objects.set(rawKey('k', id), Buffer.from(text));
  await memory.queues.ingest.send({ experiment: 'k', downlink: id });
  await settleAll(memory);
}

const causes = async (memory: Ports) =>
  (await queryCompleteness(memory, 'k', {})).gaps.map(({ cause }) => cause);

describe('the cause of a gap', () => {
  it('is not a file that was refused and came again whole: the crew is asked', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'k', DEFINITION);
    await refused(memory, day());
    await upload(memory, 'k', NAME, day());
    await settleAll(memory);
    expect(await causes(memory)).toEqual(['UNKNOWN']);
  });

  it('is a file that was refused and did not come again', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'k', DEFINITION);
    await refused(memory, day());
    await upload(memory, 'k', 'others.csv', day());
    await settleAll(memory);
    expect(await causes(memory)).toEqual(['QUARANTINED']);
  });

  it('is told by the receipts that are sound, where another one is damaged', async () => {
    const memory = memoryPorts();
    await applyExperiment(memory, 'k', DEFINITION);
    await refused(memory, day());
    await upload(memory, 'k', 'others.csv', day());
    await settleAll(memory);
    const { downlinks } = await listReceipts(memory, 'k');
    const [first, second] = downlinks.map(({ id }) => id);
    const of = (id: string | undefined) => withDamaged(memory, [`k/DOWNLINK#${id}`]);
    expect(await causes(of(second))).toEqual(['QUARANTINED']);
    expect(await causes(of(first))).toEqual(['UNKNOWN']);
    const named = [{ id: first, key: `k/DOWNLINK#${first}` }];
    expect((await queryCompleteness(of(first), 'k', {})).damaged).toEqual(named);
    expect((await queryRedownlink(of(first), 'k', {})).damaged).toEqual(named);
    expect(await queryCompleteness(memory, 'k', {})).not.toHaveProperty('damaged');
    const listed = await listReceipts(of(first), 'k');
    expect(listed.downlinks.map(({ id }) => id)).toEqual([second]);
    expect(listed.damaged).toEqual([{ id: first, key: `k/DOWNLINK#${first}` }]);
  });
});

describe('a stretch of empty cells in rows that exist', () => {
  it('lies between the readings that came before and after, wherever it is told', async () => {
    const memory = memoryPorts();
    await applyExperiment(
      memory,
      'k',
      DEFINITION.replace('period: PT1M }]', 'period: PT1M }, { id: co2, unit: "%", period: PT1M }]').replace(
        'v: { unit: FU1, channel: temperature }',
        'v: { unit: FU1, channel: temperature }, c: { unit: FU1, channel: co2 }',
      ),
    );
    const rows = Array.from({ length: 1440 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 2, 3) + i * 60_000).toISOString();
      return `${at},${i >= 600 && i < 660 ? '' : 20 + (i % 7)},${5 + (i % 5)}`;
    });
    await upload(memory, 'k', NAME, `t,v,c\n${rows.join('\n')}\n`);
    await settleAll(memory);
    const bounds = { from: '2026-03-03T09:59:00Z', to: '2026-03-03T11:00:00Z' };
    const { gaps } = await queryCompleteness(memory, 'k', {});
    expect(gaps).toEqual([expect.objectContaining({ ...bounds, expected: 60 })]);
    const { ranges } = await queryRedownlink(memory, 'k', {});
    expect(ranges).toEqual([expect.objectContaining({ ...bounds, channels: ['temperature'], samples: 60 })]);
    const [receipt] = (await listReceipts(memory, 'k')).downlinks;
    expect(receipt!.verdict[1]).toContain('3 Mar 09:59 to 11:00 UTC');
    expect(receipt!.verdict[2]).toContain('2026-03-03T09:59Z to 2026-03-03T11:00Z');
  });
});
