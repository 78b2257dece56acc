/** docs/promises.md#p3 and #p5: points made from rollups against the rows of the file, whatever order these came in. */
import { describe, expect, it } from 'vitest';
import { simulateCampaignFiles } from '../../shared/simulator/dumps.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../support/memory-ports.ts';
import { settleAll, upload } from '../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';

const { flight } = twinFiles();
const rows = flight
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split(','))
  .map(([t = '', temperature, humidity]) => ({
    at: Date.parse(t),
    temperature: Number(temperature),
    humidity: Number(humidity),
  }));
const MINUTE = 60_000;
const start = rows[0]!.at;

/** The file in pieces out of order, two of them twice, each worked on before the next comes. */
async function takenIn() {
  const memory = memoryPorts();
  await applyExperiment(memory, 'twins', TWIN_DEFINITION);
  const pieces = simulateCampaignFiles({ name: 'fu1.csv', text: flight }, { seed: 5, dumps: 7, repeated: 2 });
  for (const { text } of pieces) {
    await upload(memory, 'twins', 'fu1.csv', text);
    await settleAll(memory);
  }
  return memory;
}

/** What the rows in [from, to) come to in windows of that length from the epoch, by a plain look at each. */
function pointsOf(channel: 'temperature' | 'humidity', minutes: number, from: number, to: number) {
  const inside = rows.filter(({ at }) => at >= from && at < to);
  const windows = Map.groupBy(inside, ({ at }) => Math.floor(at / (minutes * MINUTE)));
  return [...windows.values()].map((some) => {
    const values = some.map((row) => row[channel]);
    return {
      n: values.length,
      min: Math.min(...values),
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      max: Math.max(...values),
    };
  });
}

describe('points of a range', async () => {
  const memory = await takenIn();
  const whole = { from: start, to: start + 300 * MINUTE };
  const cut = { from: start + 7 * MINUTE, to: start + 253 * MINUTE };

  it.each([
    ['temperature', 'whole', 24, whole, 16, 'PT16M'],
    ['humidity', 'cut', 20, cut, 16, 'PT16M'],
    ['temperature', 'whole', 8, whole, 48, 'PT48M'],
    ['humidity', 'cut', 5, cut, 64, 'PT1H4M'],
    ['temperature', 'whole', 4, whole, 160, 'PT2H40M'],
  ] as const)(
    'are what the rows of the file come to: %s, %s, %i points',
    async (channel, _, maxPoints, range, minutes, length) => {
      const { resolution, points } = await queryTelemetry(memory, 'twins', {
        unit: 'FU1',
        channel,
        maxPoints,
        from: range.from * 1000,
        to: range.to * 1000,
      });
      const expected = pointsOf(channel, minutes, range.from, range.to);
      expect(resolution).toBe(length);
      expect(points.length).toBe(expected.length);
      points.forEach(({ n, min, mean, max }, i) => {
        expect({ n, min, max }).toEqual({ n: expected[i]!.n, min: expected[i]!.min, max: expected[i]!.max });
        expect(mean).toBeCloseTo(expected[i]!.mean, 9);
      });
    },
  );
});
