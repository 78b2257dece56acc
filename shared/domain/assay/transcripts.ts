/** Transcripts summed to genes, as a map says which is whose. */
import { byText } from '../by-text.ts';
import { Refusal } from '../refusal.ts';
import { countText } from '../words/count.ts';
import type { Remark } from './sample-register.ts';
import type { ExpressionTable, SheetTable } from './tables.ts';

/**
 * Sums the counts of the transcripts of each gene, unrounded. Those that no map names are left out, and counted in a remark.
 * The first column of a map is the transcript, the second its gene, a third its symbol. A version after the last dot is
 * looked past where the whole name is not found. Fails with `assay.transcripts` without a map, and where a transcript is
 * said to be of two genes.
 */
export function genesOfTranscripts(
  table: ExpressionTable,
  maps: readonly SheetTable[],
): { readonly table: ExpressionTable; readonly remarks: readonly Remark[] } {
  if (maps.length === 0)
    throw new Refusal(
      'conflict',
      'assay.transcripts',
      'the files count transcripts: declare transcripts, the name of a map of transcripts to genes (tx2gene), and upload it',
    );
  const { geneOf, symbolOf } = readMaps(maps);
  const genes = table.features.map((name) => geneOf.get(name) ?? geneOf.get(unversioned(name)) ?? null);
  const names = [...new Set(genes.filter((gene) => gene !== null))].sort(byText);
  const places = new Map(names.map((name, place) => [name, place]));
  const width = table.samples.length;
  const values = new Float64Array(names.length * width);
  genes.forEach((gene, f) => {
    if (gene === null) return;
    const row = places.get(gene)! * width;
    for (let s = 0; s < width; s++) values[row + s]! += table.values[f * width + s]!;
  });
  const unknown = genes.filter((gene) => gene === null).length;
  const message = `${countText(unknown, 'transcript')} of ${table.features.length} ${unknown === 1 ? 'is' : 'are'} in no map of genes: left out`;
  return {
    table: {
      ...{ ...table, feature: 'gene', features: names, values, classes: null },
      symbols: symbolOf.size === 0 ? null : names.map((name) => symbolOf.get(name) ?? ''),
    },
    remarks: unknown === 0 ? [] : [{ code: 'transcript.unmapped', message }],
  };
}

const unversioned = (name: string): string => name.replace(/\.\d+$/, '');

function readMaps(maps: readonly SheetTable[]) {
  const geneOf = new Map<string, string>();
  const symbolOf = new Map<string, string>();
  for (const [transcript = '', gene = '', symbol = ''] of maps.flatMap(({ rows }) => rows)) {
    if (transcript === '' || gene === '') continue;
    for (const name of [transcript, unversioned(transcript)]) {
      const standing = geneOf.get(name);
      if (standing !== undefined && standing !== gene)
        throw new Refusal(
          'conflict',
          'assay.transcripts',
          `the map says that ${name} is of ${standing} and of ${gene}: expected one gene; withdraw the map that is wrong`,
        );
      geneOf.set(name, gene);
    }
    if (symbol !== '') symbolOf.set(gene, symbol);
  }
  return { geneOf, symbolOf };
}
