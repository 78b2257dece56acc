/** The mission of this folder: what flew, what went wrong, and how it came down. */
import type { Campaign } from '../../shared/simulator/campaign.ts';
import type { DownlinkPlan } from '../../shared/simulator/downlinks.ts';
import type { Fault } from '../../shared/simulator/fault-kinds.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const FAULTS: readonly Fault[] = [
  {
    kind: 'stuck',
    unit: 'FU3',
    channel: 'humidity',
    onset: 3 * DAY + 15 * HOUR + 40 * 60,
    size: 0,
    lasts: 29.5 * HOUR,
  },
  { kind: 'offset', unit: 'FU1', channel: 'temperature', onset: 5 * DAY, size: 1, lasts: 3 * DAY },
  { kind: 'drift', unit: 'FU2', channel: 'temperature', onset: 7.5 * DAY, size: 0.5, lasts: null },
  { kind: 'gap', unit: 'GU1', channel: null, onset: 9 * DAY + 18 * HOUR, size: 0, lasts: 40 * 60 },
];

const LINK: Omit<DownlinkPlan, 'every' | 'repeated'> = {
  layout: 'wide',
  overlap: HOUR / 2,
  packets: { dropped: 0, duplicated: 0.002, swapped: 0.002 },
  shuffled: true,
};

export const OSTEO: Campaign = {
  id: 'osteo',
  title: 'Osteoclast resorption in an automated incubator (simulated)',
  mission: {
    seed: 20_260_301,
    days: 12,
    world: 'delayed',
    period: 60,
    activation: Date.parse('2026-03-01T06:00:00Z') * 1000,
    faults: FAULTS,
    centrifuge: false,
    clock: { ppm: 0 },
    loop: 'held',
    resolution: '0.01',
  },
  downlinks: {
    flight: { ...LINK, every: 3 * DAY, repeated: 1 },
    ground: { ...LINK, every: 6 * DAY, repeated: 0 },
  },
};
