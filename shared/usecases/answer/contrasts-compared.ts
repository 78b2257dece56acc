/** What is true of every comparison of two arms: what else differs between them, how they lived, and what that would explain. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../contract/comparisons.ts';
import { takenKey } from '../../domain/assay/taken-at.ts';
import { explainedBy, quantitiesThatExplain } from '../../domain/comparison/explained-by.ts';
import { requiredOf } from '../../domain/comparison/required-quantities.ts';
import { whatElseDiffers } from '../../domain/comparison/what-else-differs.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Assay, Contrast } from '../../domain/experiment/assay-schema.ts';
import { named } from '../../domain/experiment/declared.ts';
import { derived } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { ContrastEnvironments } from './contrast-environments.ts';
import type { EndpointAsked } from './endpoints-asked.ts';
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

/** Of each comparison, by what is known of how its endpoint answers to its surroundings; nothing where nobody knows. */
export async function explainedIn(
  ports: Ports,
  loaded: LoadedExperiment,
  shown: readonly EndpointAsked[],
  isExcluded: (unit: string) => boolean,
): Promise<(one: EndpointAsked) => Pick<ComparisonOnWire, 'explained'>> {
  const { index } = loaded;
  const declared = index.definition.sensitivities ?? [];
  const told = new Map<EndpointAsked, ComparisonOnWire['explained']>();
  const means = new Map<string, ReturnType<typeof quantityMeans>>();
  for (const one of shown) {
    const { contrast, assay: id, endpoint } = one;
    const quantities = quantitiesThatExplain(endpoint, declared);
    if (id === null || quantities.size === 0) continue;
    const assay = named('assay', index.assays, id);
    const name = JSON.stringify([takenKey(assay), contrast, [...quantities]]);
    const asked =
      means.get(name) ?? quantityMeans(ports, loaded, { assay, contrast, quantities, isExcluded });
    means.set(name, asked);
    const all = explainedBy(endpoint, await asked, declared);
    if (all.length > 0) told.set(one, all.map(onWire));
  }
  return (one) => {
    const explained = told.get(one);
    return explained === undefined ? {} : { explained };
  };
}

const onWire = ({
  quantity,
  shift,
  ratio: [low, high],
  sentence,
}: ReturnType<typeof explainedBy>[number]): NonNullable<ComparisonOnWire['explained']>[number] => ({
  ...{ quantity, shift: derived(shift), ratio: [derived(low), derived(high)], sentence },
});
