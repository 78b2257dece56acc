/** Downlinks are withdrawn, read again and sent again, among others that were merged with them. */
import type { Act, FaultScenario } from './fault-scenario.ts';

const definition = (as: string) => `
id: right
reference: activation
phases: [{ id: culture, from: activation }]
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, period: PT1H, stuckAfter: none, twin: { margin: 0.5 }, limits: [{ warning: [0, 40] }] }
sources:
  - { id: flight, match: 'fu1-*.csv', time: { column: time },
      columns: { temp: { unit: FU1, channel: temperature, as: '${as}' } },
      events: { column: mark, names: { M: media-change }, use: READ } }
  - { id: ground, match: 'gu1-*.csv', time: { column: time }, columns: { temp: { unit: GU1, channel: temperature } } }
`;

const FIRST = definition('Cel');
const CORRECTED = definition('[degF]');

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString();

/** Two hours of the flight unit, of which the next file brings the second again; the seventh labels one, as the last does. */
function flight(hour: number): readonly [string, string] {
  const row = (one: number, mark: string) => `${at(one)},${37 + (hour % 2)}.${one},${mark}`;
  const mark = hour === 7 || hour === 8 ? 'M' : '';
  return [`fu1-${hour}.csv`, `time,temp,mark\n${row(hour, '')}\n${row(hour + 1, hour === 7 ? mark : '')}\n`];
}

const GROUND = [
  'gu1-a.csv',
  `time,temp\n${Array.from({ length: 11 }, (_, i) => `${at(i)},36.${i}`).join('\n')}\n`,
] as const;

const BEFORE: readonly Act[] = [
  { file: GROUND },
  ...Array.from({ length: 9 }, (_, i): Act => ({ file: flight(i) })),
];

/**
 * The eleventh repeats the fourth, and is read in its place. What is read again lies between others that are merged; one of
 * it is withdrawn and then read anew. The last that is withdrawn brought an event.
 */
export const PUT_RIGHT: FaultScenario = {
  id: 'right',
  definition: FIRST,
  contacts: null,
  before: BEFORE,
  acts: [
    { file: flight(3) },
    { withdraw: 4 },
    { definition: CORRECTED },
    { reread: 6 },
    { file: flight(3) },
    { withdraw: 6 },
    { reread: 6 },
    { withdraw: 8 },
  ],
  hinted: null,
};

/** What is in force of it in the end, sent to a stack that never saw anything else. */
export const IN_FORCE: FaultScenario = {
  ...PUT_RIGHT,
  before: [],
  acts: [
    { file: GROUND },
    ...[0, 1, 2, 3, 4, 6, 8].map((hour): Act => ({ file: flight(hour) })),
    { definition: CORRECTED },
    ...[5, 3].map((hour): Act => ({ file: flight(hour) })),
  ],
};
