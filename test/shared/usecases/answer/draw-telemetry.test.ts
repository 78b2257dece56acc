import { expect, it } from 'vitest';
import { drawDeltas } from '../../../../shared/usecases/answer/draw-deltas.ts';
import { drawTelemetry } from '../../../../shared/usecases/answer/draw-telemetry.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const ASKED = { unit: 'FU1', channel: 'temperature' };

it('A channel is drawn with its phase, event, finding and doubt', async () => {
  const svg = await drawTelemetry(await twinsIn(), 'twins', ASKED);
  expect(svg).toContain('<title>twins FU1 temperature</title>');
  expect(svg).toContain('<desc id="f1-desc">temperature of FU1 over time, 300 points (raw)');
  expect(svg).toContain('<title>1 STUCK FU1, WARNING, 2026-03-01T07:40Z to 2026-03-01T08:39Z</title>');
  expect(svg).toContain('<title>culture</title>');
  expect(svg).toContain('<title>activation</title>');
  expect(svg).toContain('T is activation, 2026-03-01T06:00:00Z');
  expect(svg.match(/fill="url\(#f1-flight\)"/g)).toHaveLength(2);
});

it('A channel of which nothing came says so, and what is still to come in', async () => {
  const svg = await drawTelemetry(await twinsDefined(), 'twins', ASKED);
  expect(svg).toContain('nothing was received in this range');
});

it('A line has at most 2,000 points, whatever is asked for, and windows then', async () => {
  const memory = await twinsIn();
  const svg = await drawTelemetry(memory, 'twins', { ...ASKED, maxPoints: 30 });
  expect(svg).toMatch(/over time, \d\d? points \(PT\d+M\)/);
  await expect(drawTelemetry(memory, 'twins', { ...ASKED, channel: 'presure' })).rejects.toMatchObject({
    code: 'channel.unknown',
  });
});

it('A line is open over a gap that is shorter than its windows, of a unit and of a pair', async () => {
  const memory = await twinsDefined();
  const { flight, ground } = twinFiles({ isFrozen: false });
  const rows = flight.split('\n');
  // Five samples of a minute, in windows of twenty minutes.
  await upload(memory, 'twins', 'fu1.csv', [...rows.slice(0, 127), ...rows.slice(132)].join('\n'));
  await upload(memory, 'twins', 'gu1.csv', ground);
  await settleAll(memory);
  const pieces = (svg: string, side: string) =>
    new RegExp(`class="line ${side}" d="(M[^"]*L[^"]*)"`).exec(svg)?.[1]?.match(/M/g)?.length;
  const unit = await drawTelemetry(memory, 'twins', { ...ASKED, maxPoints: 20 });
  expect(unit).toMatch(/over time, \d\d? points \(PT\d+M\)/);
  expect(pieces(unit, 'flight')).toBe(2);
  const pair = await drawDeltas(memory, 'twins', {
    pair: ['P1'],
    channel: ['temperature'],
    resolution: 1200,
  });
  expect(['flight', 'ground', 'delta'].map((side) => pieces(pair, side))).toEqual([2, 1, 2]);
});

it('A line is open where only missing codes came for a part of a window', async () => {
  const memory = memoryPorts();
  const coded = TWIN_DEFINITION.replace(
    'temp: { unit: FU1, channel: temperature }',
    'temp: { unit: FU1, channel: temperature, missing: [{ value: -1 }] }',
  );
  await applyExperiment(memory, 'twins', coded);
  const { flight } = twinFiles({ isFrozen: false });
  const rows = flight
    .split('\n')
    .map((row, i) => (i >= 125 && i < 140 ? row.replace(/,[^,]*,/, ',-1,') : row));
  await upload(memory, 'twins', 'fu1.csv', rows.join('\n'));
  await settleAll(memory);
  // Windows of twenty minutes, and fifteen without a reading.
  const svg = await drawTelemetry(memory, 'twins', { ...ASKED, maxPoints: 20 });
  expect(svg).toContain('DEAD FU1');
  expect(/class="line flight" d="(M[^"]*L[^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2);
});
