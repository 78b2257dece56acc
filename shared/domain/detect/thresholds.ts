/** What each detector holds a channel against, in words: what is declared, and what it is where nothing is. */
import { isoDuration } from '../duration.ts';
import { type Channel, LIMIT_SEVERITIES, type LimitsEntry } from '../experiment/channel-schema.ts';
import { GAP_STEPS } from '../telemetry/completeness.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { environmentBlocks, offsetBlocks } from '../twins/median-blocks.ts';
import { figureText } from '../words/figure.ts';
import { LEAST_SECONDS, LEAST_STEPS } from './dead/dead.ts';
import { DEFAULT_CONFORMANCE, DEFAULT_VIOLATIONS } from './limit/bands-in-force.ts';
import { IN_A_ROW } from './offset/offset.ts';
import type { Kind } from './registry.ts';
import { BEFORE } from './spike/sorted-before.ts';
import { DEVIATIONS, LEAST_STEPS as SPIKE_STEPS } from './spike/spike.ts';
import { FROZEN_UNIT_SECONDS } from './stuck/stuck.ts';

export interface Threshold {
  /** As the definition calls it, where it has a name there. */
  readonly name: string;
  /** With its unit; a duration as ISO 8601. */
  readonly value: string;
  /** It is so because nothing else is declared: by the period, or by rule. */
  readonly isDefault: boolean;
}

export interface ContactTimes {
  /** Null where none is declared. */
  readonly maxSilence: Seconds | null;
  readonly latency: Seconds | null;
}

/** Of a kind that nothing is declared for, and of one that nothing looks for, there are none. */
export function thresholdsOf(kind: Kind, channel: Channel, contacts: ContactTimes): Threshold[] {
  switch (kind) {
    case 'LIMIT':
      return channel.limits.map(boundsOf(channel.unit));
    case 'RATE':
      return channel.rate.map((entry) => {
        const { name, value, isDefault } = boundsOf(channel.unit)(entry);
        return {
          name,
          value: `${value} per ${isoDuration(entry.per)} over ${isoDuration(entry.over)}`,
          isDefault,
        };
      });
    case 'STUCK':
      return [
        ...durationOf('stuckAfter', channel.stuckAfter, STUCK_DEFAULT),
        byRule('whole unit unchanged', isoDuration(FROZEN_UNIT_SECONDS)),
      ];
    case 'DEAD':
      return durationOf('deadAfter', channel.deadAfter, deadDefault(channel));
    case 'GAP':
      return [byRule('longer than', `${isoDuration(GAP_STEPS * channel.period)} (${GAP_STEPS} periods)`)];
    case 'SPIKE':
      return spikeOf(channel);
    case 'OFFSET':
      return channel.twin.margin === null ? [] : offsetOf(channel);
    case 'SILENCE':
      return contacts.maxSilence === null
        ? []
        : [
            { name: 'maxSilence', value: isoDuration(contacts.maxSilence), isDefault: false },
            {
              name: 'latency',
              value: isoDuration(contacts.latency ?? 0),
              isDefault: contacts.latency === null,
            },
          ];
    default:
      return [];
  }
}

/** How the channel is paired with its twin, and its environment judged. */
export function twinThresholds(channel: Channel): Threshold[] {
  const { twin, unit, period } = channel;
  const tolerance = {
    name: 'tolerance',
    value: isoDuration(twin.tolerance),
    isDefault: twin.tolerance === period / 2,
  };
  if (twin.margin === null) return [tolerance];
  const dose = (twin.dose ?? twin.margin * DOSE_SECONDS) / 3600;
  const { length } = environmentBlocks(period);
  return [
    tolerance,
    marginOf(channel),
    { name: 'dose', value: `${figureText(dose)} ${unit}·h`, isDefault: twin.dose === null },
    byRule('blocks of the environment', isoDuration(length / MICROS_PER_SECOND)),
  ];
}

const STUCK_DEFAULT = 48 * 3600;
/** An excursion at twice the margin may last so long. */
const DOSE_SECONDS = 2 * 3600;

function offsetOf(channel: Channel): Threshold[] {
  const { length } = offsetBlocks(channel.period);
  return [
    marginOf(channel),
    byRule('blocks', `${IN_A_ROW} in a row of ${isoDuration(length / MICROS_PER_SECOND)}`),
  ];
}

const deadDefault = ({ period }: Channel): Seconds => Math.max(LEAST_STEPS * period, LEAST_SECONDS);

function byRule(name: string, value: string): Threshold {
  return { name, value, isDefault: true };
}

function marginOf({ twin, unit }: Channel): Threshold {
  return { name: 'margin', value: `${figureText(twin.margin)} ${unit}`, isDefault: false };
}

/** Null: it is turned off. */
function durationOf(name: string, declared: Seconds | null | undefined, otherwise: Seconds): Threshold[] {
  if (declared === null) return [];
  const seconds = declared ?? otherwise;
  return [{ name, value: isoDuration(seconds), isDefault: seconds === otherwise }];
}

function spikeOf({ spike, resolution, storage, unit }: Channel): Threshold[] {
  const step = resolution ?? (storage.kind === 'decimal' ? 10 ** -storage.scale : null);
  if (spike === 'none' || step === null) return [];
  return [
    { name: 'resolution', value: `${figureText(step)} ${unit}`, isDefault: resolution === undefined },
    byRule('farther than', `${DEVIATIONS} deviations of ${BEFORE} samples, and ${SPIKE_STEPS} resolutions`),
  ];
}

const boundsOf =
  (unit: string) =>
  (entry: LimitsEntry): Threshold => {
    const bands = LIMIT_SEVERITIES.flatMap((severity) => {
      const [low, high] = entry[severity] ?? [null, null];
      if (low === null && high === null) return [];
      return [`${severity} ${low === null ? '' : figureText(low)}…${high === null ? '' : figureText(high)}`];
    });
    const { minViolations, minConformance } = entry;
    const counts = `begins after ${minViolations ?? DEFAULT_VIOLATIONS}, ends after ${minConformance ?? DEFAULT_CONFORMANCE} samples`;
    const phases = entry.phases === undefined ? '' : ` in ${entry.phases.join(', ')}`;
    return {
      name: `bounds${phases}`,
      value: `${bands.join(', ')} ${unit} (${counts})`,
      isDefault: false,
    };
  };
