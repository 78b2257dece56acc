/** What is true of every comparison of two arms: what else differs between them, how they lived, and what that would explain. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../contract/comparisons.ts';
import { takenKey } from '../../domain/assay/taken-at.ts';
import { type Explained, explainedBy, quantitiesThatExplain } from '../../domain/comparison/explained-by.ts';
import { requiredOf } from '../../domain/comparison/required-quantities.ts';
import { type Unexplained, unexplainedBy } from '../../domain/comparison/unexplained-by.ts';
import { whatElseDiffers } from '../../domain/comparison/what-else-differs.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Assay, Contrast } from '../../domain/experiment/assay-schema.ts';
import { named } from '../../domain/experiment/declared.ts';
import { derived } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { ContrastEnvironments } from './contrast-environments.ts';
import type { EndpointAsked } from './endpoints-asked.ts';
import type { PairBudget } from './pair-budget.ts';
import { quantityMeans } from './quantity-means.ts';

export type ContrastsOfAnswer = ComparisonsOnWire['contrasts'];

export async function contrastsOnWire(
  { index }: LoadedExperiment,
  environments: ContrastEnvironments,
  shown: readonly EndpointAsked[],
  isExcluded: (unit: string) => boolean,
): Promise<ContrastsOfAnswer> {
  const told: ContrastsOfAnswer = [];
  for (const { contrast, assay, handled } of shown) {
    if (told.some((one) => isOf(one, contrast, assay))) continue;
    const environmentOf = (of: Assay | null) =>
      environments.of(of, contrast, { handled, isExcluded, required: of === null ? [] : requiredOf(of) });
    const kindOf = (arm: string) => named('arm', index.arms, arm).kind;
    told.push({
      contrast: contrastId(contrast),
      ...{ a: contrast.a, b: contrast.b },
      ...(assay !== null && { assay }),
      differs: whatElseDiffers(kindOf(contrast.a), kindOf(contrast.b)),
      environment: await environmentOf(assay === null ? null : named('assay', index.assays, assay)),
    });
  }
  return told;
}

const isOf = (one: ContrastsOfAnswer[number], contrast: Contrast, assay: string | null): boolean =>
  one.contrast === contrastId(contrast) && (one.assay ?? null) === assay;

export function environmentIn(
  contrasts: ContrastsOfAnswer,
  { contrast, assay }: EndpointAsked,
): ComparisonOnWire['environment'] {
  const { verdict, sentence } = contrasts.find((one) => isOf(one, contrast, assay))!.environment;
  return { verdict, sentence };
}

type Told = Pick<ComparisonOnWire, 'explained' | 'unexplained'>;

interface Beside {
  readonly contrasts: ContrastsOfAnswer;
  readonly isExcluded: (unit: string) => boolean;
  readonly budget: PairBudget;
}

/** Of each comparison of an assay: what its surroundings explain, and of which of them nobody knows. */
export async function explainedIn(
  ports: Ports,
  loaded: LoadedExperiment,
  shown: readonly EndpointAsked[],
  { contrasts, isExcluded, budget }: Beside,
): Promise<(one: EndpointAsked) => Told> {
  const { index } = loaded;
  const declared = index.definition.sensitivities ?? [];
  const told = new Map<EndpointAsked, Told>();
  const means = new Map<string, ReturnType<typeof quantityMeans>>();
  for (const one of shown) {
    const { contrast, assay: id, endpoint } = one;
    if (id === null || one.asked === null) continue;
    const assay = named('assay', index.assays, id);
    const apart = new Set(contrasts.find((of) => isOf(of, contrast, id))?.environment.apartIn);
    const quantities = quantitiesThatExplain(endpoint, declared);
    const name = JSON.stringify([takenKey(assay), contrast, [...quantities]]);
    const asked =
      means.get(name) ??
      (quantities.size === 0
        ? Promise.resolve([])
        : quantityMeans(ports, loaded, { assay, contrast, quantities, isExcluded }, budget));
    means.set(name, asked);
    const explained = explainedBy(endpoint, await asked, declared, apart);
    const unexplained = unexplainedBy(endpoint, explained, declared, apart);
    told.set(one, {
      ...(explained.length > 0 && { explained: explained.map(explainedOnWire) }),
      ...(unexplained !== null && { unexplained: unexplainedOnWire(unexplained) }),
    });
  }
  return (one) => told.get(one) ?? {};
}

const explainedOnWire = ({
  quantity,
  shift,
  ratio: [low, high],
  sentence,
}: Explained): NonNullable<Told['explained']>[number] => ({
  ...{ quantity, shift: derived(shift), ratio: [derived(low), derived(high)], sentence },
});

const unexplainedOnWire = ({
  quantities,
  sentence,
  declare,
}: Unexplained): NonNullable<Told['unexplained']> => ({
  ...{ quantities: [...quantities], sentence, ...(declare !== null && { declare }) },
});
