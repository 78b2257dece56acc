/** What gravity a platform leaves to what is on it, by its model: computed, never measured. */

import { tiltOf } from './body.ts';
import type { PlatformFacts } from './facts.ts';
import { fallCycleOf } from './free-fall.ts';
import type { GRAVITY_MODELS } from './models.ts';
import { REVIEW } from './remark.ts';
import { gText, residualOf } from './rotation.ts';

export interface GravityModel {
  readonly model: (typeof GRAVITY_MODELS)[number];
  /** Each with what it is of. */
  readonly modelled: readonly { readonly what: string; readonly g: number }[];
  /** Of what is not simply 1 or 0; null without one. */
  readonly formula: string | null;
  readonly source: string;
  readonly sentence: string;
}

type Known = Pick<PlatformFacts, 'technique' | 'declared'>;

/** By id of the technique; all fifteen are told. */
const MODELS: Readonly<Record<string, (known: Known) => Omit<GravityModel, 'source'>>> = {
  ground_control_1g: () => told('NORMAL', [[1, 'at each instant']], 'normal gravity'),
  spaceflight: () =>
    told('FREE_FALL', [], 'real weightlessness: what is left of it is measured (gLevel) or not known'),
  hbr: axial,
  hdt: axial,
  ulls: () => told('LIMB_UNLOADING', [[1, 'at each instant']], 'one leg bears no load, at 1 g'),
  water_immersion: buoyant,
  dry_immersion: buoyant,
  hlu: () =>
    told('LIMB_UNLOADING', [[1, 'at each instant']], 'the hindlimbs bear no load; gravity stays 1 g'),
  clinostat: averaged,
  clinostat_1d: averaged,
  clinostat_2d: averaged,
  rwv: averaged,
  rpm: averaged,
  ffm: falling,
  simulated_unspecified: () =>
    told('UNKNOWN', [], 'how microgravity is simulated is not told, and so neither is what g is left'),
};

export function gravityOf(known: Known): GravityModel {
  const model = MODELS[known.technique.id];
  const without = told('UNKNOWN', [], `nothing is known of ${known.technique.name}`);
  return { ...(model?.(known) ?? without), source: `${REVIEW}, table 2; a model, not a measurement` };
}

function told(
  model: GravityModel['model'],
  modelled: readonly (readonly [g: number, what: string])[],
  sentence: string,
  formula: string | null = null,
): Omit<GravityModel, 'source'> {
  return { model, modelled: modelled.map(([g, what]) => ({ what, g })), formula, sentence };
}

function axial(known: Known) {
  const tilt = tiltOf(known) ?? 0;
  const along = Math.sin((tilt * Math.PI) / 180);
  const towards = along === 0 ? 'nothing along the body' : `${gText(along)} along the body, towards the head`;
  const said = `bones of the axis bear no load: ${towards}; across it gravity stays`;
  return told('AXIAL_UNLOADING', [[along, 'along the body']], said, 'sin(tilt)');
}

function buoyant() {
  const said = 'buoyancy bears the weight, while gravity stays 1 g within the body';
  return told('BUOYANCY', [[1, 'at each instant']], said);
}

/** Gravity is 1 g at each instant; only its direction changes. */
function averaged(known: Known) {
  if (known.declared.axis === 'vertical')
    return told('NORMAL', [[1, 'at each instant']], 'the axis is vertical: nothing is averaged');
  const residual = residualOf(known);
  const centre = 'the direction of 1 g is averaged over turns, towards 0 at the centre';
  if (residual === null)
    return told(
      'DIRECTION_AVERAGED',
      [
        [1, 'at each instant'],
        [0, 'mean of the vector at the centre'],
      ],
      `${centre}; off it more is left, which is not known without rpm and radiusMm`,
    );
  return told(
    'DIRECTION_AVERAGED',
    [
      [1, 'at each instant'],
      [0, 'mean of the vector at the centre'],
      [residual.g, 'at the farthest culture, at most'],
    ],
    `${centre}; at the farthest culture at most ${gText(residual.g)} comes on top (${residual.formula})`,
    residual.formula,
  );
}

function falling(known: Known) {
  const cycle = fallCycleOf(known);
  if (cycle === null) return told('FALL_CYCLES', [], 'falls and throws in turn');
  const share = `${(100 * cycle.share).toFixed(1)} %`;
  return told(
    'FALL_CYCLES',
    [
      [0, 'in each fall'],
      [cycle.closingG, 'in each throw, on average'],
      [1, 'mean over a cycle'],
    ],
    `free fall for ${share} of each cycle of ${cycle.fallMs + cycle.pulseMs} ms, thrown back with about ${gText(cycle.closingG)}: over a cycle 1 g on average`,
    '(fall + pulse)/pulse',
  );
}
