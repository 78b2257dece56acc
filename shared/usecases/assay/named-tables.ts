/** The tables in force of an assay with the files that they came in, and what is known of their samples. */
import type { SampleRegister } from '../../domain/assay/sample-register.ts';
import { sampleTakenAt } from '../../domain/assay/taken-at.ts';
import type { SampleInFiles } from '../../domain/exclusion/excluded-samples.ts';
import type { Assay } from '../../domain/experiment/assay-schema.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { NamedTable } from './compare-assay.ts';
import { namesInFiles } from './names-in-files.ts';
import { type AssayParts, readPart } from './parts-in-force.ts';

/** Fails with `Damaged` where the object of one is gone or other than it was written. */
export async function namedTables(
  ports: Ports,
  { inForce }: Pick<AssayParts, 'inForce'>,
): Promise<NamedTable[]> {
  const tables: NamedTable[] = [];
  for (const { part, receipt } of inForce) {
    const { role, digest, downlink } = part;
    const { fileName, createdBy: by, createdAt: at } = receipt;
    const { records, rejected } = receipt.counts;
    const file = { role, digest, downlink, fileName, records, rejected, by, at };
    tables.push({ ...file, table: await readPart(ports, part) });
  }
  return tables;
}

/** All that are known, whether they came or not. */
export async function samplesInFiles(
  loaded: LoadedExperiment,
  assay: Assay,
  register: SampleRegister,
  tables: readonly NamedTable[],
): Promise<SampleInFiles[]> {
  const events = await loaded.events();
  const names = namesInFiles(register, tables);
  return register.samples.map((sample) => ({
    ...{ ...sample, inFiles: names.get(sample) ?? [], taken: sampleTakenAt(assay, events, sample) },
  }));
}
