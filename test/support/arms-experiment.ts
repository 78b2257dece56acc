/** Three arms of three cultures each, their temperatures minute by minute over two phases, and a plate of their cells. */

import { randomStream } from '../../shared/simulator/random.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

export const ARMS_EXPERIMENT = 'arms';
const ARMS = { flight: 'F', rotor: 'R', ground: 'G' } as const;
type Arm = keyof typeof ARMS;
export const unitsIn = (arm: Arm): string[] => [1, 2, 3].map((i) => `${ARMS[arm]}${i}`);
const ALL = (Object.keys(ARMS) as Arm[]).flatMap((arm) => unitsIn(arm).map((unit) => ({ unit, arm })));

/** ms: when the files begin. */
export const START = Date.UTC(2026, 2, 1);
const at = (hour: number) => new Date(START + hour * 3_600_000).toISOString().replace('.000Z', 'Z');

export function armsDocument(
  more: Readonly<Record<string, unknown>> = {},
  culture: (unit: string) => object = () => ({}),
) {
  return {
    id: ARMS_EXPERIMENT,
    reference: 'activation',
    phases: [
      { id: 'stowage', to: 'activation', armed: false },
      { id: 'culture', from: 'activation', to: 'fixation' },
    ],
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'rotor', kind: 'ONBOARD_1G' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: ALL.map(({ unit, arm }) => ({
      ...{ id: unit, arm, culture: culture(unit) },
      events: [
        { name: 'activation', at: at(4) },
        { name: 'fixation', at: at(40) },
      ],
    })),
    pairs: [1, 2, 3].map((i) => ({ id: `P${i}`, flight: `F${i}`, ground: `G${i}` })),
    channels: [
      { id: 'temperature', unit: 'Cel', storage: 'decimal(3)', period: 'PT1M', stuckAfter: 'PT2H' },
      { id: 'set', unit: 'Cel', storage: 'decimal(3)', period: 'PT1M', stuckAfter: 'none' },
    ],
    sources: [
      {
        ...{ id: 'wide', match: 'wide*.csv', layout: 'wide', time: { column: 't' } },
        rows: { unit: { column: 'u' } },
        columns: { T: { channel: 'temperature' }, S: { channel: 'set', origin: 'SETPOINT' } },
      },
    ],
    assays: [
      {
        ...{ id: 'qpcr', kind: 'qpcr', match: 'plate*.csv', references: ['GAPDH'], takenAt: 'fixation' },
        samples: ALL.map(({ unit }) => ({ name: `S${unit}`, unit })),
      },
    ],
    ...more,
  };
}

/** What a unit's temperature is above 36, in the culture and before it. */
export const offsetOf = (unit: string): number => Number(unit[1]) / 10 + (unit.startsWith('F') ? 1 : 0);

/** Of stowage 20 degrees; then steady but for a wave whose mean over an hour is 0. */
export function temperaturesCsv(units: readonly string[] = ALL.map(({ unit }) => unit)): string {
  const lines = ['t,u,T,S'];
  for (let minute = 0; minute < 48 * 60; minute++)
    for (const unit of units) {
      const wave = 0.05 * Math.sin((2 * Math.PI * (minute % 60)) / 60);
      const value = minute < 240 ? 20 : 36 + offsetOf(unit) + wave;
      lines.push(`${at(minute / 60)},${unit},${value.toFixed(3)},37`);
    }
  return `${lines.join('\n')}\n`;
}

/** CTSK comes up three cycles sooner in flight, that is eight times as much. */
export function plateCsv(): string {
  const rows = ALL.flatMap(({ unit, arm }, place) =>
    ['GAPDH', 'CTSK'].flatMap((target, t) =>
      [0, 1].map((i) => {
        const own = 0.2 * randomStream(7, `${unit} ${target}`).normal();
        const sooner = target === 'CTSK' && arm === 'flight' ? 3 : 0;
        return `${String.fromCharCode(65 + place)}${2 * t + i + 1},S${unit},${target},${(18 + 6 * t - sooner + own + 0.01 * i).toFixed(3)}`;
      }),
    ),
  );
  return `${['Well,Sample,Target,Ct', ...rows].join('\n')}\n`;
}

/** With all that came taken in, compared and judged. */
export async function armsPorts(
  document: object = armsDocument(),
  files: Readonly<Record<string, string>> = { 'wide.csv': temperaturesCsv(), 'plate.csv': plateCsv() },
): Promise<MemoryPorts> {
  const ports = memoryPorts();
  await applyExperiment(ports, ARMS_EXPERIMENT, JSON.stringify(document));
  for (const [name, text] of Object.entries(files)) await upload(ports, ARMS_EXPERIMENT, name, text);
  await settleAll(ports);
  return ports;
}
