/** A small campaign that goes through every stage. */
import type { Act, FaultScenario } from './fault-scenario.ts';

const DEFINITION = `
id: faults
reference: activation
phases: [{ id: culture, from: activation }]
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T00:00:00Z }],
      sensors: [{ id: T1, serial: PT-7, measures: temperature, calibrations: [] }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT1H, stuckAfter: PT12H, twin: { margin: 0.5, tolerance: PT2M },
      limits: [{ warning: [36, 38], critical: [35, 39] }] }
  - { id: humidity, unit: '%', period: PT1H, stuckAfter: none, twin: { margin: 5 } }
sources:
  - { id: flight, match: 'fu1-*.csv', time: { column: time }, columns: {
      temp: { unit: FU1, channel: temperature }, hum: { unit: FU1, channel: humidity, missing: [{ value: -1 }] } },
      events: { column: mark, names: { M: media-change }, use: READ } }
  - { id: ground, match: 'gu1-*.csv', time: { column: time }, columns: {
      temp: { unit: GU1, channel: temperature }, hum: { unit: GU1, channel: humidity } } }
contacts: { maxSilence: PT6H }
`;

/** What a check after landing says of one sensor: every answer that it is in moves, no segment does. */
const CALIBRATED = DEFINITION.replace(
  'calibrations: []',
  'calibrations: [{ from: 2026-03-01T06:00:00Z, polynomial: [0.25, 1] }]',
);

/** The last one brought nothing of the flight unit: it is silent at the end. */
const CONTACTS = `aos,los
2026-03-02T00:00:00Z,2026-03-02T00:10:00Z
2026-03-04T00:00:00Z,2026-03-04T00:10:00Z
2026-03-05T00:00:00Z,2026-03-05T00:10:00Z
`;

const HOURS = 60;

/**
 * Hour by hour across the end of a bucket; the flight unit is 1 degree warmer from hour 12 on, labels hour 27 and
 * freezes at 44.
 */
function csv(
  unit: 'fu1' | 'gu1',
  from: number,
  to: number,
  changed: Readonly<Record<number, string>> = {},
): string {
  const lines = [`time,temp,hum${unit === 'fu1' ? ',mark' : ''}`];
  for (let hour = from; hour < to; hour++) {
    const at = new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString();
    const wave = Math.round(20 * Math.sin(hour * 1.7)) / 100;
    const shift = unit === 'fu1' && hour >= 12 ? 1 : 0;
    const temperature = unit === 'fu1' && hour >= 44 ? 38.4 : 37 + wave + shift;
    lines.push(
      changed[hour] ??
        `${at},${temperature.toFixed(2)},${50 + (hour % 7)}${unit === 'fu1' ? `,${hour === 27 ? 'M' : ''}` : ''}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** S3's notification of this file is lost: `watch` sends a hint, which does not say that the file is there. */
const HINTED = 'fu1-b.csv';

/**
 * In order of arrival: a repetition, a file that is refused, a corrected event, rejects, a calibration, overlaps, a
 * conflict. The calibration is of the ground unit, and the last file touches the flight unit alone: nothing later heals
 * what a fault left behind.
 */
const ACTS: readonly Act[] = [
  { file: ['fu1-a.csv', csv('fu1', 0, 30)] },
  { file: ['fu1-a.csv', csv('fu1', 0, 30)] },
  { file: ['fu1-c.csv', '\u0000\u0001 not a table'] },
  {
    correction: {
      name: 'activation',
      unit: 'GU1',
      at: '2026-03-01T00:00:30Z',
      accuracy: 'PT1S',
      source: 'log',
      supersedes: 'definition:GU1:activation',
    },
  },
  { file: ['gu1-a.csv', csv('gu1', 0, HOURS, { 7: 'nonsense,1,2' })] },
  { definition: CALIBRATED },
  { file: ['fu1-b.csv', csv('fu1', 25, HOURS, { 26: '2026-03-02T02:00:00.000Z,36.10,-1,' })] },
];

export const CAMPAIGN: FaultScenario = {
  id: 'faults',
  definition: DEFINITION,
  contacts: CONTACTS,
  before: [],
  acts: ACTS,
  hinted: HINTED,
};
