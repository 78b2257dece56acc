/** An experiment for the pages of alarms: two flight units and a ground unit, one flight unit too warm, then stuck. */

export const SHOWN = 'shown';
export const HEAT = 'LIMIT:FU1:temperature:HIGH';

/** Its title is text to people, whatever it looks like to a browser. */
export const TITLE = '<b id="bold">Osteo</b> 🦴 \u202Ealarms\u202C';

export const SHOWN_DEFINITION = `
id: ${SHOWN}
title: ${JSON.stringify(TITLE)}
mode: FLIGHT
reference: activation
phases:
  - { id: culture, from: activation, armed: true }
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }
units:
${['FU1', 'FU2', 'GU1']
  .map(
    (unit) =>
      `  - { id: ${unit}, arm: ${unit.startsWith('F') ? 'flight' : 'ground'}, events: [{ name: activation, at: 2026-03-01T00:00:00Z, accuracy: PT1S }] }`,
  )
  .join('\n')}
pairs:
  - { id: P1, flight: FU1, ground: GU1 }
channels:
  - id: temperature
    quantity: temperature
    unit: Cel
    storage: decimal(2)
    period: PT1M
    stuckAfter: PT1H
    limits:
      - { warning: [35, 37.5], critical: [34, 38.5], minViolations: 3, minConformance: 3, action: "Switch heater 2 off" }
sources:
${['FU1', 'FU2', 'GU1']
  .map(
    (unit) => `  - id: ${unit.toLowerCase()}
    match: "${unit.toLowerCase()}-*.csv"
    format: csv
    layout: wide
    time: { column: t, formats: [ISO8601] }
    columns: { temp: { unit: ${unit}, channel: temperature } }`,
  )
  .join('\n')}
`;

/** The minutes [from, to) of a unit: FU1 is warm from 300 on, hot from 420 on; nothing is received 180 to 220. */
export function shownFile(unit: string, from: number, to: number): readonly [name: string, text: string] {
  const rows: string[] = [];
  for (let minute = from; minute < to; minute++) {
    if (minute >= 180 && minute < 220) continue;
    const at = new Date(Date.parse('2026-03-01T00:00:00Z') + minute * 60_000).toISOString();
    const heat = unit !== 'FU1' || minute < 300 ? 0 : minute < 420 ? 1 : 2;
    rows.push(`${at},${(37 + heat + (minute % 7) / 100).toFixed(2)}`);
  }
  return [`${unit.toLowerCase()}-${from}-${to}.csv`, `${['t,temp', ...rows].join('\n')}\n`];
}
