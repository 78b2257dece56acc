import { describe, expect, it } from 'vitest';
import { hoursKind, hoursPrefix } from '../../../../shared/domain/page/hours.ts';
import { type ObjectName, versionNamed } from '../../../../shared/ports.ts';
import { queryTelemetry } from '../../../../shared/usecases/answer/query-telemetry.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const DEFINITION = `
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: temperature, unit: Cel, period: PT1M, storage: decimal(1) }]
sources:
  - { id: first, match: '*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
`;
/** An hour of samples every tenth day: six buckets of 30 days, more than are asked for one by one. */
const FILE = `t,temp\n${Array.from({ length: 18 * 60 }, (_, i) => {
  const at = Date.UTC(2026, 0, 1) + Math.floor(i / 60) * 10 * 86_400_000 + (i % 60) * 60_000;
  return `${new Date(at).toISOString()},${20 + (i % 7)}`;
}).join('\n')}\n`;

/** An experiment of its own: what an instance keeps is by the page's key, which names the experiment. */
async function ingested(experiment: string): Promise<MemoryPorts> {
  const ports = memoryPorts();
  ports.clock.setTo('2026-07-01T00:00:00Z');
  await applyExperiment(ports, experiment, `id: ${experiment}\n${DEFINITION}`);
  await upload(ports, experiment, 'a.csv', FILE);
  await settleAll(ports);
  return ports;
}

/** The answer, and the pages that were read for it. */
async function asked(ports: MemoryPorts, experiment: string) {
  const pages: string[] = [];
  const { archive } = ports;
  const watched = Object.create(archive, {
    readRange: {
      value: (name: ObjectName, from: number, to: number) => {
        const { key } = versionNamed(name);
        if (key.startsWith('pages/')) pages.push(key);
        return archive.readRange(name, from, to);
      },
    },
  });
  const query = { unit: 'FU1', channel: 'temperature', maxPoints: 60 };
  return { answer: await queryTelemetry({ ...ports, archive: watched }, experiment, query), pages };
}

async function changeHours(
  ports: MemoryPorts,
  experiment: string,
  change: (hours: ReturnType<typeof hoursKind.schema.parse>, i: number) => typeof hours,
): Promise<void> {
  const all = await Array.fromAsync(ports.catalogue.list(hoursKind, experiment, hoursPrefix(1, 'FU1')));
  expect(all.length).toBeGreaterThan(4);
  for (const [i, { key, item, version }] of all.entries())
    expect(await ports.catalogue.put(hoursKind, key, change(item, i), version)).toBe(true);
}

describe('a range over many buckets', async () => {
  const expected = await asked(await ingested('whole'), 'whole');

  it('is answered from the hourly items without a page', () => {
    expect(expected.answer.points.reduce((sum, { n }) => sum + n, 0)).toBe(18 * 60);
    expect(expected.pages).toEqual([]);
  });

  it('reads the page of a bucket whose item names another page, and never mixes the two', async () => {
    const ports = await ingested('stale');
    await changeHours(ports, 'stale', (hours, i) =>
      i === 2 ? { ...hours, page: 'pages/of-a-run-that-was-overtaken', series: [] } : hours,
    );
    const { answer, pages } = await asked(ports, 'stale');
    expect(answer).toEqual(expected.answer);
    expect(new Set(pages).size).toBe(1);
  });

  it('reads the pages where the rollups were too large for an item', async () => {
    const ports = await ingested('large');
    await changeHours(ports, 'large', (hours) => ({ ...hours, series: null }));
    const { answer, pages } = await asked(ports, 'large');
    expect(answer).toEqual(expected.answer);
    expect(new Set(pages).size).toBeGreaterThan(4);
  });
});
