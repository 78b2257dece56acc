import { benchChannels } from '../sets/channels.ts';

/** Two units of the bench payload, flight and ground, one file a unit and downlink. */
export function twinDefinition(channelCount: number, period: string): string {
  const channels = benchChannels(1).slice(0, channelCount);
  const columns = (unit: string) =>
    Object.fromEntries(channels.map(({ name }) => [name, { unit, channel: name }]));
  const source = (id: string, unit: string) => ({
    id,
    match: `${id}-*.csv`,
    time: { column: 'time', formats: ['epoch-ms'] },
    columns: columns(unit),
  });
  return JSON.stringify({
    id: 'cost',
    reference: 'activation',
    phases: [{ id: 'culture', from: 'activation' }],
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: ['FU1', 'GU1'].map((id, i) => ({
      id,
      arm: i === 0 ? 'flight' : 'ground',
      events: [{ name: 'activation', at: '2026-03-01T00:00:00Z' }],
    })),
    pairs: [{ id: 'P1', flight: 'FU1', ground: 'GU1' }],
    channels: channels.map(({ name, storage }) => ({
      id: name,
      unit: '1',
      storage,
      period,
      stuckAfter: 'none',
      twin: { margin: 1, tolerance: 'PT1S' },
      ...(name.startsWith('temperature') ? { limits: [{ warning: [36, 38], critical: [35, 39] }] } : {}),
    })),
    sources: [source('flight', 'FU1'), source('ground', 'GU1')],
  });
}
