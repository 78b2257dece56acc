import { describe, expect, it } from 'vitest';
import { alignmentSchema } from '../../../../shared/contract/alignment.ts';
import { queryAlignment } from '../../../../shared/usecases/answer/query-alignment.ts';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { laggingTwins } from '../../../support/lagging-twins.ts';
import { wander } from '../../domain/lag/signals.ts';

const signal = wander(2000, 0.99, 0.3);
const twins = {
  ...{ periodSeconds: 60, samples: 2000, own: 0.05 },
  signals: { moving: (elapsed: number) => signal(elapsed / 60), still: () => 5 },
  groundLate: () => 600,
};

describe('lag against agreement', () => {
  it('has its peak at the lag of the delta, and says why a channel does not vote', async () => {
    const memory = await laggingTwins(twins);
    const answer = alignmentSchema.parse(await queryAlignment(memory, 'lagging', { pair: 'P1' }));
    const { alignment } = await queryDelta(memory, 'lagging', { pair: 'P1', channel: 'moving' });
    const [moving, still] = answer.channels;
    expect(moving?.channel).toBe('moving');
    expect(moving?.best?.lagSeconds).toBe(alignment.estimatedLagSeconds);
    expect(moving?.best?.lagSeconds).toBe(600);
    expect(moving?.second?.lagSeconds ?? null).toBe(alignment.secondLagSeconds);
    expect(moving?.silent).toBeUndefined();
    expect(still?.silent).toContain('still: ');
    expect([answer.lagSeconds, answer.pending, answer.notRead]).toEqual([0, 0, []]);
  });

  it('refuses a pair that there is not', async () => {
    const memory = await laggingTwins({ ...twins, samples: 10 });
    await expect(queryAlignment(memory, 'lagging', { pair: 'P9' })).rejects.toThrow('pair');
    const { channels } = await queryAlignment(memory, 'lagging', { pair: 'P1' });
    expect(channels.map(({ points, best }) => [points, best])).toEqual([
      [[], null],
      [[], null],
    ]);
  });
});
