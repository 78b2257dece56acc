/** The definition of an experiment `bench` whose twins measure eight channels at 1 Hz for ninety days. */
import { seedOf } from '../settings.ts';
import { benchChannels } from './channels.ts';

/** Of the payload's 32: a part of a pair is six hours either way. */
export const TWIN_CHANNELS = 8;
export const PAIR = 'P1';
export const TWINS = { flight: 'FU1', ground: 'GU1' } as const;

/** Two phases that are armed, the second from a moment within an hour. */
export function twinNinetyDaysDefinition(): object {
  const channels = benchChannels(seedOf())
    .slice(0, TWIN_CHANNELS)
    .map(({ name, storage }) => ({
      ...{ id: name, quantity: name, unit: '1', period: 'PT1S', stuckAfter: 'none', storage },
      twin: { margin: 1, tolerance: 'PT1S' },
    }));
  const units = Object.entries(TWINS).map(([arm, id]) => ({
    ...{ id, arm },
    sensors: channels.map(({ id: channel }) => ({ id: `S-${channel}`, measures: channel, primary: true })),
    events: [
      { name: 'activation', at: '2026-03-01T00:00:00Z', accuracy: 'PT1S' },
      { name: 'stimulation', at: '2026-03-31T09:17:23Z', accuracy: 'PT1S' },
    ],
  }));
  return {
    ...{ id: 'bench', title: 'Ninety days of twins', mode: 'REHEARSAL', reference: 'activation' },
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    phases: [
      { id: 'growth', from: 'activation', to: 'stimulation' },
      { id: 'stimulated', from: 'stimulation' },
    ],
    units,
    pairs: [{ id: PAIR, flight: TWINS.flight, ground: TWINS.ground }],
    channels,
    sources: units.map(({ id: unit }) => ({
      ...{ id: `s-${unit}`, match: `${unit}-*.csv`, format: 'csv', layout: 'wide' },
      time: { column: 't', formats: ['ISO8601'], zone: 'UTC' },
      columns: Object.fromEntries(channels.map(({ id }) => [id, { unit, channel: id }])),
    })),
  };
}
