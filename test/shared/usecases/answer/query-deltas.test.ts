import { beforeAll, describe, expect, it } from 'vitest';
import { queryDelta, queryDeltas } from '../../../../shared/usecases/answer/query-deltas.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const ASKED = { pair: 'P1', channel: 'temperature' };
let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});

describe('deltas', () => {
  it('pair every sample of the twins, an hour apart by their reference event', async () => {
    const { summaryAll, windows, pending } = await queryDelta(memory, 'twins', {
      ...ASKED,
      resolution: 3600,
    });
    expect(summaryAll.pairedSamples).toBe(300);
    expect(windows.map(({ flight, ground }) => [flight.n, ground.n])).toEqual(Array(5).fill([60, 60]));
    expect(pending).toBe(0);
  });

  it('are flight minus ground, in every window', async () => {
    const { windows } = await queryDelta(memory, 'twins', { ...ASKED, resolution: 3600 });
    for (const { flight, ground, delta } of windows)
      expect(delta).toBeCloseTo(flight.mean! - ground.mean!, 9);
  });

  it('leave the frozen hour out of the summary of good samples, not out of that of all', async () => {
    const { summary, summaryAll } = await queryDelta(memory, 'twins', ASKED);
    expect([summary.pairedSamples, summaryAll.pairedSamples]).toEqual([240, 300]);
  });

  it('are those of all pairs and channels that are not left out by name', async () => {
    const listed = async (query: object) => {
      const answer = await queryDeltas(memory, 'twins', query);
      return 'deltas' in answer ? answer.deltas.map(({ pair, channel }) => `${pair} ${channel}`) : null;
    };
    expect(await listed({})).toEqual(['P1 temperature', 'P1 humidity']);
    expect(await listed({ channel: ['humidity'] })).toEqual(['P1 humidity']);
    expect(await listed({ pair: ['P1'], channel: ['humidity', 'temperature'] })).toEqual([
      ...['P1 humidity', 'P1 temperature'],
    ]);
    expect(await listed({ pair: ['P1'], channel: ['humidity'] })).toBeNull();
    await expect(listed({ pair: ['P1', 'P9'] })).rejects.toMatchObject({ code: 'pair.unknown' });
    await expect(listed({ channel: ['warmth'] })).rejects.toMatchObject({ code: 'channel.unknown' });
  });

  it('are refused where they are more than an answer holds, before anything of a pair is read', async () => {
    const ids = Array.from({ length: 65 }, (_, i) => `c${i}`);
    const columns = (unit: string) =>
      `columns: { ${ids.map((id) => `${id}: { unit: ${unit}, channel: ${id} }`).join(', ')} }`;
    const wide = TWIN_DEFINITION.replace(
      /channels:\n[\s\S]*?sources:/,
      `channels:\n${ids.map((id) => `  - { id: ${id}, unit: Cel, period: PT1M }\n`).join('')}sources:`,
    )
      .replace(/columns: .*FU1.*/, columns('FU1'))
      .replace(/columns: .*GU1.*/, columns('GU1'));
    const defined = await twinsDefined(wide);
    const read: string[] = [];
    const list: typeof defined.catalogue.list = (kind, ...rest) => {
      read.push(kind.name);
      return defined.catalogue.list(kind, ...rest);
    };
    const catalogue = Object.assign(Object.create(defined.catalogue), { list });
    await expect(queryDeltas({ ...defined, catalogue }, 'twins', {})).rejects.toMatchObject({
      code: 'deltas.too-many',
      message: expect.stringContaining('65 deltas, at most 64 fit'),
    });
    expect(read.filter((kind) => kind === 'head' || kind === 'delta')).toEqual([]);
  });

  it('reach from and to a time since the reference, and refuse it where there is none', async () => {
    const hour = { from: { sinceReference: 0 }, to: { sinceReference: 3600e6 } };
    const { windows, range } = await queryDelta(memory, 'twins', { ...ASKED, ...hour });
    expect(windows.map(({ elapsedSeconds }) => elapsedSeconds)).toEqual([0, 600, 1200, 1800, 2400, 3000]);
    expect(windows[0]).toMatchObject({ at: '2026-03-01T06:00:00Z', phase: 'culture' });
    expect(range).toMatchObject({ first: '2026-03-01T06:00:00Z', lastElapsedSeconds: 3540 });
    const without = await twinsDefined(TWIN_DEFINITION.replace('reference: activation\n', ''));
    await expect(queryDelta(without, 'twins', { ...ASKED, ...hour })).rejects.toMatchObject({
      code: 'deltas.no-reference',
      place: { field: 'from' },
    });
  });

  it('have no windows before anything is in, and refuse a pair that there is not', async () => {
    expect((await queryDelta(await twinsDefined(), 'twins', ASKED)).windows).toEqual([]);
    await expect(queryDelta(memory, 'twins', { ...ASKED, pair: 'P2' })).rejects.toMatchObject({
      code: 'pair.unknown',
    });
  });
});
