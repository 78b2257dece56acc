/** The g-levels that the units of two arms lived at, and whether an arm ONBOARD_1G among them was at 1 g. */
import type { ContrastOnWire } from '../../contract/expression.ts';
import { type Sampled, unitTakenAt } from '../../domain/assay/taken-at.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import { armKindOf } from '../../domain/experiment/lookups.ts';
import { doseText } from '../../domain/g-level/g-dose.ts';
import { gFelt } from '../../domain/g-level/g-source.ts';
import {
  NOTHING_MEASURES,
  type OneGOfUnit,
  oneGOfArm,
  oneGOfArmText,
} from '../../domain/g-level/one-g-of-unit.ts';
import type { Micros } from '../../domain/time.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { type GAsked, gDoseOver, oneGOver } from './g-of-unit.ts';

type Environment = ContrastOnWire['environment'];
type GLevel = NonNullable<Environment['gLevels']>[number];

interface OneGOfArm {
  readonly arm: string;
  readonly units: readonly OneGOfUnit[];
}

export interface GOfContrast {
  /** Of each arm of the contrast that is ONBOARD_1G. */
  readonly oneG: readonly OneGOfArm[];
  /** Null where the experiment declares nothing that measures g-levels. */
  readonly gLevels: readonly GLevel[] | null;
}

/** Each unit is asked once, in however many contrasts it stands. */
export class GOfContrasts {
  readonly #ports: Ports;
  readonly #loaded: LoadedExperiment;
  readonly #oneG = new Map<string, Promise<OneGOfUnit>>();
  readonly #doses = new Map<string, Promise<GLevel>>();

  constructor(ports: Ports, loaded: LoadedExperiment) {
    this.#ports = ports;
    this.#loaded = loaded;
  }

  /** @param assay up to when its samples were taken; null: all armed time */
  async of(
    assay: Sampled | null,
    { a, b }: Contrast,
    isExcluded: (unit: string) => boolean,
  ): Promise<GOfContrast> {
    const { index } = this.#loaded;
    const { gLevel, arms } = index.definition;
    const unitsOf = (arm: string) => (index.unitsByArm.get(arm) ?? []).filter((unit) => !isExcluded(unit));
    const oneG: OneGOfArm[] = [];
    for (const arm of new Set([a, b])) {
      if (index.arms.get(arm)?.kind !== 'ONBOARD_1G') continue;
      const units: OneGOfUnit[] = [];
      for (const unit of unitsOf(arm)) units.push(await this.#oneGOf(unit, assay));
      oneG.push({ arm, units });
    }
    const isTold = gLevel !== undefined || arms.some(({ centrifuge }) => centrifuge !== undefined);
    if (!isTold) return { oneG, gLevels: null };
    const gLevels: GLevel[] = [];
    for (const arm of new Set([a, b]))
      for (const unit of unitsOf(arm)) gLevels.push(await this.#doseOf(arm, unit, assay));
    return { oneG, gLevels };
  }

  async #oneGOf(unit: string, assay: Sampled | null): Promise<OneGOfUnit> {
    const asked = await this.#asked(unit, assay);
    const name = nameOf(asked);
    const known = this.#oneG.get(name) ?? this.#askOneG(asked);
    this.#oneG.set(name, known);
    return known;
  }

  async #askOneG(asked: GAsked): Promise<OneGOfUnit> {
    const { index } = this.#loaded;
    const isOnboard = (unit: string) => armKindOf(index, unit) === 'ONBOARD_1G';
    return oneGOver(this.#ports, this.#loaded, asked, await this.#askedOfAll(isOnboard));
  }

  async #doseOf(arm: string, unit: string, assay: Sampled | null): Promise<GLevel> {
    const asked = await this.#asked(unit, assay);
    const name = nameOf(asked);
    const known = this.#doses.get(name) ?? this.#askDose(arm, asked);
    this.#doses.set(name, known);
    return known;
  }

  async #askDose(arm: string, asked: GAsked): Promise<GLevel> {
    const { unit } = asked;
    const found = await gDoseOver(
      this.#ports,
      this.#loaded,
      asked,
      await this.#askedOfAll((one) => gFelt(this.#loaded.index, one).length > 0),
    );
    if (found === null || typeof found.dose === 'string') {
      const sentence = found === null ? NOTHING_MEASURES : String(found.dose);
      const none = { g: null, quasiSteady: null, rms: null, above: [], minutes: 0 };
      return { arm, unit, ...none, cultureMinutes: derived(found?.cultureMinutes ?? 0), sentence, lacks: [] };
    }
    const { source, cultureMinutes, dose } = found;
    const steady = dose.quasiSteady;
    return {
      ...{ arm, unit, g: derived(dose.g), rms: derivedOrNull(dose.rms) },
      quasiSteady: steady && {
        ...{ least: derived(steady.least), mean: derived(steady.mean), most: derived(steady.most) },
      },
      above: dose.above.map(({ g, minutes }) => ({ g, minutes: derived(minutes) })),
      ...{ minutes: derived(dose.minutes), cultureMinutes: derived(cultureMinutes) },
      sentence: doseText(dose, { period: source.period, cultureMinutes }),
      lacks: [...dose.lacks],
    };
  }

  /** Units, each as often as its samples were taken: all that may be asked for, whatever is. */
  async #askedOfAll(isAsked: (unit: string) => boolean): Promise<number> {
    const { definition } = this.#loaded;
    let times = 0;
    for (const { id } of definition.units) {
      if (!isAsked(id)) continue;
      const asked = [await this.#asked(id, null)];
      for (const assay of definition.assays) asked.push(await this.#asked(id, assay));
      times += new Set(asked.map(nameOf)).size;
    }
    return times;
  }

  async #asked(unit: string, assay: Sampled | null): Promise<GAsked> {
    const to =
      assay === null ? Number.POSITIVE_INFINITY : lastTaken(assay, await this.#loaded.events(), unit);
    const { phases } = this.#loaded.definition;
    return { unit, phases, range: { from: Number.NEGATIVE_INFINITY, to } };
  }
}

/** Samples that were taken at the same time ask for the same. */
const nameOf = ({ unit, range }: GAsked): string => `${unit} ${range.to}`;

/** Without an end where nothing says when samples were taken, or they were not yet. */
function lastTaken(assay: Sampled, events: readonly TimelineEvent[], unit: string): Micros {
  const taken = unitTakenAt(assay, events, unit);
  return Math.max(
    ...taken.map((one) =>
      one === 'UNDECLARED' ? Number.POSITIVE_INFINITY : (one.at ?? Number.POSITIVE_INFINITY),
    ),
  );
}

/** An arm that was not at 1 g is not what it was compared as; where nobody knows, nothing is CLEAN. */
export function withG(environment: Environment, { oneG, gLevels }: GOfContrast): Environment {
  const verdicts = oneG.map(({ units }) => oneGOfArm(units));
  const verdict = verdicts.includes('NO')
    ? 'CONFOUNDED'
    : verdicts.includes('UNKNOWN') && environment.verdict === 'CLEAN'
      ? 'UNKNOWN'
      : environment.verdict;
  return {
    ...environment,
    verdict,
    sentence: [environment.sentence, ...oneG.map(({ arm, units }) => oneGOfArmText(arm, units))].join('; '),
    ...(oneG.length > 0 && { oneG: oneG.flatMap(onWire) }),
    ...(gLevels !== null && { gLevels: [...gLevels] }),
  };
}

const onWire = ({ arm, units }: OneGOfArm): NonNullable<Environment['oneG']> =>
  units.map(({ unit, countsAsOneG, near, off, unmeasured, gradient, message }) => ({
    ...{ arm, unit, countsAsOneG, near: derived(near), off: derived(off), unmeasured: derived(unmeasured) },
    ...{ gradient: derivedOrNull(gradient), sentence: message },
  }));
