/** The mission of this folder: what flew, what went wrong, how it came down, and what its genes hold. */
import type { Campaign } from '../../shared/simulator/campaign.ts';
import type { DownlinkPlan } from '../../shared/simulator/downlinks.ts';
import type { Fault } from '../../shared/simulator/fault-kinds.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const FAULTS: readonly Fault[] = [
  { kind: 'offset', unit: 'GU2', channel: 'temperature', onset: DAY, size: 0.9, lasts: 1.25 * DAY },
  { kind: 'stuck', unit: 'FU2', channel: 'co2', onset: DAY + 4 * HOUR, size: 0, lasts: 14 * HOUR },
  { kind: 'centrifuge-stop', unit: 'CU3', channel: null, onset: 1.5 * DAY, size: 0, lasts: 5 * HOUR },
  { kind: 'gap', unit: 'CU1', channel: null, onset: 2.5 * DAY, size: 0, lasts: 50 * 60 },
];

const LINK: Omit<DownlinkPlan, 'every' | 'repeated'> = {
  layout: 'wide',
  overlap: HOUR / 2,
  packets: { dropped: 0, duplicated: 0.002, swapped: 0.002 },
  shuffled: true,
};

export const OCLAST: Campaign = {
  id: 'oclast',
  title: 'Osteoclasts on bone slices, weightless, on a centrifuge and on the ground (simulated)',
  mission: {
    seed: 20_070_914,
    days: 4,
    world: 'own',
    period: 120,
    activation: Date.parse('2025-09-14T18:00:00Z') * 1000,
    faults: FAULTS,
    centrifuge: true,
    clock: { ppm: 0 },
    loop: 'held',
    resolution: '0.01',
    // Its gas is mixed with the air of a cabin that people breathed out into.
    co2Aboard: 0.3,
  },
  downlinks: {
    flight: { ...LINK, every: 1.5 * DAY, repeated: 0 },
    ground: { ...LINK, every: 10 * DAY, repeated: 0 },
  },
  batch: { genes: 1200, trap: 'storage' },
  bone: { slices: 3 },
};
