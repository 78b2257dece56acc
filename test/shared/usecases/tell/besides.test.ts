import { expect, it } from 'vitest';
import { isoOf } from '../../../../shared/domain/time.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { standingAt, standingOf } from '../../../../shared/usecases/judge/standing.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { besidesOf } from '../../../../shared/usecases/tell/besides.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const UNITS = ['FU1', 'FU2', 'FU3', 'FU4', 'FU5', 'FU6', 'FU7', 'FU8'];
const DEFINITION = `
id: beside
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [${UNITS.map((id) => `{ id: ${id}, arm: flight }`).join(', ')}, { id: GU1, arm: ground }]
pairs: [{ id: P1, flight: FU1, ground: GU1, plannedDelay: PT24H }]
channels:
  - { id: temperature, unit: Cel, period: PT10M, stuckAfter: none, spike: none, limits: [{ critical: [30, 40], minViolations: 2 }] }
sources:
${[...UNITS, 'GU1'].map((unit) => `  - { id: ${unit}, match: '${unit}.csv', time: { column: t }, columns: { temp: { unit: ${unit}, channel: temperature } } }`).join('\n')}
`;

const rows = (day: number, hours: readonly number[], value: (hour: number) => string) =>
  `t,temp\n${hours
    .flatMap((hour) => [0, 10, 20, 30, 40, 50].map((minute) => ({ hour, minute })))
    .map(({ hour, minute }) => {
      const time = `2026-03-0${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`;
      return `${time},${value(hour)}`;
    })
    .join('\n')}\n`;

async function heated(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'beside', DEFINITION);
  const hours = [0, 1, 2, 3, 4, 5];
  const files: Record<string, string> = {
    FU1: rows(1, hours, (hour) => (hour < 4 ? '37.00' : '41.00')),
    FU2: rows(1, hours, (hour) => (hour < 4 ? '36.90' : '37.10')),
    FU3: rows(1, [0, 1], () => '37.00'),
    FU4: rows(1, hours, (hour) => (hour < 4 ? '37.00' : '')),
    GU1: rows(2, [3, 4, 5], () => '37.30'),
  };
  for (const [unit, text] of Object.entries(files)) await upload(memory, 'beside', `${unit}.csv`, text);
  await settleAll(memory);
  return memory;
}

it('reads twin and siblings at the instant of the finding, the delayed twin at the same elapsed time', async () => {
  const memory = await heated();
  const standing = await standingAt(memory, await loadExperiment(memory, 'beside'), memory.clock.now());
  const { anomalies } = await standingOf(memory, standing, 'unit', 'FU1');
  const heat = anomalies.find(({ kind }) => kind === 'LIMIT')!;
  const { others, left } = await besidesOf(memory, standing, heat);
  expect(left).toBe(2);
  expect(others.map(({ unit, is, isShifted }) => `${is} ${unit} ${isShifted}`)).toEqual([
    'TWIN GU1 true',
    ...['FU2', 'FU3', 'FU4', 'FU5', 'FU6'].map((unit) => `SIBLING ${unit} false`),
  ]);
  expect(others.slice(0, 2).map(({ during }) => [isoOf(during.from), isoOf(during.to)])).toEqual([
    ['2026-03-02T04:00:00Z', '2026-03-02T05:50:00Z'],
    ['2026-03-01T04:00:00Z', '2026-03-01T05:50:00Z'],
  ]);
  const [twin, second, third, fourth, fifth] = others.map(({ reading }) => reading);
  expect(twin).toMatchObject({ state: 'READ', value: 37.3 });
  expect(twin?.state === 'READ' && isoOf(twin.at)).toBe('2026-03-02T05:50:00Z');
  expect(second).toMatchObject({ state: 'READ', value: 37.1 });
  expect(third).toMatchObject({ state: 'NONE_THEN' });
  expect(third?.state === 'NONE_THEN' && isoOf(third.newest)).toBe('2026-03-01T01:50:00Z');
  expect(fourth?.state).toBe('NONE_THEN');
  expect(fifth).toEqual({ state: 'NOTHING_YET' });
});

it('says that what a sibling sent cannot be read, and goes on', async () => {
  const memory = await heated();
  const standing = await standingAt(memory, await loadExperiment(memory, 'beside'), memory.clock.now());
  const { anomalies } = await standingOf(memory, standing, 'unit', 'FU1');
  for (const key of memory.archive.objects.keys())
    if (key.startsWith('segments/') && key.includes('FU2')) memory.archive.objects.delete(key);
  const { others } = await besidesOf(memory, standing, anomalies.find(({ kind }) => kind === 'LIMIT')!);
  expect(others.find(({ unit }) => unit === 'FU2')?.reading).toEqual({ state: 'UNREADABLE' });
});
