import type { ExportOnWire } from '../../contract/export.ts';
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** When the sensors of some units stood still, and the records that say so. */
export async function stuckIn(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  units: Iterable<string>,
): Promise<{ readonly stuck: ExportOnWire['stuck']; readonly subjects: readonly (SubjectRecord | null)[] }> {
  const found = await Promise.all(
    Array.from(units, async (unit) => ({
      unit,
      ...(await readFindings(ports, experiment, generation, 'unit', unit)),
    })),
  );
  const stuck = found.flatMap(({ unit, anomalies }) =>
    unitSeries(index, unit).flatMap(({ series }) =>
      stuckStretches(anomalies, series).map(({ from, to }) => ({
        ...{ unit, series, from: isoOf(from) },
        to: to === Infinity ? null : isoOf(to - 1),
      })),
    ),
  );
  return { stuck, subjects: found.map(({ record }) => record) };
}
