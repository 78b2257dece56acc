/** Twins a day apart whose channels go as they are told, taken in over the ports in memory. */

import { randomStream } from '../../shared/simulator/random.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

const DAY = 86_400;
const START = Date.UTC(2026, 1, 1);

export interface LaggingTwins {
  readonly periodSeconds: number;
  readonly samples: number;
  /** By channel: what a unit goes through, by seconds since its activation. */
  readonly signals: Readonly<Record<string, (elapsed: number) => number>>;
  /** Noise of every sensor. */
  readonly own: number;
  /** How late the stamps of either unit are, seconds, by seconds since activation. */
  readonly flightLate?: (elapsed: number) => number;
  readonly groundLate?: (elapsed: number) => number;
  /** ISO 8601 duration of the planned delay; a day where it is left out, null where none is declared. */
  readonly plannedDelay?: string | null;
}

const channel = (id: string, period: number) => `
  - { id: ${id}, unit: "1", storage: decimal(2), period: PT${period}S, accuracy: 0.1, stuckAfter: none, spike: none, twin: { margin: 5 } }`;

export function laggingDefinition({ periodSeconds, signals, plannedDelay = 'PT24H' }: LaggingTwins): string {
  const channels = Object.keys(signals);
  const columns = (unit: string) =>
    channels.map((id) => `${id}: { unit: ${unit}, channel: ${id} }`).join(', ');
  const plan = plannedDelay === null ? '' : `, plannedDelay: ${plannedDelay}`;
  return `
id: lagging
title: Twins
mode: FLIGHT
reference: activation
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-02-01T00:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-02-02T00:00:00Z }] }
pairs:
  - { id: P1, flight: FU1, ground: GU1${plan} }
channels:${channels.map((id) => channel(id, periodSeconds)).join('')}
sources:
  - { id: flight, match: "fu1*.csv", format: csv, layout: wide, time: { column: t, formats: [ISO8601] }, columns: { ${columns('FU1')} } }
  - { id: ground, match: "gu1*.csv", format: csv, layout: wide, time: { column: t, formats: [ISO8601] }, columns: { ${columns('GU1')} } }
`;
}

export async function laggingTwins(twins: LaggingTwins): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'lagging', laggingDefinition(twins));
  await upload(memory, 'lagging', 'fu1.csv', csv(twins, 0, twins.flightLate, 1));
  await upload(memory, 'lagging', 'gu1.csv', csv(twins, DAY, twins.groundLate, 2));
  await settleAll(memory);
  return memory;
}

function csv(
  { periodSeconds, samples, signals, own }: LaggingTwins,
  delay: number,
  late: (elapsed: number) => number = () => 0,
  seed: number,
): string {
  const noise = randomStream(seed, 'own');
  const rows = [`t,${Object.keys(signals).join(',')}`];
  for (let i = 0; i < samples; i++) {
    const elapsed = i * periodSeconds;
    const at = START + 1000 * Math.round(elapsed + delay + late(elapsed));
    const cells = Object.values(signals).map((signal) => (signal(elapsed) + own * noise.normal()).toFixed(2));
    rows.push(`${new Date(at).toISOString()},${cells.join(',')}`);
  }
  return `${rows.join('\n')}\n`;
}
