/** What the units of a definition can show of each contrast, and what it leaves unsaid. */
import type { BlockSize } from '../../stats/in-blocks.ts';
import type { Remark } from '../assay/sample-register.ts';
import { contrastId } from '../contrast/compare-genes.ts';
import { contrastsOf } from '../experiment/assay-checks.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { type UnitLevels, unitLevels } from '../experiment/unit-levels.ts';
import { channelOf } from '../telemetry/frame.ts';
import { askedContrasts } from './asked-contrasts.ts';
import { comparedBy, type Held, type UnitOfArm } from './compared-by.ts';
import { declaredPairs } from './declared-pairs.ts';
import { openQuestions } from './families.ts';
import { levelsOf } from './levels.ts';
import { LEVEL, planOf, type UnitSpread, type UnitsPlan } from './plan.ts';
import { whatElseDiffers } from './what-else-differs.ts';

export interface ContrastPlan extends UnitsPlan {
  readonly contrast: string;
  readonly levels: string;
  /** Whether the spread between incubators cannot look like the arms'. */
  readonly spansIncubators: boolean;
  readonly differs: string;
  readonly remarks: readonly Remark[];
  readonly undeclared: Undeclared;
}

/** Units whose culture does not say so. */
export type Undeclared = Readonly<Record<keyof UnitLevels, readonly string[]>>;

export interface DefinitionPlan {
  readonly contrasts: readonly ContrastPlan[];
  /** Null where no primary question is declared. */
  readonly primary: { readonly questions: number; readonly level: number } | null;
}

export function planOfDefinition(index: DefinitionIndex, spread: UnitSpread): DefinitionPlan {
  const all = [{ contrasts: undefined }, ...index.definition.assays].flatMap((one) =>
    contrastsOf(one, index),
  );
  const contrasts = [...new Map(all.map((one) => [contrastId(one), one])).values()];
  const questions = primaryQuestions(index);
  return {
    contrasts: contrasts.map((contrast) => contrastPlan(index, contrast, spread)),
    // By Holm the smallest p of all has to hold against every question.
    primary: questions === 0 ? null : { questions, level: LEVEL / questions },
  };
}

/**
 * As answers will count them: a channel in every armed phase of the contrasts of telemetry, else in every assay of its kind that
 * makes the contrast; what is nowhere once, as a question without an answer. Which kind measures it is not always known
 * beforehand: the kind with most. Genes have a family of their own.
 */
function primaryQuestions(index: DefinitionIndex): number {
  const { definition } = index;
  const { ofTelemetry, ofAssays, all } = askedContrasts(index);
  return openQuestions(definition.analysis?.primary ?? [], all).reduce((count, { endpoint, contrast }) => {
    const times = index.channels.has(channelOf(endpoint))
      ? phasesAsked(definition) * Number(ofTelemetry.includes(contrast))
      : Math.max(0, ...[...ofAssays.values()].map((of) => of.filter((own) => own.includes(contrast)).length));
    return count + Math.max(1, times);
  }, 0);
}

const phasesAsked = ({ phases }: DefinitionIndex['definition']): number =>
  phases.length === 0 ? 1 : phases.filter(({ armed }) => armed).length;

function contrastPlan(index: DefinitionIndex, contrast: Contrast, spread: UnitSpread): ContrastPlan {
  const [a, b] = [unitsOf(index, contrast.a), unitsOf(index, contrast.b)];
  const held = comparedBy(a, b, declaredPairs(index, contrast));
  const placesOf = (units: readonly { readonly unit: string }[]) =>
    units.map(({ unit }) => unitLevels(index, unit));
  const { sentence, spansIncubators } = levelsOf(placesOf(held.a), placesOf(held.b));
  const silent = (level: keyof UnitLevels) =>
    [...a, ...b].flatMap(({ unit }) => (unitLevels(index, unit)[level] === null ? [unit] : []));
  const kindOf = (arm: string) => index.arms.get(arm)!.kind;
  return {
    contrast: contrastId(contrast),
    ...planOf({ by: held.by, blocks: blocksOf(held) }, spread),
    ...{ levels: sentence, spansIncubators, remarks: held.remarks },
    differs: whatElseDiffers(kindOf(contrast.a), kindOf(contrast.b)),
    undeclared: { donor: silent('donor'), incubator: silent('incubator') },
  };
}

const unitsOf = (index: DefinitionIndex, arm: string): UnitOfArm[] =>
  (index.unitsByArm.get(arm) ?? []).map((unit) => ({
    unit,
    // Nothing has been measured yet, and nothing of it is asked.
    value: 0,
    donor: unitLevels(index, unit).donor,
  }));

function blocksOf({ by, a, b }: Held): BlockSize[] {
  if (by === 'pairs') return a.map(() => ({ a: 1, b: 1 }));
  if (by === 'units') return [{ a: a.length, b: b.length }];
  const names = [...new Set([...a, ...b].map(({ block }) => block))];
  const within = (arm: Held['a'], name: string | undefined) =>
    arm.filter(({ block }) => block === name).length;
  return names.map((name) => ({ a: within(a, name), b: within(b, name) }));
}
