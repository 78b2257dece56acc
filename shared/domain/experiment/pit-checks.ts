/** What of an assay of pits is checked when a definition is put in force, and was not from the beginning. */
import { quoted } from '../quoted.ts';
import { significantText } from '../words/figure.ts';
import { listText } from '../words/list.ts';
import type { Assay } from './assay-schema.ts';
import type { Definition } from './definition.ts';
import { matchesGlob } from './glob.ts';
import { isOfPits } from './pit-assay.ts';
import type { Finding } from './problems.ts';

type Path = readonly PropertyKey[];

export const pitFindings = ({ assays }: Definition): Finding[] =>
  assays.flatMap((assay, i) => [
    ...imagedFindings(assay, ['assays', i, 'samples']),
    ...acceptedFindings(assay, ['assays', i, 'acceptImages']),
  ]);

/** Of a slice no more is imaged than it has, by its samples together: an area is in another unit, or of another slice. */
function imagedFindings(assay: Assay, path: Path): Finding[] {
  if (!isOfPits(assay)) return [];
  const samples = assay.samples.map((sample, i) => ({ ...sample, i }));
  const bySlice = Map.groupBy(samples, ({ unit, name, slice = name }) => JSON.stringify([unit, slice]));
  return [...bySlice.values()].flatMap((fields) => {
    const areaMm2 = Math.max(...fields.flatMap((one) => one.areaMm2 ?? []));
    const imaged = fields.reduce((sum, one) => sum + (one.imagedMm2 ?? 0), 0);
    // Shares of one area add up to it but for rounding.
    if (!Number.isFinite(areaMm2) || imaged <= areaMm2 * ROUNDED) return [];
    const { i } = fields.findLast((one) => one.imagedMm2 !== undefined)!;
    const names = listText(
      fields.map(({ name }) => quoted(name)),
      ', ',
      6,
    );
    const together = fields.length === 1 ? '' : ' together';
    const message = `expected imagedMm2 of ${names}${together} within the ${areaMm2} mm² of the slice (areaMm2), got ${significantText(imaged, 6)} mm²`;
    return [{ path: [...path, i, 'imagedMm2'], code: 'definition.contradiction' as const, message }];
  });
}

const ROUNDED = 1.0001;

/** A name that no file of the assay can have lets nothing count. */
function acceptedFindings(assay: Assay, path: Path): Finding[] {
  if (assay.kind !== 'pit-image') return [];
  const { match, masks, acceptImages } = assay;
  const patterns = [match, ...(masks === undefined ? [] : [masks.match])];
  return acceptImages.flatMap((name, i) => {
    if (patterns.some((pattern) => matchesGlob(pattern, name))) return [];
    const message = `expected the name of a file of the assay, which fits ${patterns.map(quoted).join(' or ')}, got ${quoted(name)}`;
    return [{ path: [...path, i], code: 'definition.contradiction' as const, message }];
  });
}
