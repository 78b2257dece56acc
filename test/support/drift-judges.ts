/** A drift detector as the campaign sets it up, and how it goes through a mission contact by contact. */
import { BLOCKS_PER_DAY, BLOCKS_PER_MEDIAN, type BlockId } from '../../shared/domain/detect/drift/block.ts';
import { type ClosedDrift, type DriftRule, foldDrift } from '../../shared/domain/detect/drift/fold-drift.ts';
import { type DriftState, type OpenDrift, startDrift } from '../../shared/domain/detect/drift/state.ts';
import { chartThresholds } from '../../shared/domain/detect/drift/thresholds.ts';
import { packedState, unpackedState } from '../../shared/formats/drift-state-bytes.ts';
import type { World } from '../../shared/simulator/mission.ts';
import { type Reference, residualOf, unitsWith } from './drift-references.ts';
import { simulateMission } from './drift-worlds.ts';

export const MARGIN = 0.5;
/** What readings of 0.01 °C leave of a block. */
const LEAST_SD = 0.003;
const REHEARSAL_DAYS = 10;

/** Of the residual: everything (calibrated against each other, too), its noise from a rehearsal, or nothing. */
export type Knowledge = 'all' | 'noise' | 'nothing';

export interface MissionNoise {
  readonly phi: number;
  readonly sd: number;
  readonly mean: number;
}

export interface Judge {
  readonly reference: Reference;
  readonly known: Knowledge;
  /** Whether its reference keeps the budget in this world. */
  readonly canPage: boolean;
}

/** Of the delayed world no twin has data while the mission lasts. */
export function judgesOf(world: World): Judge[] {
  const siblings = (known: Knowledge): Judge => ({ reference: 'siblings', known, canPage: true });
  const twin: Judge = { reference: 'twin', known: 'all', canPage: world === 'shared' };
  return [
    ...[siblings('all'), siblings('noise'), siblings('nothing')],
    ...(world === 'delayed' ? [] : [twin]),
    { reference: 'setpoint', known: 'all', canPage: false },
  ];
}

/** What a rehearsal of ten days says of the noise. */
export function rehearsedNoise(seed: number, world: World, reference: Reference): MissionNoise {
  const mission = simulateMission(seed, 'rehearsal', REHEARSAL_DAYS, world);
  return noiseOf(unitsWith(reference).map((unit) => residualOf(mission, unit, reference, true)));
}

/** Of residuals around 0. */
export function noiseOf(residuals: readonly Float64Array[]): MissionNoise {
  let pairs = 0;
  let products = 0;
  let squares = 0;
  for (const residual of residuals) {
    for (let i = 1; i < residual.length; i++) {
      const [before, value] = [residual[i - 1]!, residual[i]!];
      if (Number.isNaN(before) || Number.isNaN(value)) continue;
      pairs += 1;
      products += before * value;
      squares += (before * before + value * value) / 2;
    }
  }
  return { phi: products / squares, sd: Math.sqrt(squares / pairs), mean: 0 };
}

/**
 * The same, of a residual that is slow beneath faster noise, so that no φ explains both: the sd is widened until sums of
 * scores over six hours are no wider than of independent ones.
 */
export function widenedNoiseOf(residuals: readonly Float64Array[]): MissionNoise {
  const { phi, sd, mean } = noiseOf(residuals);
  const innovation = sd * Math.sqrt(1 - phi * phi);
  let sums = 0;
  let squares = 0;
  for (const residual of residuals) {
    for (let from = 1; from + BLOCKS_PER_MEDIAN <= residual.length; from += BLOCKS_PER_MEDIAN) {
      let sum = 0;
      for (let i = from; i < from + BLOCKS_PER_MEDIAN; i++)
        sum += (residual[i]! - phi * residual[i - 1]!) / innovation;
      if (Number.isNaN(sum)) continue;
      sums += 1;
      squares += (sum * sum) / BLOCKS_PER_MEDIAN;
    }
  }
  return { phi, sd: sd * Math.sqrt(Math.max(1, squares / sums)), mean };
}

export interface Setting {
  readonly days: number;
  readonly falsePages: number;
  /** Channels of a unit that share the budget. */
  readonly channels: number;
}

export function ruleOf(judge: Judge, noise: MissionNoise, setting: Setting): DriftRule {
  const { phi, sd } = noise;
  const blocks = setting.days * BLOCKS_PER_DAY;
  return {
    thresholds: chartThresholds({ falsePages: setting.falsePages, blocks, charts: 2 * setting.channels }),
    noise: judge.known === 'all' ? noise : judge.known === 'noise' ? { phi, sd } : {},
    leastSd: LEAST_SD,
    end: blocks,
    canPage: judge.canPage,
  };
}

/** A residual that is judged part by part, its state packed at the end of each day. */
export class JudgedResidual {
  readonly #residual: Float64Array;
  readonly #rule: DriftRule;
  #state: DriftState = startDrift();
  readonly closed: ClosedDrift[] = [];
  mostBytes = 0;

  constructor(residual: Float64Array, rule: DriftRule) {
    this.#residual = residual;
    this.#rule = rule;
  }

  /** Up to before a block, from where it was before; not over the end of a day. */
  goTo(end: BlockId, from: BlockId): void {
    const blocks = Array.from(this.#residual.subarray(from, end), (residual, i) => ({
      ...{ id: from + i, residual, below: -MARGIN, above: MARGIN },
    }));
    const { state, closed } = foldDrift(this.#state, blocks, this.#rule);
    this.closed.push(...closed);
    this.#state = state;
    if (end % BLOCKS_PER_DAY !== 0) return;
    const bytes = packedState(state);
    this.mostBytes = Math.max(this.mostBytes, bytes.length);
    this.#state = unpackedState(bytes);
  }

  get state(): DriftState {
    return this.#state;
  }

  get open(): OpenDrift | null {
    return this.#state.open;
  }

  /** All drifts so far, in order of time. */
  get drifts(): OpenDrift[] {
    return this.open === null ? this.closed : [...this.closed, this.open];
  }
}

/** The drifts of a whole mission. */
export function driftsOf(residual: Float64Array, rule: DriftRule): JudgedResidual {
  const judged = new JudgedResidual(residual, rule);
  for (let from = 0; from < residual.length; from += BLOCKS_PER_DAY)
    judged.goTo(Math.min(residual.length, from + BLOCKS_PER_DAY), from);
  return judged;
}
