/** What was compared of an assay as it is kept: the numbers of genes in tables of their own. */
import { geneTableKey } from '../../domain/archive/keys.ts';
import type { AssayRecord } from '../../domain/assay/assay-record.ts';
import type { AssayResults, ContrastResult, KeptQuantities } from '../../domain/assay/results.ts';
import type { ComparedContrast } from '../../domain/contrast/compare-genes.ts';
import type { Quantities } from '../../domain/qpcr/quantities.ts';
import { encodeGeneTable } from '../../formats/assay/gene-table-file.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { writeDerived } from '../known/write-derived.ts';
import type { Compared } from './compare-assay.ts';

/** @param variant begins the names of the tables apart that are computed twice */
export async function writeCompared(
  ports: Ports,
  at: LoadedExperiment,
  record: AssayRecord,
  { compared, variant }: { readonly compared: Compared; readonly variant: '' | '-all' },
): Promise<Pick<AssayResults, 'contrasts' | 'quantities' | 'slices' | 'measured'>> {
  if ('refused' in compared) return { contrasts: [] };
  const contrasts: ContrastResult[] = [];
  for (const one of compared.contrasts) contrasts.push(await writeContrast(ports, at, record, one, variant));
  const { quantities, slices, measured } = compared;
  return {
    contrasts,
    ...(quantities && { quantities: keptOf(quantities) }),
    ...(slices && { slices: slices.map((one) => ({ ...one })) }),
    ...(measured && { measured: [...measured] }),
  };
}

async function writeContrast(
  ports: Ports,
  at: { readonly experiment: string; readonly generation: number },
  { assay, tables }: AssayRecord,
  compared: ComparedContrast,
  variant: string,
): Promise<ContrastResult> {
  const { id, a, b, n, units, donors, design, remarks } = compared.contrast;
  const told = {
    ...{ id, a, b, n, design, remarks: [...remarks] },
    units: { a: [...units.a], b: [...units.b] },
    donors: { a: [...donors.a], b: [...donors.b] },
  };
  if ('refused' in compared) return { ...told, refused: compared.refused, engines: [] };
  const engines: ContrastResult['engines'] = [];
  for (const { table, priorDf, df, ...engine } of compared.engines) {
    const key = geneTableKey(at, assay, id, `${engine.engine}${variant}`);
    const bytes = encodeGeneTable(table);
    const content = { bytes, contentType: 'application/vnd.apache.parquet' };
    engines.push({
      ...engine,
      priorDf: priorDf === null ? null : inJson(priorDf),
      df: inJson(df),
      table: await writeDerived(ports, key, content, tables.find((one) => one.key === key) ?? null),
    });
  }
  return { ...told, engines };
}

/** What its remarks say stands with those of the assay. */
const keptOf = ({ references, efficiencies, targets }: Quantities): KeptQuantities => ({
  references: [...references],
  efficiencies: efficiencies.flatMap(({ target, efficiency, fit }) =>
    fit === null
      ? []
      : [
          {
            target,
            efficiency,
            se: Number.isNaN(fit.efficiencySe) ? null : fit.efficiencySe,
            wells: fit.wells,
          },
        ],
  ),
  targets: targets.map(({ target, method, assumed, units }) => ({
    ...{ target, method, assumed: [...assumed] },
    units: units.map((unit) => ({ ...unit, plates: [...unit.plates] })),
  })),
});

/** JSON has no infinity. */
const inJson = (df: number): number | 'infinite' => (df === Number.POSITIVE_INFINITY ? 'infinite' : df);
