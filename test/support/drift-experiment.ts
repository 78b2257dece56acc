/** Three incubators in one rack for ten days, a temperature a minute each; what a fault adds is handed in. */
import { autoregression } from '../../shared/simulator/noise.ts';
import { randomStream } from '../../shared/simulator/random.ts';

export const RACK = 'rack';
export const UNITS = ['FU1', 'FU2', 'FU3'] as const;
export const START = Date.parse('2026-03-01T00:00:00Z');
const MINUTE = 60_000;
export const DAY_MINUTES = 1440;
export const DAYS = 10;

export const dayOf = (instant: string): number => (Date.parse(instant) - START) / 86_400_000;

export function rackDefinition({
  channel = '',
  more = '',
}: {
  channel?: string;
  more?: string;
} = {}): string {
  const end = new Date(START + DAYS * DAY_MINUTES * MINUTE).toISOString();
  const events = `events: [{ name: activation, at: 2026-03-01T00:00:00Z }, { name: fixation, at: ${end} }]`;
  return `
id: ${RACK}
title: Three incubators
reference: activation
phases: [{ id: culture, from: activation, to: fixation, armed: true }]
arms: [{ id: flight, kind: SPACEFLIGHT }]
units:
${UNITS.map((id) => `  - { id: ${id}, arm: flight, ${events} }`).join('\n')}
channels:
  - id: temperature
    quantity: temperature
    unit: Cel
    resolution: 0.01
    storage: decimal(2)
    period: PT1M
    stuckAfter: none
    spike: none
    twin: { margin: 0.5 }
    ${channel}
${more}
sources:
  - id: rack
    match: "rack-*.csv"
    format: csv
    layout: wide
    time: { column: t, formats: [ISO8601] }
    columns: { ${UNITS.map((unit, i) => `t${i + 1}: { unit: ${unit}, channel: temperature }`).join(', ')} }
`;
}

/** What a fault adds to a unit's reading in a minute. */
export type Moved = (unit: number, minute: number) => number;

export const rampOf =
  (unit: number, perDay: number, fromDay: number): Moved =>
  (of, minute) =>
    of === unit ? Math.max(0, minute / DAY_MINUTES - fromDay) * perDay : 0;

/** A file a day, as name and text, in order of time. */
export function rackFiles(moved: Moved, seed = 1, days = DAYS): [name: string, text: string][] {
  const stream = (name: string) => randomStream(seed, name);
  const room = autoregression(0.05, 60_000, 60, stream('room'));
  const own = UNITS.map((unit) => autoregression(0.05, 1200, 60, stream(`own ${unit}`)));
  const white = UNITS.map((unit) => stream(`white ${unit}`));
  return Array.from({ length: days }, (_, day) => {
    const rows = Array.from({ length: DAY_MINUTES }, (_, i) => {
      const minute = day * DAY_MINUTES + i;
      const air = 37 + room();
      const readings = UNITS.map((_, unit) =>
        (air + own[unit]!() + 0.02 * white[unit]!.normal() + moved(unit, minute)).toFixed(2),
      );
      return [new Date(START + minute * MINUTE).toISOString(), ...readings].join(',');
    });
    return [`rack-${day}.csv`, `${['t,t1,t2,t3', ...rows].join('\n')}\n`];
  });
}
