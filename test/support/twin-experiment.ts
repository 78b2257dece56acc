/** A small experiment: two incubators an hour apart, 300 minutes each, one frozen sensor on the flight unit. */
export const TWIN_DEFINITION = `
id: twins
title: Two incubators
mode: FLIGHT
reference: activation
phases:
  - { id: culture, from: activation, armed: true }
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T06:00:00Z, accuracy: PT1S }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T07:00:00Z, accuracy: PT1S }] }
pairs:
  - { id: P1, flight: FU1, ground: GU1, plannedDelay: PT1H }
channels:
  - id: temperature
    quantity: temperature
    unit: Cel
    storage: decimal(2)
    period: PT1M
    stuckAfter: PT30M
    spike: none
    twin: { margin: 0.5, tolerance: PT10S }
  - id: humidity
    quantity: relative humidity
    unit: "%"
    storage: decimal(1)
    period: PT1M
    stuckAfter: none
    spike: none
    twin: { margin: 3, tolerance: PT10S }
sources:
  - id: flight
    match: "fu1*.csv"
    format: csv
    layout: wide
    time: { column: t, formats: [ISO8601] }
    columns: { temp: { unit: FU1, channel: temperature }, rh: { unit: FU1, channel: humidity } }
  - id: ground
    match: "gu1*.csv"
    format: csv
    layout: wide
    time: { column: t, formats: [ISO8601] }
    columns: { temp: { unit: GU1, channel: temperature }, rh: { unit: GU1, channel: humidity } }
`;

const MINUTES = 300;
export const FROZEN = { from: 100, minutes: 60 } as const;

export interface TwinFiles {
  readonly flight: string;
  readonly ground: string;
}

/** Without a fault where `isFrozen` is false. */
export function twinFiles({ isFrozen = true } = {}): TwinFiles {
  return {
    flight: csv('2026-03-01T06:00:00Z', 1, isFrozen ? FROZEN : null),
    ground: csv('2026-03-01T07:00:00Z', 2, null),
  };
}

function csv(start: string, seed: number, frozen: typeof FROZEN | null): string {
  const noise = uniform(seed);
  const rows = ['t,temp,rh'];
  let frozenAt: string | null = null;
  for (let minute = 0; minute < MINUTES; minute++) {
    const t = new Date(Date.parse(start) + minute * 60_000).toISOString();
    const isFrozen = frozen !== null && minute >= frozen.from && minute < frozen.from + frozen.minutes;
    // Never the same hundredth twice in a row: only the frozen stretch stands still.
    const fresh = (37 + (minute % 2) * 0.01 + Math.floor(noise() * 10) * 0.02).toFixed(2);
    if (isFrozen) frozenAt ??= '36.99';
    rows.push(`${t},${isFrozen ? frozenAt : fresh},${(85 + noise()).toFixed(1)}`);
  }
  return `${rows.join('\n')}\n`;
}

/** Park and Miller's minimal standard generator, in (0, 1). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
