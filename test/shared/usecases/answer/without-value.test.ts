import { describe, expect, it } from 'vitest';
import { svgDocument } from '../../../../shared/formats/svg/svg-document.ts';
import { deltaFigures } from '../../../../shared/usecases/answer/draw-deltas.ts';
import { drawTelemetry } from '../../../../shared/usecases/answer/draw-telemetry.ts';
import { withoutValueText } from '../../../../shared/usecases/answer/without-value.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const definition = (unit: string, as: string) => `
id: coded
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units: [{ id: FU1, arm: flight }, { id: GU1, arm: ground }]
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels: [{ id: temperature, unit: ${unit}, period: PT10M, twin: { margin: 0.5, tolerance: PT1M } }]
sources:
  - { id: flight, match: 'f*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature${as}, missing: [{ value: -999 }] } } }
  - { id: ground, match: 'g*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature${as} } } }
`;
const rows = (count: number, value: (row: number) => string) =>
  `t,temp\n${Array.from({ length: count }, (_, i) => `${new Date(Date.UTC(2026, 2, 1) + i * 600_000).toISOString()},${value(i)}\n`).join('')}`;

async function coded(flight: string, ground: string | null): Promise<MemoryPorts> {
  const ports = memoryPorts();
  await applyExperiment(ports, 'coded', definition('Cel', ''));
  await upload(ports, 'coded', 'f.csv', flight);
  if (ground !== null) await upload(ports, 'coded', 'g.csv', ground);
  await settleAll(ports);
  return ports;
}

/** What it says, however it is broken into lines. */
const textIn = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text).join(' ');

const figureIn = async (ports: MemoryPorts) =>
  (await deltaFigures(ports, 'coded', { pair: ['P1'], channel: ['temperature'] })).figures[0]!;

describe('the picture of twins over what was received and is no value', () => {
  const GOOD = rows(100, (i) => (37 + 0.01 * (i % 7)).toFixed(2));

  it('says so of a stretch of missing codes, and of nothing that has values', async () => {
    const some = rows(100, (i) => (i >= 40 && i < 54 ? '-999' : '37'));
    const { notes, lines } = await figureIn(await coded(some, GOOD));
    expect(notes).toEqual(['received, not a value: flight FU1: 14 missing codes, 1 Mar 06:40 to 08:50 UTC']);
    expect(lines.map(({ points }) => points.reduce((sum, { n }) => sum + n, 0))).toEqual([86, 100]);
    expect((await figureIn(await coded(GOOD, GOOD))).notes).toEqual([]);
  });

  it('says of both what there was where neither has a value', async () => {
    const figure = await figureIn(
      await coded(
        rows(20, () => '-999'),
        null,
      ),
    );
    const svg = textIn(svgDocument('x', [figure]));
    expect(svg).not.toContain('nothing was received in this range');
    expect(svg).toMatch(
      /no value in this range: flight FU1: 20 missing codes, 1 Mar 00:00 to 03:10 UTC; ground GU1: nothing was received/,
    );
  });

  it('says in the legend of a side without a value what came of it, beside one that has values', async () => {
    const ports = await coded(
      rows(100, () => '-999'),
      GOOD,
    );
    const svg = textIn(svgDocument('x', [await figureIn(ports)]));
    expect(svg).toMatch(/flight FU1: no value: 100 missing codes/);
    expect(svg).not.toContain('nothing came');
    expect(svg).not.toContain('nothing was received');
  });

  it('names what cannot be converted, for twins and for a unit', async () => {
    const ports = await coded(GOOD, GOOD);
    await applyExperiment(ports, 'coded', definition('Pa', ''), { newReading: true });
    await settleAll(ports);
    const svg = textIn(svgDocument('x', [await figureIn(ports)]));
    expect(svg).not.toContain('nothing was received in this range');
    expect(svg).toMatch(
      /flight FU1: samples read as Cel, which cannot be converted to Pa: .*; ground GU1: samples read as Cel/,
    );
    const own = textIn(await drawTelemetry(ports, 'coded', { unit: 'FU1', channel: 'temperature' }));
    expect(own).toMatch(
      /no valid reading in this range: samples read as Cel, which cannot be converted to Pa/,
    );
  });
});

it('says until when to the end of the last window, and of a single reading when', () => {
  const textOf = (resolution: string, ...starts: string[]) =>
    withoutValueText({
      ...{ unit: 'FU1', channel: 'temperature', ucum: 'Cel', resolution, points: [], pending: 0 },
      without: {
        ...{ invalid: starts.length, bad: 0 },
        windows: starts.map((t) => ({ t, invalid: 1, bad: 0 })),
      },
    });
  const [first, last] = ['2026-03-01T18:00:00Z', '2026-03-01T20:00:00Z'] as const;
  expect(textOf('raw', first)).toBe('1 missing code, 1 Mar 18:00 UTC');
  expect(textOf('raw', first, last)).toBe('2 missing codes, 1 Mar 18:00 to 20:00 UTC');
  expect(textOf('PT1H', first, last)).toBe('2 missing codes, 1 Mar 18:00 to 21:00 UTC');
  expect(textOf('P1D', '2026-03-01T00:00:00Z')).toBe('1 missing code, 1 Mar 00:00 to 2 Mar 00:00 UTC');
});
