import { beforeAll, describe, expect, it } from 'vitest';
import { listAnomalies } from '../../../../shared/usecases/answer/list-anomalies.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { twinsIn } from '../../../support/twins-in.ts';

let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});
const minute = (n: number) => Date.parse('2026-03-01T06:00:00Z') * 1000 + n * 60e6;

describe('the anomalies', () => {
  it('are those that were found, with nothing pending', async () => {
    const { anomalies, pending } = await listAnomalies(memory, 'twins', {});
    expect(anomalies.map(({ kind, unit, channels }) => [kind, unit, ...channels])).toEqual([
      ['STUCK', 'FU1', 'temperature'],
    ]);
    expect(pending).toBe(0);
  });

  it.each([
    [{ unit: 'FU1' }, 1],
    [{ unit: 'GU1' }, 0],
    [{ channel: 'temperature' }, 1],
    [{ channel: 'humidity' }, 0],
    [{ kind: 'STUCK' as const }, 1],
    [{ kind: 'GAP' as const }, 0],
    [{ from: minute(170) }, 0],
    [{ from: minute(120), to: minute(121) }, 1],
    [{ to: minute(100) }, 0],
  ])('are filtered by %o', async (query, count) => {
    expect((await listAnomalies(memory, 'twins', query)).anomalies).toHaveLength(count);
  });

  it('refuse a name that there is not: it would read as "nothing is wrong"', async () => {
    await expect(listAnomalies(memory, 'twins', { unit: 'FU9' })).rejects.toMatchObject({
      code: 'unit.unknown',
    });
    await expect(listAnomalies(memory, 'twins', { pair: 'P9' })).rejects.toMatchObject({
      code: 'pair.unknown',
    });
    await expect(listAnomalies(memory, 'twins', { channel: 'presure' })).rejects.toMatchObject({
      code: 'channel.unknown',
    });
  });
});
