/** What is said of each file of an assay by what the definition and the other files say: on its receipt, while both stand. */
import type { AssayResults } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import { byText } from '../../domain/by-text.ts';
import { endpointRemarks } from '../../domain/endpoint/file-remarks.ts';
import { rowsOfFile } from '../../domain/endpoint/measurements-in.ts';
import { baseNameOf } from '../../domain/experiment/file-reader.ts';
import { isOfPits } from '../../domain/experiment/pit-assay.ts';
import { pitRemarks } from '../../domain/pit/file-remarks.ts';
import type { AssayAsked, Compared, NamedTable } from './compare-assay.ts';

/** Files of which nothing is to be said are left out; in the order of their names. */
export function fileRemarks(
  asked: AssayAsked,
  tables: readonly NamedTable[],
  compared: Compared,
): AssayResults['files'] {
  return tables
    .toSorted((a, b) => byText(baseNameOf(a.fileName), baseNameOf(b.fileName)) || byText(a.digest, b.digest))
    .flatMap((file) => {
      const remarks = remarksOn(asked, file, compared);
      return remarks.length === 0 ? [] : [{ downlink: file.downlink, remarks }];
    });
}

function remarksOn({ assay, index, register }: AssayAsked, file: NamedTable, compared: Compared): Remark[] {
  if (file.role !== 'values') return [];
  if (assay.kind === 'endpoint-table') {
    const measured = 'refused' in compared ? [] : (compared.measured ?? []);
    return endpointRemarks(rowsOfFile(file), index, measured);
  }
  if (isOfPits(assay) && file.table.table === 'pits') {
    const slices = 'refused' in compared ? [] : (compared.slices ?? []);
    const { table, fileName } = file;
    return pitRemarks({ assay, index, register }, { table, fileName }, slices);
  }
  return [];
}
