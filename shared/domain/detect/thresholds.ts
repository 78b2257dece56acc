/** The thresholds of each detector on a channel, in words: what is declared, and what it is where nothing is. */
import type { Channel } from '../experiment/channel-schema.ts';
import type { Unit } from '../experiment/hardware-schema.ts';
import { LIMIT_SEVERITIES, type LimitsEntry } from '../experiment/limits-schema.ts';
import { isDriven, stepOf as readingStepOf } from '../experiment/reading-step.ts';
import { GAP_STEPS } from '../telemetry/completeness.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { environmentBlocks, offsetBlocks } from '../twins/median-blocks.ts';
import { countText } from '../words/count.ts';
import { figureText } from '../words/figure.ts';
import { LEAST_SECONDS, LEAST_STEPS } from './dead/dead.ts';
import type { NoiseSource } from './drift/evidence-words.ts';
import { NOISE_PARTS, type SourcedNoise } from './drift/known-noise.ts';
import { USUAL_ORDER } from './drift/reference.ts';
import { USUAL_BUDGET } from './drift/thresholds.ts';
import { DEFAULT_CONFORMANCE, DEFAULT_VIOLATIONS } from './limit/bands-in-force.ts';
import { IN_A_ROW } from './offset/offset.ts';
import type { Kind } from './registry.ts';
import { BEFORE } from './spike/sorted-before.ts';
import { DEVIATIONS, LEAST_STEPS as SPIKE_STEPS } from './spike/spike.ts';
import { FROZEN_UNIT_SECONDS } from './stuck/stuck.ts';
import { byRule, durationOf, type Threshold, threshold, type Voice } from './threshold.ts';
import { blockHours } from './variance/blocks.ts';
import { learntText } from './variance/fold-blocks.ts';

/** What is declared of the experiment, apart from its channels. */
export interface OfExperiment {
  /** False pages of a unit and mission. */
  readonly falsePages?: number | undefined;
  /** Null where none is declared. */
  readonly maxSilence: Seconds | null;
  readonly latency: Seconds | null;
  /** Of each unit that has the series: what is known of the noise that its drift is judged by. */
  readonly noise?: readonly UnitNoise[] | undefined;
}

export interface UnitNoise extends SourcedNoise {
  readonly unit: string;
}

/** An event that telemetry of the channel proves. */
type Proved = Unit['events'][number];

/** Of a kind that nothing is declared for, and of one that nothing looks for, there are none. */
export function thresholdsOf(
  kind: Kind,
  channel: Channel,
  of: OfExperiment,
  proved: readonly Proved[] = [],
): Threshold[] {
  switch (kind) {
    case 'LIMIT':
      return channel.limits.map((entry) => bounds(entry, channel.unit));
    case 'RATE':
      return channel.rate.map((entry) =>
        bounds(
          entry,
          channel.unit,
          ({ duration }) => ` per ${duration(entry.per)} over ${duration(entry.over)}`,
        ),
      );
    case 'STUCK':
      return [
        ...durationOf('stuckAfter', 'stuck after', channel.stuckAfter, STUCK_DEFAULT),
        threshold(
          ['whole unit unchanged', 'whole unit unchanged for'],
          ({ duration }) => duration(FROZEN_UNIT_SECONDS),
          true,
        ),
      ];
    case 'DEAD':
      return durationOf('deadAfter', 'dead after', channel.deadAfter, deadDefault(channel));
    case 'GAP':
      return [
        byRule(
          'longer than',
          ({ duration }) => `${duration(GAP_STEPS * channel.period)} (${GAP_STEPS} periods)`,
        ),
      ];
    case 'SPIKE':
      return spikeOf(channel);
    case 'OFFSET':
      return channel.twin.margin === null ? [] : offsetOf(channel);
    case 'STEP':
      return stepOf(channel, proved);
    case 'SHIFT':
    case 'DRIFT':
      return driftOf(channel, of);
    case 'SILENCE':
      return silenceOf(of);
    case 'VARIANCE':
      return varianceOf(channel, of.falsePages);
    default:
      return [];
  }
}

/** What LIMIT of a pair holds flight minus ground against. */
export function deltaThresholds({ twin, unit }: Channel): Threshold[] {
  return twin.limits.map((entry) => bounds(entry, unit, ', flight minus ground'));
}

/** How the channel is paired with its twin, and its environment judged. */
export function twinThresholds(channel: Channel): Threshold[] {
  const { twin, unit, period } = channel;
  const tolerance = threshold(
    ['tolerance', 'tolerance'],
    ({ duration }) => duration(twin.tolerance),
    twin.tolerance === period / 2,
  );
  if (twin.margin === null) return [tolerance];
  const dose = (twin.dose ?? twin.margin * DOSE_SECONDS) / 3600;
  const { length } = environmentBlocks(period);
  return [
    tolerance,
    marginOf(channel),
    threshold(['dose', 'dose'], (voice) => `${figureText(dose)}${voice.unit(unit)}·h`, twin.dose === null),
    byRule('blocks of the environment', ({ duration }) => duration(length / MICROS_PER_SECOND)),
  ];
}

/** Units that say the same are told once. */
function stepOf({ unit }: Channel, proved: readonly Proved[]): Threshold[] {
  const told = new Map<string, Threshold>();
  for (const { name, proof } of proved) {
    if (proof === undefined) continue;
    const bound = proof.above === undefined ? `below ${proof.below}` : `above ${proof.above}`;
    const one = threshold(
      [name, name],
      (voice) =>
        `${bound}${voice.unit(unit)} for ${voice.duration(proof.for)} within ${voice.duration(proof.within)}, ${proof.severity}`,
      false,
    );
    told.set(`${name} ${one.value}`, one);
  }
  return [...told.values()];
}

const STUCK_DEFAULT = 48 * 3600;
/** An excursion at twice the margin may last so long. */
const DOSE_SECONDS = 2 * 3600;

function offsetOf(channel: Channel): Threshold[] {
  const { length } = offsetBlocks(channel.period);
  return [
    marginOf(channel),
    byRule('blocks', ({ duration }) => `${IN_A_ROW} of ${duration(length / MICROS_PER_SECOND)} in a row`),
  ];
}

/** The noise is of the residual against the first reference, and what is not known is learnt. */
function driftOf({ reference, unit, loop }: Channel, { falsePages, noise = [] }: OfExperiment): Threshold[] {
  const known = (voice: Voice) => noiseText(noise, voice.unit(unit));
  const usual = USUAL_ORDER.filter((kind) => kind !== 'ambient' || loop !== undefined);
  return [
    threshold(
      ['reference', 'reference'],
      () => `the first of ${(reference ?? usual).join(', ')} with readings`,
      reference === undefined,
    ),
    threshold(
      ['noise', 'noise'],
      known,
      noise.every(({ from }) => Object.keys(from).length === 0),
    ),
    budgetOf(falsePages),
  ];
}

function varianceOf(channel: Channel, falsePages: number | undefined): Threshold[] {
  const step = readingStepOf(channel);
  if (step === null || blockHours(channel.period) === null) return [];
  return [
    resolutionOf(channel, step),
    byRule('learnt from', () => `${learntText(channel.period)} of a phase`),
    budgetOf(falsePages),
  ];
}

const LEARNT: SourcedNoise = { noise: {}, from: {} };

/** Of units that differ, each in turn. */
function noiseText(all: readonly UnitNoise[], unit: string): string {
  const byText = Map.groupBy(all, (one) => partsText(one, unit));
  const [only = partsText(LEARNT, unit), ...others] = byText.keys();
  if (others.length === 0) return only;
  return Array.from(byText, ([text, units]) => `${units.map((one) => one.unit).join(', ')}: ${text}`).join(
    '; ',
  );
}

function partsText({ noise, from, rehearsal }: SourcedNoise, unit: string): string {
  return NOISE_PARTS.map((part) => {
    const source = from[part];
    if (source === undefined) return `${part} learnt`;
    const value = figureText(Number((noise[part] ?? 0).toPrecision(3)));
    const { meanSd = 0 } = noise;
    const error = part === 'mean' && meanSd > 0 ? ` ± ${figureText(Number(meanSd.toPrecision(2)))}` : '';
    return `${part} ${value}${error}${part === 'phi' ? '' : unit} ${SOURCE_TEXT[source](rehearsal)}`;
  }).join(', ');
}

const SOURCE_TEXT: Record<NoiseSource, (rehearsal: string | undefined) => string> = {
  declared: () => 'declared',
  rehearsal: (id) => `from rehearsal ${id ?? ''}`,
  calibration: () => 'by calibration',
};

const deadDefault = ({ period }: Channel): Seconds => Math.max(LEAST_STEPS * period, LEAST_SECONDS);

function silenceOf({ maxSilence, latency }: OfExperiment): Threshold[] {
  if (maxSilence === null) return [];
  return [
    threshold(['maxSilence', 'longest silence'], ({ duration }) => duration(maxSilence), false),
    threshold(['latency', 'latency'], ({ duration }) => duration(latency ?? 0), latency === null),
  ];
}

function marginOf({ twin, unit }: Channel): Threshold {
  return threshold(['margin', 'margin'], (voice) => `${figureText(twin.margin)}${voice.unit(unit)}`, false);
}

function budgetOf(falsePages: number | undefined): Threshold {
  return threshold(
    ['budget.falsePages', 'false pages per unit and mission'],
    () => figureText(falsePages ?? USUAL_BUDGET),
    falsePages === undefined,
  );
}

function resolutionOf({ resolution, unit }: Channel, step: number): Threshold {
  return threshold(
    ['resolution', 'resolution'],
    (voice) => `${figureText(step)}${voice.unit(unit)}`,
    resolution === undefined,
  );
}

function spikeOf(channel: Channel): Threshold[] {
  const step = readingStepOf(channel);
  if (channel.spike === 'none' || step === null || isDriven(channel)) return [];
  return [
    resolutionOf(channel, step),
    threshold(
      ['farther than', 'more than'],
      () =>
        `${DEVIATIONS} robust standard deviations (each at least ${SPIKE_STEPS} resolutions) from the median of the ${BEFORE} samples before`,
      true,
    ),
  ];
}

/** @param of of a slope: per which time, and over which; of a difference: of what */
function bounds(entry: LimitsEntry, unit: string, of: string | ((voice: Voice) => string) = ''): Threshold {
  const bands = LIMIT_SEVERITIES.flatMap((severity) => {
    const [low, high] = entry[severity] ?? [null, null];
    if (low === null && high === null) return [];
    return [`${severity} ${low === null ? '' : figureText(low)}…${high === null ? '' : figureText(high)}`];
  });
  const { minViolations, minConformance } = entry;
  const counts = `begins after ${countText(minViolations ?? DEFAULT_VIOLATIONS, 'sample')} beyond, ends after ${minConformance ?? DEFAULT_CONFORMANCE} within`;
  const where = entry.phases === undefined ? '' : ` in ${entry.phases.join(', ')}`;
  return threshold(
    [`bounds${where}`, `limits${where}`],
    (voice) => `${bands.join(', ')}${voice.unit(unit)} (${counts})${typeof of === 'string' ? of : of(voice)}`,
    false,
  );
}
