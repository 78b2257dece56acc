/**
 * The contrasts of one assay, computed anew from its parts in force. The record says what is due; whoever changes a part, or
 * the definition, raises its `v`, and a run whose `v` was overtaken leaves the mark to the next.
 */
import type { AnalyzeHint } from '../../contract/hints.ts';
import { assayResultsKey } from '../../domain/archive/keys.ts';
import { ANALYSIS } from '../../domain/assay/analysis.ts';
import { type AssayRecord, assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import { handledApart } from '../../domain/assay/handled-apart.ts';
import { objectsOfPart, partKey, partKind } from '../../domain/assay/part-record.ts';
import { rejectedRemarks } from '../../domain/assay/rejected-records.ts';
import type { AssayResults } from '../../domain/assay/results.ts';
import type { RegisteredSample } from '../../domain/assay/sample-register.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import { Damaged } from '../../domain/damaged.ts';
import { isOpen, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { begunOf } from '../../domain/downlink/rereading.ts';
import { exclusionOf, untimedRemarks } from '../../domain/exclusion/excluded-samples.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Ports } from '../../ports.ts';
import { loadExclusions } from '../known/load-exclusions.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { updateInHand } from '../known/update.ts';
import { writeDerived } from '../known/write-derived.ts';
import { compareAssay, type NamedTable } from './compare-assay.ts';
import { keepSnapshots } from './contrast-snapshot.ts';
import { fileRemarks } from './file-remarks.ts';
import { namedTables, samplesInFiles } from './named-tables.ts';
import { registerIn } from './names-in-files.ts';
import { type AssayParts, assayParts, partsBasis } from './parts-in-force.ts';
import { recordsDigest } from './records-digest.ts';
import { recountParts } from './recount-parts.ts';
import { tablesByFile } from './tables-by-file.ts';
import { writeCompared } from './write-compared.ts';

/** Nothing where nothing is due. Resolves to what was damaged, so that nothing could be compared. */
export async function analyzeAssay(
  ports: Ports,
  { experiment, assay }: AnalyzeHint,
): Promise<Damaged | null> {
  const loaded = await loadExperiment(ports, experiment);
  const { generation } = loaded;
  const key = assayKey(experiment, generation, assay);
  const record = (await ports.catalogue.get(assayKind, key))?.item;
  if (!record?.due) return null;
  const parts = await assayParts(ports, loaded, assay);
  await letGo(ports, loaded, parts);
  const [kept, exclusions] = [await tablesOf(ports, parts), await exclusionsOf(ports, experiment)];
  if (kept instanceof Damaged) return kept;
  if (exclusions instanceof Damaged) return exclusions;
  const tables = tablesByFile(loaded.index, loaded.index.assays.get(assay), kept);
  await recountParts(ports, loaded, parts, tables);
  const records = recordsDigest(kept);
  const basis = partsBasis(parts.inForce);
  const computed =
    tables.length === 0 ? NOTHING : await resultsOf(ports, loaded, record, { tables, records, exclusions });
  await updateInHand(ports, assayKind, key, (current): AssayRecord | null =>
    current?.v === record.v && current.due ? { ...current, ...computed, records, basis, due: false } : null,
  );
  return null;
}

/** Parts of attempts that will never count leave: their downlinks were withdrawn, refused, or read by a later attempt. */
async function letGo(
  ports: Ports,
  { experiment, generation }: LoadedExperiment,
  { others }: AssayParts,
): Promise<void> {
  for (const { part, receipt } of others) {
    if (mayStillCount(part.attempt, receipt)) continue;
    for (const object of objectsOfPart(part)) await ports.archive.supersede(object);
    const key = partKey(experiment, generation, part);
    const stored = await ports.catalogue.get(partKind, key);
    if (stored !== null) await ports.catalogue.remove(partKind, key, stored.version);
  }
}

/** One that is being read, or is to be, may end by the newest attempt that was begun, or a later one. */
function mayStillCount(attempt: number, receipt: ReceiptRecord | null): boolean {
  if (receipt === null) return false;
  return attempt >= begunOf(receipt) && (isOpen(receipt.state) || receipt.rereading !== null);
}

async function tablesOf(ports: Ports, parts: AssayParts): Promise<NamedTable[] | Damaged> {
  try {
    return await namedTables(ports, parts);
  } catch (error) {
    // Its mark stands: the file has to be read again, and until then the answers say that this is pending.
    if (error instanceof Damaged) return error;
    throw error;
  }
}

/** Without one of them an answer would hold what somebody took out. */
async function exclusionsOf(ports: Ports, experiment: string): Promise<readonly Exclusion[] | Damaged> {
  try {
    return await loadExclusions(ports, experiment);
  } catch (error) {
    if (error instanceof Damaged) return error;
    throw error;
  }
}

type Computed = Pick<AssayRecord, 'results' | 'tables'>;
const NOTHING: Computed = { results: null, tables: [] };

/** What stands of an assay. */
interface InForce {
  readonly tables: readonly NamedTable[];
  readonly records: string | null;
  readonly exclusions: readonly Exclusion[];
}

async function resultsOf(
  ports: Ports,
  loaded: LoadedExperiment,
  record: AssayRecord,
  { tables, records, exclusions }: InForce,
): Promise<Computed> {
  const { index, sha256: definition } = loaded;
  const assay = index.assays.get(record.assay);
  // One that the definition has no more keeps its files, and nothing is compared.
  if (assay === undefined) return NOTHING;
  const register = registerIn(assay, index, tables);
  const samples = await samplesInFiles(loaded, assay, register, tables);
  const excluded = new Map(samples.map((one) => [one.name, exclusionOf(exclusions, one)]));
  const isExcluded = ({ name }: RegisteredSample) => (excluded.get(name) ?? null) !== null;
  const asked = { assay, index, register, isExcluded };
  const came = samples.filter((one) => one.inFiles.length > 0 && !isExcluded(one));
  const compared = compareAssay(asked, tables);
  const told = await writeCompared(ports, loaded, record, { compared, variant: '' });
  const without = register.samples.some(isExcluded)
    ? await writeCompared(ports, loaded, record, {
        compared: compareAssay({ ...asked, isExcluded: () => false }, tables),
        variant: '-all',
      })
    : null;
  const results: AssayResults = {
    ...{ version: ANALYSIS, definition, records, ...told },
    exclusions: exclusions.map(({ id }) => id),
    handledApart: contrastsOf(assay, index).flatMap((contrast) =>
      handledApart(came, contrast).map((one) => ({ ...one, contrast: contrastId(contrast) })),
    ),
    ...(without !== null && { without }),
    ...('refused' in compared && { refused: compared.refused }),
    remarks: [...compared.remarks, ...rejectedRemarks(tables), ...untimedRemarks(exclusions, samples)],
    files: fileRemarks(asked, tables, compared),
    samples: samples.map(({ name, unit, arm, inFiles }) => ({
      ...{ name, unit, arm, inFiles: [...inFiles], excluded: excluded.get(name)?.id ?? null },
    })),
  };
  await keepSnapshots(
    ports,
    { experiment: loaded.experiment, assay: record.assay, tables, exclusions },
    results,
  );
  const content = { bytes: Buffer.from(JSON.stringify(results)), contentType: 'application/json' };
  return {
    results: await writeDerived(ports, assayResultsKey(loaded, record.assay), content, record.results),
    tables: [...told.contrasts, ...(without?.contrasts ?? [])].flatMap(({ engines }) =>
      engines.map(({ table }) => table),
    ),
  };
}
