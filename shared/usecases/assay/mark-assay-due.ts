import { type AssayRecord, assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/** Notes that something an assay's answers rest on has changed, then hints. The mark is what counts. */
export async function markAssayDue(
  ports: Ports,
  { experiment, generation }: { readonly experiment: string; readonly generation: number },
  assay: string,
): Promise<void> {
  const nothing: AssayRecord = {
    assay,
    v: 0,
    results: null,
    tables: [],
    records: null,
    basis: null,
    due: false,
  };
  await update(ports, assayKind, assayKey(experiment, generation, assay), (current) => {
    const before = current ?? nothing;
    return { ...before, v: before.v + 1, due: true };
  });
  await ports.queues.analyze.send({ experiment, assay });
}

/** Results that cannot be read are named by nobody any more, until they are computed anew. */
export async function forgetResults(
  ports: Ports,
  at: { readonly experiment: string; readonly generation: number },
  assay: string,
): Promise<void> {
  await update(ports, assayKind, assayKey(at.experiment, at.generation, assay), (current) =>
    // Under a further v: a run that is under way would name them again.
    current === null ? null : { ...current, v: current.v + 1, results: null, tables: [], due: true },
  );
  await markAssayDue(ports, at, assay);
}
