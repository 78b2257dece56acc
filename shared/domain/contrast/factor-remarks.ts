/** What the factors of samples make doubtful, whether the model has them or not. */
import type { Remark } from '../assay/sample-register.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import { listText } from '../words/list.ts';
import { designOf, separationOf } from './design.ts';
import type { Replicate } from './libraries.ts';

export interface AskedFactors {
  readonly batch: readonly string[];
  readonly covariates: readonly string[];
  readonly paired: boolean;
}

const KINDS = ['batch', 'covariates'] as const;

/** Factors that are told of the samples and not asked for, and cannot be told from the two arms: a model without them is silent of it. */
export function untoldApart(
  contrast: Contrast,
  replicates: readonly Replicate[],
  asked: AskedFactors,
): Remark[] {
  return KINDS.flatMap((kind) =>
    namesOf(replicates, kind)
      .filter((name) => !asked[kind].includes(name))
      .flatMap((name) => {
        const design = designOf(replicates, { batch: [], covariates: [], paired: false, [kind]: [name] });
        const separation = separationOf(design, contrast, replicates);
        if (separation.isSeparate) return [];
        const message = `${separation.message}; ${name} is not in the model, which shows nothing of it`;
        return [{ code: 'design.not-in-model', message }];
      }),
  );
}

/** Factors that are asked for and are none, and replicates whose level nobody says. */
export function levelRemarks(replicates: readonly Replicate[], asked: AskedFactors): Remark[] {
  return KINDS.flatMap((kind) =>
    asked[kind].flatMap((name) => {
      const levels = replicates.map((one) => one[kind][name] ?? '');
      const unsaid = replicates.filter((_, i) => levels[i] === '').map((one) => one.name);
      const [only = '', ...others] = new Set(levels);
      return [
        ...(others.length === 0 && replicates.length > 0
          ? [
              {
                code: 'design.one-level',
                message: `${name} is ${only === '' ? 'not told' : only} of every unit, so that it is no factor of the model`,
              },
            ]
          : []),
        ...(unsaid.length > 0 && others.length > 0
          ? [
              {
                code: 'design.level-missing',
                message: `nothing says the ${name} of ${listText(unsaid, ', ', 12)}: taken as a level of its own`,
              },
            ]
          : []),
      ];
    }),
  );
}

function namesOf(replicates: readonly Replicate[], kind: (typeof KINDS)[number]): string[] {
  return [...new Set(replicates.flatMap((one) => Object.keys(one[kind])))].sort();
}
