/** What the mean of a series must not cross, on either side. */
import { LIMIT_SEVERITIES } from '../../experiment/limits-schema.ts';
import type { LimitBand } from '../limit/band.ts';
import type { ResidualRule } from './arm-rules.ts';
import { BLOCK_MICROS, type BlockId } from './block.ts';

/** A bound of the channel, or of how far it may be from its reference. */
export interface NamedBound {
  /** `margin`, or the severity of the limit. */
  readonly what: string;
  /** What is declared, in the unit of the channel. */
  readonly value: number;
  /** The residual at which it is crossed. */
  readonly residual: number;
}

/** WATCH is no limit that anybody must be told of before. */
const SEVERITIES = LIMIT_SEVERITIES.filter((severity) => severity !== 'watch');

type Bounded = Pick<ResidualRule, 'margin' | 'bands'>;

/** The bounds on one side: what the residual comes to first stands first. */
export function boundsTowards(
  { margin, bands }: Bounded,
  id: BlockId,
  reference: number,
  sign: 1 | -1,
): NamedBound[] {
  const band = bandAt(bands, id);
  const limits = SEVERITIES.flatMap((severity): NamedBound[] => {
    const value = band?.[severity]?.[sign > 0 ? 1 : 0] ?? null;
    return value === null ? [] : [{ what: severity.toUpperCase(), value, residual: value - reference }];
  });
  const ofMargin = margin === null ? [] : [{ what: 'margin', value: margin, residual: sign * margin }];
  return [...ofMargin, ...limits].sort((a, b) => sign * (a.residual - b.residual));
}

/**
 * The bound that is told of a residual: the farthest that it has crossed, else the first that it comes to; undefined where
 * there is none.
 *
 * @param bounds as `boundsTowards` has them
 */
export function toldBound(
  bounds: readonly NamedBound[],
  sign: 1 | -1,
  residual: number,
): NamedBound | undefined {
  return bounds.findLast((one) => sign * (residual - one.residual) >= 0) ?? bounds[0];
}

/** As a residual is judged by; infinite where nothing is declared. */
export function boundsAt(rule: Bounded, id: BlockId, reference: number): { below: number; above: number } {
  const band = bandAt(rule.bands, id);
  let [below, above] = rule.margin === null ? [-Infinity, Infinity] : [-rule.margin, rule.margin];
  if (band === undefined) return { below, above };
  for (const severity of SEVERITIES) {
    const [low, high] = band[severity] ?? OPEN;
    if (low !== null) below = Math.max(below, low - reference);
    if (high !== null) above = Math.min(above, high - reference);
  }
  return { below, above };
}

const OPEN = [null, null] as const;

function bandAt(bands: readonly LimitBand[], id: BlockId): LimitBand | undefined {
  const at = id * BLOCK_MICROS;
  return bands.find(({ from, to }) => (from === null || from <= at) && (to === null || at < to));
}
