import { beforeAll, describe, expect, it } from 'vitest';
import { queryTelemetry } from '../../../../shared/usecases/answer/query-telemetry.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { FROZEN } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const ASKED = { unit: 'FU1', channel: 'temperature' };
const minute = (n: number) => Date.parse('2026-03-01T06:00:00Z') * 1000 + n * 60e6;
let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});

describe('telemetry', () => {
  it('is every sample where they fit, those of the frozen sensor UNCERTAIN', async () => {
    const { resolution, points, pending } = await queryTelemetry(memory, 'twins', {
      ...ASKED,
      maxPoints: 300,
    });
    expect([resolution, points.length, pending]).toEqual(['raw', 300, 0]);
    const uncertain = points.flatMap(({ quality }, i) => (quality === 'UNCERTAIN' ? [i] : []));
    expect([uncertain.at(0), uncertain.at(-1)]).toEqual([FROZEN.from, FROZEN.from + FROZEN.minutes - 1]);
  });

  it('is windows that hold every sample once where they do not fit', async () => {
    const { resolution, points } = await queryTelemetry(memory, 'twins', { ...ASKED, maxPoints: 299 });
    expect(resolution).not.toBe('raw');
    expect(points.length).toBeLessThanOrEqual(299);
    expect(points.reduce((sum, { n }) => sum + n, 0)).toBe(300);
  });

  it('leaves the end of a range out', async () => {
    const { points } = await queryTelemetry(memory, 'twins', { ...ASKED, from: minute(10), to: minute(12) });
    expect(points.map(({ t }) => t)).toEqual(['2026-03-01T06:10:00Z', '2026-03-01T06:11:00Z']);
  });

  it('is none before anything is in, and refuses a channel or a unit that there is not', async () => {
    expect(await queryTelemetry(await twinsDefined(), 'twins', ASKED)).toMatchObject({
      points: [],
      pending: 0,
    });
    await expect(queryTelemetry(memory, 'twins', { ...ASKED, channel: 'presure' })).rejects.toMatchObject({
      code: 'channel.unknown',
    });
    await expect(queryTelemetry(memory, 'twins', { ...ASKED, unit: 'FU9' })).rejects.toMatchObject({
      code: 'unit.unknown',
    });
  });
});
