/** The tables of an assay as they are compared: images under the names that their files say. */

import type { Tally } from '../../domain/archive/count.ts';
import { tallyRecords } from '../../domain/assay/tally-records.ts';
import type { Assay } from '../../domain/experiment/assay-schema.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { isOfPits } from '../../domain/experiment/pit-assay.ts';
import { imagesByFile } from '../../domain/pit/images-by-file.ts';
import { registerIn, type TableOfFile } from './names-in-files.ts';

/** In the same order. Of pits: objects of two runs that number their images alike are no conflict. */
export function tablesByFile<T extends TableOfFile>(
  index: DefinitionIndex,
  assay: Assay | undefined,
  kept: readonly T[],
): readonly T[] {
  return assay === undefined || !isOfPits(assay)
    ? kept
    : imagesByFile(kept, registerIn(assay, index, kept).samples);
}

/** What the table at a place adds to those before it of its role, all as they are compared. */
export const talliedAt = (tables: readonly TableOfFile[], place: number): Tally => {
  const { role, table } = tables[place]!;
  const before = tables.slice(0, place).filter((one) => one.role === role);
  return tallyRecords(
    table,
    before.map((one) => one.table),
  );
};
