import type { Well } from '../assay/tables.ts';
import { byText } from '../by-text.ts';
import type { Plate } from './plate.ts';

/** A plate as it is put together of files. */
interface Gathered {
  readonly names: string[];
  /** Cycles by position, target and sample. */
  readonly cts: Map<string, number | null>;
  readonly wells: Map<string, Well>;
  readonly descriptions: Map<string, string>;
}

/**
 * Plates in the order of their names: a file is a plate. A plate that was exported in parts that overlap, or twice, is one
 * whose wells count once: its files have wells in common, and in no common position another cycle. A second run of the same
 * layout has, and stays a plate of its own.
 */
export function platesOfFiles(files: readonly Plate[]): Plate[] {
  const plates: Gathered[] = [];
  for (const file of files.toSorted((a, b) => byText(a.name, b.name))) {
    const cts = ctsByPlace(file.wells);
    const same = plates.find((plate) => isOfPlate(cts, plate.cts));
    const into: Gathered = same ?? { names: [], cts: new Map(), wells: new Map(), descriptions: new Map() };
    if (same === undefined) plates.push(into);
    into.names.push(file.name);
    for (const [place, ct] of cts) into.cts.set(place, ct);
    for (const [text, well] of numbered(file.wells)) into.wells.set(text, well);
    for (const [sample, text] of file.descriptions ?? []) into.descriptions.set(sample, text);
  }
  return plates.map(({ names, wells, descriptions }) => ({
    name: names.join(' + '),
    wells: [...wells.values()],
    ...(descriptions.size > 0 && { descriptions }),
  }));
}

function ctsByPlace(wells: readonly Well[]): Map<string, number | null> {
  const placed = wells.filter(({ well }) => well !== '');
  return new Map(placed.map(({ well, target, sample, ct }) => [JSON.stringify([well, target, sample]), ct]));
}

function isOfPlate(
  cts: ReadonlyMap<string, number | null>,
  plate: ReadonlyMap<string, number | null>,
): boolean {
  let common = 0;
  for (const [place, ct] of cts) {
    const there = plate.get(place);
    if (there === undefined) continue;
    if (there !== ct) return false;
    // That nothing came of a well in two runs is no sign that they are one.
    if (ct !== null) common++;
  }
  return common > 0;
}

/** Wells by what they say: those without a position that say the same in one file are several replicates. */
function numbered(wells: readonly Well[]): [string, Well][] {
  const seen = new Map<string, number>();
  return wells.map((well) => {
    const { sample, target, task, ct, quantity, isOmitted } = well;
    const text = JSON.stringify([well.well, sample, target, task, ct, quantity, isOmitted]);
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    return [`${text} ${before}`, well];
  });
}
