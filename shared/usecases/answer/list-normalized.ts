/** The genes of an assay in each unit, normalized: computed from the files in force when it is asked for. */
import type { NormalizedOnWire } from '../../contract/normalized.ts';
import type { RegisteredSample, Remark } from '../../domain/assay/sample-register.ts';
import { normalizedGenes } from '../../domain/contrast/normalized-genes.ts';
import { exclusionOf } from '../../domain/exclusion/excluded-samples.ts';
import { isOfGenes } from '../../domain/experiment/assay-schema.ts';
import { named } from '../../domain/experiment/declared.ts';
import { orRefusal, Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { comparableGenes } from '../assay/compare-assay.ts';
import { namedTables, samplesInFiles } from '../assay/named-tables.ts';
import { registerIn } from '../assay/names-in-files.ts';
import { assayParts } from '../assay/parts-in-force.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { computedBy } from './computed-by.ts';

/**
 * Refuses an unknown assay, and one that is not of genes. Fails with `Damaged` where what a file held is.
 *
 * @param genes ids or symbols in any case; absent: all
 */
export async function listNormalized(
  ports: Ports,
  experiment: string,
  id: string,
  genes?: readonly string[],
): Promise<NormalizedOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { index } = loaded;
  const assay = named('assay', index.assays, id);
  if (!isOfGenes(assay))
    throw new Refusal(
      'invalid',
      'assay.no-genes',
      `expected an assay of genes (counts, log-intensity), got ${id}, which is of the kind ${assay.kind}`,
      { field: 'assay' },
    );
  const tables = await namedTables(ports, await assayParts(ports, loaded, id));
  const exclusions = await loadExclusions(ports, experiment);
  const register = registerIn(assay, index, tables);
  const samples = await samplesInFiles(loaded, assay, register, tables);
  const out = new Set(samples.filter((one) => exclusionOf(exclusions, one) !== null).map(({ name }) => name));
  const isExcluded = ({ name }: RegisteredSample) => out.has(name);
  const found = orRefusal(() => comparableGenes({ assay, index, register, isExcluded }, tables));
  const told = { assay: id, ...computedBy(loaded) };
  if (found === null)
    return noneOf(told, {
      code: 'assay.awaited',
      message: `no file ${assay.match} has come that could be compared`,
    });
  if (found instanceof Refusal) return noneOf(told, found);
  const normalized = normalizedGenes(found.table, found.samples);
  if ('code' in normalized) return noneOf(told, normalized);
  const asked = genes === undefined ? null : new Set(genes.map((one) => one.toLowerCase()));
  const isAsked = ({ gene, symbol }: { readonly gene: string; readonly symbol: string }) =>
    asked === null || asked.has(gene.toLowerCase()) || asked.has(symbol.toLowerCase());
  return {
    ...told,
    method: normalized.method,
    samples: normalized.replicates.map(({ name, arm }) => ({ name, arm })),
    rows: normalized.rows.filter(isAsked).map(({ gene, symbol, values }) => ({
      gene,
      ...(symbol !== '' && { symbol }),
      values: [...values],
    })),
  };
}

const noneOf = (
  told: Pick<NormalizedOnWire, 'assay' | 'definition' | 'program'>,
  { code, message }: Remark,
): NormalizedOnWire => ({ ...told, method: null, samples: [], rows: [], refused: { code, message } });
