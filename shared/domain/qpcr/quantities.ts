/**
 * From cycles to quantities of targets by culture unit: (1 + efficiency)^−Ct over the geometric mean of the same of the
 * reference genes, within a plate. Sources: Pfaffl, Nucleic Acids Research 29 (2001) e45; Hellemans et al., Genome Biology 8
 * (2007) R19; with every efficiency 100 % it is ΔΔCt, Livak & Schmittgen, Methods 25 (2001) 402.
 */
import { mean } from '../../stats/mean.ts';
import { matchSamples } from '../assay/match-samples.ts';
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { type Efficiency, efficienciesOf } from './efficiency.ts';
import { type OnLog2, type Plate, type Reaction, reactionsOf, type UnitReaction } from './plate.ts';
import { plateRemarks } from './plate-remarks.ts';
import { platesOfFiles } from './plates-of-files.ts';
import { foundReferences, type ReferenceGene, type ReferencesRead, referenceReadings } from './references.ts';

/** How cycles became quantities: with efficiencies of dilution series, with 100 % for all, or with some of each. */
export type QuantityMethod = 'EFFICIENCY_CORRECTED' | 'DDCT' | 'PARTLY_CORRECTED';

/** What a unit has of a target, beside its references. */
export interface UnitQuantity {
  /** The culture unit, or the sample where no units are told. */
  readonly unit: string;
  readonly arm: string;
  /** Whose cells; of samples of several donors, all of them. */
  readonly donor: string | null;
  /** Logarithm (base 2) of the quantity over that of the references; null where the target never crossed. */
  readonly log2: number | null;
  /** Wells that crossed the threshold, and that never did. */
  readonly crossed: number;
  readonly never: number;
  readonly plates: readonly string[];
}

export interface TargetQuantities {
  readonly target: string;
  readonly method: QuantityMethod;
  /** The target and references whose efficiency is assumed to be 100 %. */
  readonly assumed: readonly string[];
  readonly units: readonly UnitQuantity[];
}

export interface Quantities {
  readonly references: readonly ReferenceGene[];
  readonly efficiencies: readonly Efficiency[];
  readonly targets: readonly TargetQuantities[];
  readonly remarks: readonly Remark[];
}

/**
 * The same for files in any order. A quantity needs all references of its sample: of other references it would be on another
 * scale.
 *
 * @param files each a plate, or a part of one
 * @param named the reference genes
 */
export function quantitiesOf(
  files: readonly Plate[],
  register: readonly RegisteredSample[],
  named: readonly string[],
): Quantities | { readonly refused: Remark } {
  const plates = platesOfFiles(files);
  const reactions = reactionsOf(plates);
  const found = foundReferences(reactions, named);
  if ('refused' in found) return found;
  const targets = [...new Set(reactions.map(({ target }) => target))].sort(byText);
  const efficiencies = efficienciesOf(plates, targets);
  const samples = samplesOf(plates, reactions, register);
  const known = reactions.flatMap((reaction) => {
    const sample = samples.of.get(placeOf(reaction)) ?? null;
    return sample === null
      ? []
      : [{ ...reaction, unit: sample.unit ?? sample.name, arm: sample.arm, donor: sample.donor }];
  });
  const onLog2 = log2Of(efficiencies.of);
  const references = referenceReadings(known, found.references, onLog2);
  const byTarget = Map.groupBy(known, ({ target }) => target);
  return {
    references: references.genes,
    efficiencies: [...efficiencies.of.values()],
    targets: [...byTarget]
      .filter(([target]) => !found.references.includes(target))
      .sort(([a], [b]) => byText(a, b))
      .map(([target, own]) => targetOf(target, own, { references, onLog2, efficiencies: efficiencies.of })),
    remarks: [
      ...samples.remarks,
      ...found.remarks,
      ...references.remarks,
      ...efficiencies.remarks,
      ...plateRemarks(plates, known),
    ],
  };
}

function log2Of(efficiencies: ReadonlyMap<string, Efficiency>): OnLog2 {
  return (target, ct) => -Math.log2(1 + (efficiencies.get(target)?.efficiency ?? 1)) * ct;
}

const placeOf = ({ plate, sample }: Pick<Reaction, 'plate' | 'sample'>) => JSON.stringify([plate, sample]);

function samplesOf(
  plates: readonly Plate[],
  reactions: readonly Reaction[],
  register: readonly RegisteredSample[],
) {
  const descriptions = new Map(plates.map(({ name, descriptions }) => [name, descriptions]));
  const places = [...new Map(reactions.map((one) => [placeOf(one), one])).entries()];
  const named = places.map(([, { plate, sample }]) => ({
    name: sample,
    description: descriptions.get(plate)?.get(sample),
  }));
  const { samples, remarks } = matchSamples(named, register);
  return { of: new Map(places.map(([place], i) => [place, samples[i] ?? null])), remarks };
}

interface Scales {
  readonly references: ReferencesRead;
  readonly onLog2: OnLog2;
  readonly efficiencies: ReadonlyMap<string, Efficiency>;
}

function targetOf(
  target: string,
  own: readonly UnitReaction[],
  { references, onLog2, efficiencies }: Scales,
): TargetQuantities {
  const involved = [target, ...references.genes.map(({ name }) => name)];
  const assumed = involved.filter((name) => (efficiencies.get(name)?.fit ?? null) === null);
  const units = Map.groupBy(
    own.flatMap((reaction) => {
      const of = references.of(reaction);
      return of === null ? [] : [{ reaction, of }];
    }),
    ({ reaction }) => reaction.unit,
  );
  return {
    target,
    method: methodOf(assumed.length, involved.length),
    assumed,
    units: [...units]
      .sort(([a], [b]) => byText(a, b))
      .map(([unit, all]) => {
        const log2 = all.flatMap(({ reaction: { ct }, of }) =>
          ct === null ? [] : [onLog2(target, ct) - of],
        );
        const count = (key: 'crossed' | 'never') => all.reduce((sum, { reaction }) => sum + reaction[key], 0);
        return {
          ...{ unit, arm: all[0]!.reaction.arm, donor: donorOf(all) },
          log2: mean(Float64Array.from(log2)),
          ...{ crossed: count('crossed'), never: count('never') },
          plates: [...new Set(all.map(({ reaction }) => reaction.plate))],
        };
      }),
  };
}

function donorOf(all: readonly { readonly reaction: UnitReaction }[]): string | null {
  const donors = [...new Set(all.flatMap(({ reaction }) => reaction.donor ?? []))].sort(byText);
  return donors.length === 0 ? null : donors.join('+');
}

function methodOf(assumed: number, involved: number): QuantityMethod {
  if (assumed === 0) return 'EFFICIENCY_CORRECTED';
  return assumed === involved ? 'DDCT' : 'PARTLY_CORRECTED';
}
