/** Why two arms cannot be compared; else how much of the comparison each factor takes. */
import type { Remark } from '../assay/sample-register.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import { type Design, type FactorShare, separationOf } from './design.ts';
import type { Replicate } from './libraries.ts';

export function refusalOf(
  contrast: Contrast,
  isPaired: boolean,
  design: Design,
  replicates: readonly Replicate[],
): { readonly refused: Remark } | { readonly shares: readonly FactorShare[] } {
  const absent = [contrast.a, contrast.b].filter((arm) => !design.arms.includes(arm));
  if (absent.length > 0) {
    const message = `no sample of ${absent.join(' and none of ')} has come`;
    return { refused: { code: 'contrast.no-samples', message } };
  }
  const unpaired = isPaired ? unpairedDonors(contrast, replicates) : [];
  if (unpaired.length > 0) {
    const message = `paired: expected each donor in ${contrast.a} and in ${contrast.b}, got ${unpaired.join(', ')} in one of them only: declare paired: false, or name the donors of the samples`;
    return { refused: { code: 'contrast.unpaired', message } };
  }
  const separation = separationOf(design, contrast, replicates);
  if (separation.isSeparate) return { shares: separation.shares };
  return { refused: { code: 'contrast.confounded', message: separation.message } };
}

function unpairedDonors({ a, b }: Contrast, replicates: readonly Replicate[]): string[] {
  const donorsIn = (arm: string) =>
    new Set(replicates.flatMap((one) => (one.arm === arm ? [one.donor ?? `${one.name} (no donor)`] : [])));
  return [...donorsIn(a).symmetricDifference(donorsIn(b))].sort();
}
