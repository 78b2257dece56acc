/** Plates of qPCR for tests: of files, or made up. */
import type { RegisteredSample } from '../../shared/domain/assay/sample-register.ts';
import type { Well } from '../../shared/domain/assay/tables.ts';
import type { ArmsCompared } from '../../shared/domain/comparison/compare-arms.ts';
import { compareEndpoint, type EndpointOfArms } from '../../shared/domain/comparison/compare-endpoint.ts';
import type { Plate } from '../../shared/domain/qpcr/plate.ts';
import { readQpcrFile } from '../../shared/formats/qpcr/read-qpcr-file.ts';
import { realFile } from './real-data.ts';

export async function realPlate(path: string): Promise<Plate> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const read = await readQpcrFile([realFile(path)], name);
  if (read.table.table !== 'wells') throw new Error(`expected wells in ${path}, got ${read.table.table}`);
  const { table: _, ...told } = read.table;
  return { name, ...told };
}

export const well = (sample: string, target: string, ct: number | null, rest: Partial<Well> = {}): Well => ({
  ...{ well: '', sample, target, task: 'UNKNOWN', ct, quantity: null, isOmitted: false },
  ...rest,
});

export const standard = (target: string, quantity: number | null, ct: number | null): Well =>
  well('', target, ct, { task: 'STANDARD', quantity });

/** Samples that are units themselves, by their arm. */
export const registered = (arms: Readonly<Record<string, readonly string[]>>): RegisteredSample[] =>
  Object.entries(arms).flatMap(([arm, names]) =>
    names.map((name) => ({ name, unit: name, arm, donor: null, batch: {}, covariates: {}, handling: {} })),
  );

/** Of a target in two arms; null where it cannot be told. */
export function foldOf(asked: EndpointOfArms | null): ArmsCompared | null {
  const compared = asked === null ? null : compareEndpoint(asked);
  return compared === null || 'refused' in compared ? null : compared.figures;
}
