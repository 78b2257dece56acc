/** Three units of a simulated mission as an arm of the service, from contact to contact. */
import type { JudgedTime, ResidualRule } from '../../shared/domain/detect/drift/arm-rules.ts';
import { blameOf } from '../../shared/domain/detect/drift/blame.ts';
import { BLOCK_MICROS, BLOCKS_PER_DAY, type BlockId } from '../../shared/domain/detect/drift/block.ts';
import { foldArm, lastingDrifts } from '../../shared/domain/detect/drift/fold-arm.ts';
import type { DriftRule } from '../../shared/domain/detect/drift/fold-drift.ts';
import { placeName } from '../../shared/domain/detect/drift/reference.ts';
import type { ArmState } from '../../shared/domain/detect/drift/residual.ts';
import type { OpenDrift } from '../../shared/domain/detect/drift/state.ts';
import { packedArm, unpackedArm } from '../../shared/usecases/judge/arm-checkpoint.ts';
import { MARGIN } from './drift-judges.ts';

/** A drift that is told of at a contact. */
export interface ToldDrift {
  /** By number in the arm. */
  readonly unit: number;
  /** The unit at fault; null where that is not known. */
  readonly blame: number | null;
  readonly drift: OpenDrift;
}

const SERIES = 'temperature';
/** The thresholds are given. */
const NO_BUDGET = { falsePages: 0.05, blocks: 1, charts: 2 };
const place = (unit: number) => ({ unit: `FU${unit}`, series: SERIES });
/** Of the service, of ground units that are asked which flight unit moved. */
const twin = (unit: number) => ({ unit: `GU${unit}`, series: SERIES });

export class JudgedArm {
  readonly #rules: readonly ResidualRule[];
  readonly #means: ReadonlyMap<string, Float64Array>;
  #state: ArmState = new Map();

  /** @param units block means of each, NaN where too few readings came; @param twins the same of their ground units */
  constructor(units: readonly Float64Array[], rule: DriftRule, twins: readonly Float64Array[] = []) {
    this.#rules = [
      ...units.map((_, i) => ruleOf(i, units.length, rule, i < twins.length)),
      ...twins.map((_, i) => ({
        ...ruleOf(i, units.length, rule, false),
        ...{ ...twin(i), references: [] },
      })),
    ];
    this.#means = new Map([
      ...units.map((means, i) => [placeName(place(i)), means] as const),
      ...twins.map((means, i) => [placeName(twin(i)), means] as const),
    ]);
  }

  /** Up to before a block, from where it was before; not over the end of a day. */
  goTo(end: BlockId, from: BlockId): void {
    const { state } = foldArm(this.#state, this.#rules, {
      meansOf: (of) => {
        const means = this.#means.get(placeName(of))!.subarray(from, end);
        return new Map(
          Array.from(means, (mean, i) => [from + i, mean] as const).filter(([, mean]) => !Number.isNaN(mean)),
        );
      },
      stuckOf: () => [],
    });
    this.#state = end % BLOCKS_PER_DAY === 0 ? unpackedArm(packedArm(state)) : state;
  }

  get told(): ToldDrift[] {
    const number = (unit: string) => Number(unit.slice(2));
    return lastingDrifts(this.#state, this.#rules).map((seen) => {
      const blame = blameOf(seen);
      return {
        unit: number(seen.rule.unit),
        blame: blame === null ? null : number(blame),
        drift: seen.drift,
      };
    });
  }
}

function ruleOf(
  unit: number,
  count: number,
  { thresholds, noise, leastSd, end }: DriftRule,
  hasTwin: boolean,
): ResidualRule {
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== unit);
  const until = end === null ? null : end * BLOCK_MICROS;
  const time: JudgedTime = { from: 0, to: until ?? Infinity, phase: null, end: until, setpoint: null };
  return {
    ...{
      ...place(unit),
      channel: SERIES,
      thresholds,
      budget: NO_BUDGET,
      noise,
      from: {},
      leastSd,
      times: [time],
    },
    references: [{ kind: 'siblings', of: others.map(place) }],
    ...{
      margin: MARGIN,
      isDriven: false,
      perDegree: null,
      bands: [],
      shift: 0,
      twin: hasTwin ? twin(unit) : null,
    },
  };
}
