/** A unit and its twin of three sensors, one row per minute, in which the CO2 sensor of the flight unit dies. */
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

export const START = Date.parse('2026-03-01T00:00:00Z');
export const MINUTES = 1800;
export const DIES_AT = 1200;
export const at = (minute: number) => new Date(START + minute * 60_000).toISOString().replace('.000Z', 'Z');

export const WAYS = ['0.00', '-999', 'NaN', 'OPEN', '', 'COLUMN'] as const;
export type Way = (typeof WAYS)[number];

export function dyingDefinition({ co2 = '', period = 'PT1M', more = '' } = {}): string {
  const source = (unit: string) => `
  - id: ${unit}
    match: "${unit.toLowerCase()}*.csv"
    time: { column: t, formats: [ISO8601] }
    columns:
      temp: { unit: ${unit}, channel: temperature }
      rh: { unit: ${unit}, channel: humidity }
      co2: { unit: ${unit}, channel: co2, missing: [{ value: -999 }] }`;
  return `
id: dying
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z, accuracy: PT1S }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T00:00:00Z, accuracy: PT1S }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: ${period} }
  - { id: humidity, unit: "%", storage: decimal(1), period: ${period} }
  - { id: co2, unit: "%", storage: decimal(2), period: ${period} ${co2} }
sources:${source('FU1')}${source('GU1')}${more}
`;
}

/** Minutes [from, to) of a unit; from `dies` on, the CO2 column holds what the way says. */
export function unitFile(
  {
    from = 0,
    to = MINUTES,
    dies = Number.POSITIVE_INFINITY,
    lost = [0, 0] as readonly [number, number],
  } = {},
  way: Way = '',
): string {
  const hasColumn = way !== 'COLUMN';
  const rows = [hasColumn ? 't,temp,rh,co2' : 't,temp,rh'];
  for (let minute = from; minute < to; minute++) {
    if (minute >= lost[0] && minute < lost[1]) continue;
    const noise = (k: number) => ((minute * 7919 * k) % 23) / 100;
    const co2 = minute >= dies ? way : (5 + noise(3)).toFixed(2);
    const others = `${at(minute)},${(37 + noise(1)).toFixed(2)},${(85 + 10 * noise(5)).toFixed(1)}`;
    rows.push(hasColumn ? `${others},${co2}` : others);
  }
  return `${rows.join('\n')}\n`;
}

/** The flight unit's files in order, then one whole file of the ground unit. */
export async function withFiles(
  files: readonly string[],
  definition = dyingDefinition(),
  { ground = unitFile() as string | null } = {},
): Promise<{ memory: MemoryPorts; downlinks: string[] }> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'dying', definition);
  const downlinks: string[] = [];
  if (ground !== null) await upload(memory, 'dying', 'gu1.csv', ground);
  for (const [i, file] of files.entries())
    downlinks.push(await upload(memory, 'dying', `fu1-${i}.csv`, file));
  await settleAll(memory);
  return { memory, downlinks };
}

export async function withDeath(way: Way, co2 = '') {
  const files =
    way === 'COLUMN'
      ? [unitFile({ to: DIES_AT }), unitFile({ from: DIES_AT }, way)]
      : [unitFile({ dies: DIES_AT }, way)];
  return withFiles(files, dyingDefinition({ co2 }));
}
