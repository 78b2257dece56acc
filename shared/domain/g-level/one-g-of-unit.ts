/** What is said of a unit of an arm ONBOARD_1G, and of the arm. */
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { significantText } from '../words/figure.ts';
import { listText } from '../words/list.ts';
import { ONE_G, type OneGShare, shareText } from './one-g-share.ts';

export interface OneGOfUnit extends OneGShare {
  readonly unit: string;
  /** By which share g falls over the depth of the culture towards the axis; null where no centrifuge is declared. */
  readonly gradient: number | null;
}

export function oneGOfUnit(index: DefinitionIndex, unit: string, share: OneGShare): OneGOfUnit {
  const centrifuge = index.arms.get(index.units.get(unit)?.arm ?? '')?.centrifuge;
  if (centrifuge === undefined) return { unit, gradient: null, ...share };
  const { radiusMm, cultureDepthMm } = centrifuge;
  const gradient = cultureDepthMm / radiusMm;
  const falls = `over ${significantText(cultureDepthMm, 3)} mm of culture towards the axis g falls by ${shareText(gradient)}`;
  return { unit, ...share, gradient, message: gradient === 0 ? share.message : `${share.message}; ${falls}` };
}

/** Nothing is known of any of its time. */
export const unknownOneG = (why: string): OneGShare => ({
  ...{ countsAsOneG: 'UNKNOWN', near: 0, off: 0, unmeasured: 1 },
  ...{ measured: why, message: `unknown whether it counts as 1 g: ${why}` },
});

export const NOTHING_MEASURES =
  'nothing measures its g-level (centrifuge of the arm, or gLevel of the definition)';
export const NO_CULTURE = 'nothing says when it was in culture';

/** The worst of its units: an arm counts as 1 g where each of them does. */
export function oneGOfArm(units: readonly OneGShare[]): OneGShare['countsAsOneG'] {
  const has = (one: OneGShare['countsAsOneG']) => units.some(({ countsAsOneG }) => countsAsOneG === one);
  if (has('NO')) return 'NO';
  return has('UNKNOWN') || units.length === 0 ? 'UNKNOWN' : 'YES';
}

const SAID = {
  YES: 'counts as 1 g',
  NO: 'does not count as 1 g',
  UNKNOWN: 'may count as 1 g or not',
} as const;

/** `rotor does not count as 1 g: R3 …`; of an arm that does, the share of each unit. */
export function oneGOfArmText(arm: string, units: readonly OneGOfUnit[]): string {
  const verdict = oneGOfArm(units);
  const told =
    verdict === 'YES'
      ? units.map(({ unit, near }) => `${unit} ${shareText(near)}`)
      : sameOfUnits(units.filter(({ countsAsOneG }) => countsAsOneG !== 'YES'));
  const { least, most, leastShare } = ONE_G;
  const rest = listText(told, '; ', 6) || 'none of its units is compared';
  if (verdict !== 'YES') return `${arm} ${SAID[verdict]} (${shareText(leastShare)} needed): ${rest}`;
  return `${arm} ${SAID.YES} (of the culture time at ${least} to ${most} g: ${listText(told, ', ', 12)})`;
}

/** `R1, R2: nothing measures its g-level`: what is said of several units in the same words stands once. */
function sameOfUnits(units: readonly OneGOfUnit[]): string[] {
  return [...Map.groupBy(units, ({ measured }) => measured)].map(([measured, same]) => {
    const names = listText(
      same.map(({ unit }) => unit),
      ', ',
      6,
    );
    return `${names}: ${measured}`;
  });
}
