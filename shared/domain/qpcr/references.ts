/** The reference genes of a batch: which were measured, where, and how steady they are beside each other. */
import { mean } from '../../stats/mean.ts';
import type { Remark } from '../assay/sample-register.ts';
import { orMeant } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { listText } from '../words/list.ts';
import type { OnLog2, Reaction, UnitReaction } from './plate.ts';
import { referenceStabilities } from './reference-stability.ts';

export interface ReferenceGene {
  readonly name: string;
  /** geNorm's M beside the other references; null where there is no other, or only one unit. */
  readonly stability: number | null;
}

export interface ReferencesRead {
  readonly genes: readonly ReferenceGene[];
  /** Mean log2 quantity of the references of the reaction's sample: null where one of them has none. */
  readonly of: (reaction: Reaction) => number | null;
  readonly remarks: readonly Remark[];
}

/** Above it a reference is not steady (the least strict bound of geNorm). */
const UNSTEADY = 1.5;

/** Those of the named that some sample was measured of. */
export function foundReferences(
  reactions: readonly Reaction[],
  named: readonly string[],
):
  | { readonly references: readonly string[]; readonly remarks: readonly Remark[] }
  | { readonly refused: Remark } {
  const targets = [...new Set(reactions.map(({ target }) => target))];
  const has =
    targets.length === 0
      ? 'no well of a sample that counts has a target'
      : `the files have ${listText(targets.map(quoted), ', ', 12)}`;
  if (named.length === 0) {
    const message = `the assay names no reference genes, and quantities are told beside some: name them in references; ${has}`;
    return { refused: { code: 'reference.none-named', message } };
  }
  const measured = new Set(reactions.flatMap(({ target, ct }) => (ct === null ? [] : [target])));
  const references = [...new Set(named)].filter((name) => measured.has(name));
  const absent = [...new Set(named)].filter((name) => !measured.has(name));
  const hints = absent.map((name) => (targets.includes(name) ? quoted(name) : orMeant(name, targets)));
  if (references.length === 0) {
    const message = `no reference gene was measured: expected a Ct of ${listText(hints, ', ', 12)}; ${has}`;
    return { refused: { code: 'reference.none-measured', message } };
  }
  const message = `no sample has a Ct of the reference ${listText(hints, ', ', 12)}: quantities are told beside ${listText(references, ', ', 12)}`;
  return { references, remarks: absent.length === 0 ? [] : [{ code: 'reference.not-measured', message }] };
}

export function referenceReadings(
  reactions: readonly UnitReaction[],
  references: readonly string[],
  onLog2: OnLog2,
): ReferencesRead {
  const finder = new ReferenceFinder(reactions, references);
  const wholeByUnit = new Map<string, number[][]>();
  const lacking = new Map<string, readonly string[]>();
  const known = new Set<string>();
  for (const one of reactions) {
    const cts = finder.ctsOf(one);
    const lacks = references.filter((_, i) => cts[i] === null);
    const log2 = references.map((name, i) => onLog2(name, cts[i] ?? Number.NaN));
    const place = key(one.plate, one.sample);
    if (lacks.length === 0 && !known.has(place)) {
      known.add(place);
      const ofUnit = wholeByUnit.get(one.unit) ?? [];
      ofUnit.push(log2);
      wholeByUnit.set(one.unit, ofUnit);
    }
    if (lacks.length > 0 && !references.includes(one.target))
      lacking.set(`${quoted(one.sample)} of ${one.plate}`, lacks);
  }
  const byUnit = [...wholeByUnit.values()].map((all) =>
    references.map((_, i) => mean(Float64Array.from(all, (one) => one[i]!)) ?? Number.NaN),
  );
  const stabilities = referenceStabilities(byUnit);
  const genes = references.map((name, i) => ({ name, stability: stabilities?.[i] ?? null }));
  return {
    genes,
    of: (reaction) => {
      const cts = finder.ctsOf(reaction);
      const log2 = references.flatMap((name, i) => (cts[i] == null ? [] : [onLog2(name, cts[i])]));
      return log2.length === references.length ? mean(Float64Array.from(log2)) : null;
    },
    remarks: [...lackingRemark(lacking), ...unsteady(genes), ...alone(genes)],
  };
}

/** Where the references of a sample stand. */
class ReferenceFinder {
  readonly #references: readonly string[];
  readonly #cts: ReadonlyMap<string, number | null>;
  readonly #platesOf: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(reactions: readonly Reaction[], references: readonly string[]) {
    this.#references = references;
    this.#cts = new Map(reactions.map(({ plate, sample, target, ct }) => [key(plate, sample, target), ct]));
    this.#platesOf = new Map(
      [...Map.groupBy(reactions, ({ target }) => target)].map(([target, all]) => [
        target,
        new Set(all.map(({ plate }) => plate)),
      ]),
    );
  }

  /**
   * Cycles of the references on the plate of the reaction. Where each gene ran on one plate with all samples, a reference
   * on another plate will do: what differs between the plates is the same of all samples.
   */
  ctsOf({ plate, sample, target }: Reaction): readonly (number | null)[] {
    const isOnOnePlate = this.#platesOf.get(target)?.size === 1;
    return this.#references.map((reference) => {
      const here = this.#cts.get(key(plate, sample, reference));
      if (here !== undefined) return here;
      const [other, ...others] = this.#platesOf.get(reference) ?? [];
      if (!isOnOnePlate || other === undefined || others.length > 0) return null;
      return this.#cts.get(key(other, sample, reference)) ?? null;
    });
  }
}

const key = (...parts: readonly string[]) => JSON.stringify(parts);

function lackingRemark(lacking: ReadonlyMap<string, readonly string[]>): Remark[] {
  if (lacking.size === 0) return [];
  const texts = [...lacking].map(([sample, names]) => `${sample} (${listText(names)})`);
  const message = `samples without a Ct of every reference have no quantities: ${listText(texts, ', ', 12)}`;
  return [{ code: 'reference.lacking', message }];
}

function unsteady(genes: readonly ReferenceGene[]): Remark[] {
  const texts = genes.flatMap(({ name, stability }) =>
    stability !== null && stability > UNSTEADY ? [`${name} (M ${stability.toFixed(2)})`] : [],
  );
  if (texts.length === 0) return [];
  const message = `not steady beside the other references: ${listText(texts, ', ', 12)}, expected M of at most ${UNSTEADY} (geNorm); folds carry their spread: choose other references`;
  return [{ code: 'reference.unsteady', message }];
}

function alone(genes: readonly ReferenceGene[]): Remark[] {
  if (genes.length !== 1) return [];
  const message = `${genes[0]!.name} is the only reference: whether it differs between the arms cannot be told, and would be a fold of every target (MIQE asks for two or more)`;
  return [{ code: 'reference.alone', message }];
}
