/** What is known of a residual's noise before its first block, and from where. What is not is learnt. */
import type { DefinitionIndex } from '../../experiment/definition-index.ts';
import { channelNamed } from '../../experiment/lookups.ts';
import type { Micros } from '../../time.ts';
import { crossCalibrated } from './cross-calibrated.ts';
import type { NoiseSource } from './evidence-words.ts';
import type { KnownNoise } from './noise.ts';
import { type Aimed, placeName } from './reference.ts';
import type { Rehearsed } from './rehearsed.ts';

export const NOISE_PARTS = ['phi', 'sd', 'mean'] as const;
export type NoisePart = (typeof NOISE_PARTS)[number];

export interface SourcedNoise {
  readonly noise: KnownNoise;
  /** Of the parts that are known. */
  readonly from: { readonly [part in NoisePart]?: NoiseSource };
  /** Id of the experiment that was the rehearsal; absent where nothing is from one. */
  readonly rehearsal?: string;
}

type Known = { -readonly [part in keyof KnownNoise]: number };

/** Of the residual against the first reference: what is declared goes before what is known otherwise. */
export function noiseOf(
  index: DefinitionIndex,
  aimed: Aimed,
  begins: Micros,
  rehearsed: Rehearsed | null,
): SourcedNoise {
  const declared = channelNamed(index, aimed.channel).noise ?? {};
  const [first] = aimed.references;
  const calibrated = first === undefined ? null : crossCalibrated(index, aimed, first, begins);
  const shown = rehearsed?.noise[placeName(aimed)];
  const noise: Known = {};
  const from: { -readonly [part in NoisePart]?: NoiseSource } = {};
  const take = (part: NoisePart, source: NoiseSource, known: Known) => {
    if (known[part] === undefined || noise[part] !== undefined) return;
    Object.assign(noise, known);
    from[part] = source;
  };
  for (const part of NOISE_PARTS)
    if (declared[part] !== undefined) take(part, 'declared', { [part]: declared[part] });
  if (shown !== undefined) {
    take('phi', 'rehearsal', { phi: shown.phi, phiSd: shown.phiSd });
    take('sd', 'rehearsal', { sd: shown.sd, degrees: shown.degrees });
  }
  if (calibrated !== null) take('mean', 'calibration', calibrated);
  const isRehearsed = shown !== undefined && NOISE_PARTS.some((part) => from[part] === 'rehearsal');
  return { noise, from, ...(isRehearsed && { rehearsal: shown.rehearsal }) };
}
