/**
 * The experiment in the homes of `test/fixtures/homes`: two incubators, a row every 15 minutes for four days, across the
 * end of a bucket. What happens on it leaves one item of every kind, and messages that were sent.
 */
export const OLD_HOME = 'incubators';

export const oldHomeDefinition = (): string => `
id: ${OLD_HOME}
title: Two incubators
reference: activation
phases:
  - { id: stowage, to: activation, armed: false }
  - { id: culture, from: activation, armed: true }
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-06T06:00:00Z, accuracy: PT1S }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-06T07:00:00Z, accuracy: PT1S }] }
pairs:
  - { id: P1, flight: FU1, ground: GU1, plannedDelay: PT1H }
channels:
  - { id: temperature, quantity: temperature, unit: Cel, storage: decimal(2), period: PT15M, stuckAfter: PT6H,
      limits: [{ warning: [36, 38], critical: [35, 40] }],
      rate: [{ over: PT1H, per: PT1H, warning: [-1, 1] }],
      twin: { margin: 0.5, tolerance: PT2M } }
  - { id: humidity, quantity: relative humidity, unit: "%", storage: decimal(1), period: PT15M, stuckAfter: PT6H,
      twin: { margin: 3 } }
contacts: { latency: PT6H }
sources:
  - { id: flight, match: "fu1*.csv", format: csv, layout: wide, time: { column: t, formats: [ISO8601] },
      columns: { temp: { unit: FU1, channel: temperature, missing: [{ value: -1 }] }, rh: { unit: FU1, channel: humidity } },
      events: { column: mark, names: { M: medium-exchange }, use: READ } }
  - { id: ground, match: "gu1*.csv", format: csv, layout: wide, time: { column: t, formats: [ISO8601] },
      columns: { temp: { unit: GU1, channel: temperature }, rh: { unit: GU1, channel: humidity } } }
`;

const ROWS = 384;
const START = { fu1: '2026-03-06T06:00:00Z', gu1: '2026-03-06T07:00:00Z' } as const;

/**
 * Rows of one incubator. The flight unit is 2 degrees warmer from row 150 to the end (LIMIT, RATE, OFFSET), its humidity
 * stands still from row 60 to 99 (STUCK, over) and from row 330 to the end (STUCK); a cell cannot be read, one says that
 * there was no reading, one row is labelled. Each misses some rows (GAP).
 */
function rows(unit: 'fu1' | 'gu1', from: number, to: number): string {
  const isFlight = unit === 'fu1';
  const missing = isFlight ? { from: 250, to: 260 } : { from: 200, to: 220 };
  const lines = [`t,temp,rh${isFlight ? ',mark' : ''}`];
  for (let row = from; row < to; row++) {
    if (row >= missing.from && row < missing.to) continue;
    const at = new Date(Date.parse(START[unit]) + row * 900_000).toISOString();
    const wave = Math.round(12 * Math.sin(row * 1.3)) / 100;
    const temperature = (36.8 + wave + (isFlight && row >= 150 ? 2 : 0)).toFixed(2);
    const isStuck = isFlight && ((row >= 60 && row < 100) || row >= 330);
    const humidity = (isStuck ? 84.4 : 85 + (row % 9) / 10).toFixed(1);
    const written = isFlight && row === 20 ? 'high' : isFlight && row === 21 ? '-1' : temperature;
    lines.push(`${at},${written},${humidity}${isFlight ? `,${row === 40 ? 'M' : ''}` : ''}`);
  }
  return `${lines.join('\n')}\n`;
}

export interface OldHomeFiles {
  readonly events: string;
  readonly contacts: string;
  readonly downlinks: readonly { readonly name: string; readonly text: string }[];
  /** Brought by a dry run only: the flight unit grows too hot. */
  readonly tried: { readonly name: string; readonly text: string };
}

export function oldHomeFiles(): OldHomeFiles {
  const flight = rows('fu1', 0, 200);
  return {
    events:
      'name,unit,planned,at,accuracy,source\nmedium-exchange,GU1,,2026-03-06T17:00:00Z,PT1S,command log\n',
    contacts:
      'aos,los,station\n2026-03-08T10:00:00Z,2026-03-08T10:20:00Z,North\n2026-03-09T10:00:00Z,2026-03-09T10:20:00Z,North\n2026-03-10T10:00:00Z,2026-03-10T10:20:00Z,North\n',
    downlinks: [
      { name: 'fu1-a.csv', text: flight },
      { name: 'gu1-a.csv', text: rows('gu1', 0, ROWS) },
      { name: 'fu1-a.csv', text: flight },
      { name: 'fu1-b.csv', text: rows('fu1', 190, ROWS) },
    ],
    tried: { name: 'fu1-c.csv', text: hotRows(ROWS, ROWS + 4) },
  };
}

/** Rows after the last: the flight unit is at 41 degrees, above the critical limit. */
export function hotRows(from: number, to: number): string {
  const lines = ['t,temp,rh,mark'];
  for (let row = from; row < to; row++) {
    const at = new Date(Date.parse(START.fu1) + row * 900_000).toISOString();
    lines.push(`${at},${(41 + (row % 3) / 100).toFixed(2)},84.4,`);
  }
  return `${lines.join('\n')}\n`;
}
