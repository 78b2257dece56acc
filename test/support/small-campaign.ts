/** The payload of the OSTEO example for two days, a sample every ten minutes: small enough to be taken in often. */
import { type Campaign, campaignFiles } from '../../shared/simulator/campaign.ts';
import type { Fault } from '../../shared/simulator/fault-kinds.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const FAULTS: readonly Fault[] = [
  { kind: 'drift', unit: 'FU2', channel: 'temperature', onset: 0.5 * DAY, size: 2, lasts: null },
  { kind: 'stuck', unit: 'FU3', channel: 'humidity', onset: 10 * HOUR, size: 0, lasts: 20 * HOUR },
  { kind: 'gap', unit: 'GU1', channel: null, onset: 30 * HOUR, size: 0, lasts: 1.5 * HOUR },
];

/** Files by name, as text: one dump of each side, the flight's with a row a sample, the ground's with a column a sensor. */
export function smallCampaign(): ReadonlyMap<string, string> {
  const link = { overlap: HOUR, packets: { dropped: 0, duplicated: 0.01, swapped: 0.01 }, shuffled: false };
  const campaign: Campaign = {
    id: 'small',
    title: 'Two days of the OSTEO payload',
    mission: {
      seed: 7,
      days: 2,
      world: 'delayed',
      period: 600,
      activation: Date.parse('2026-03-01T06:00:00Z') * 1000,
      faults: FAULTS,
      centrifuge: false,
      clock: { ppm: 0 },
      loop: 'held',
      resolution: '0.01',
    },
    downlinks: {
      flight: { ...link, layout: 'long', every: 10 * DAY, repeated: 0 },
      ground: { ...link, layout: 'wide', every: 10 * DAY, repeated: 0 },
    },
  };
  const texts = new Map<string, string>();
  for (const { files, text } of campaignFiles(campaign)) {
    for (const name of files) texts.set(name, (texts.get(name) ?? '') + text);
  }
  texts.set('definition.yaml', withLimitOnDifference(texts.get('definition.yaml') ?? ''));
  return texts;
}

/** The payload's own definition has none. */
function withLimitOnDifference(definition: string): string {
  return definition.replace(
    'twin: { margin: 0.5 }',
    'twin: { margin: 0.5, limits: [{ phases: [culture], watch: [-0.45, 0.45], minConformance: 5 }] }',
  );
}
