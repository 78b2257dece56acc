/** A flight and an RPM of the same endpoints, in one stack: telopeptide goes up twofold in flight, and as asked on the RPM. */
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { armsDocument, armsPorts, unitsIn } from './arms-experiment.ts';
import type { MemoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';

const HEADER = 'unit,endpoint,value,measured_in,denominator,denominator_unit,takenAt,censored,lod,replicate';

/** Of units that scatter by some percent. */
function table(endpoint: string, fold: number, apart: number): string {
  const rows = (['flight', 'ground'] as const).flatMap((arm) =>
    unitsIn(arm).map(
      (unit, i) =>
        `${unit},${endpoint},${(arm === 'flight' ? fold : 1) * 10 * (1 + apart * (i - 1))},nmol,24.6,mm2,,,,`,
    ),
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}

export interface OnRpm {
  readonly fold?: number;
  readonly endpoint?: string;
  readonly assay?: object;
  readonly cellType?: string;
  readonly reversed?: boolean;
}

export const FLIGHT_EXPERIMENT = 'arms';
export const RPM_EXPERIMENT = 'rpm';

export async function acrossPorts(
  { fold = 2, endpoint = 'ctx', ...rpm }: OnRpm = {},
  apart = 0.05,
): Promise<MemoryPorts> {
  const { assay = {}, cellType = 'osteoclasts', reversed = false } = rpm;
  const culture = () => ({ cellType: 'osteoclasts', species: 'mouse', substrate: 'bovine-bone' });
  const medium = { id: 'medium', kind: 'endpoint-table', match: '*_endpoints.csv' };
  const own = { contrasts: [{ a: 'flight', b: 'ground' }] };
  const document = armsDocument({ assays: [{ ...medium, ...own, ...assay }] }, culture);
  const ports = await armsPorts(document, { 'a_endpoints.csv': table('ctx', 2, apart) });
  const turned = armsDocument({ assays: [{ ...medium, ...own, ...assay }] }, () => ({
    ...culture(),
    cellType,
  }));
  const [, ...arms] = turned.arms;
  const other = {
    ...turned,
    id: RPM_EXPERIMENT,
    arms: [{ id: 'flight', kind: 'SIMULATED_MICROGRAVITY', technique: 'RPM' }, ...arms],
    assays: [
      {
        ...{ ...medium, ...assay },
        contrasts: [reversed ? { a: 'ground', b: 'flight' } : { a: 'flight', b: 'ground' }],
      },
    ],
  };
  await applyExperiment(ports, RPM_EXPERIMENT, JSON.stringify(other));
  await upload(ports, RPM_EXPERIMENT, 'b_endpoints.csv', table(endpoint, fold, apart));
  await settleAll(ports);
  return ports;
}
