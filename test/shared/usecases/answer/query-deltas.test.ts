import { beforeAll, describe, expect, it } from 'vitest';
import { queryDeltas } from '../../../../shared/usecases/answer/query-deltas.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const ASKED = { pair: 'P1', channel: 'temperature' };
let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});

describe('deltas', () => {
  it('pair every sample of the twins, an hour apart by their reference event', async () => {
    const { summaryAll, windows, pending } = await queryDeltas(memory, 'twins', {
      ...ASKED,
      resolution: 3600,
    });
    expect(summaryAll.pairedSamples).toBe(300);
    expect(windows.map(({ flight, ground }) => [flight.n, ground.n])).toEqual(Array(5).fill([60, 60]));
    expect(pending).toBe(0);
  });

  it('are flight minus ground, in every window', async () => {
    const { windows } = await queryDeltas(memory, 'twins', { ...ASKED, resolution: 3600 });
    for (const { flight, ground, delta } of windows)
      expect(delta).toBeCloseTo(flight.mean! - ground.mean!, 9);
  });

  it('leave the frozen hour out of the summary of good samples, not out of that of all', async () => {
    const { summary, summaryAll } = await queryDeltas(memory, 'twins', ASKED);
    expect([summary.pairedSamples, summaryAll.pairedSamples]).toEqual([240, 300]);
  });

  it('have no windows before anything is in, and refuse a pair that there is not', async () => {
    expect((await queryDeltas(await twinsDefined(), 'twins', ASKED)).windows).toEqual([]);
    await expect(queryDeltas(memory, 'twins', { ...ASKED, pair: 'P2' })).rejects.toMatchObject({
      code: 'pair.unknown',
    });
  });
});
