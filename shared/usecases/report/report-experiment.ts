/** What a report of an experiment is made of, part by part: the whole of it would be too much for one answer. */

import type { AlarmsOnWire } from '../../contract/alarms.ts';
import type { AnomaliesOnWire } from '../../contract/anomalies.ts';
import type { ComparisonsOnWire } from '../../contract/comparisons.ts';
import type { CompletenessOnWire } from '../../contract/completeness.ts';
import type { ContrastsOnWire } from '../../contract/expression.ts';
import type { NotesOnWire } from '../../contract/notes.ts';
import type { PitsOnWire } from '../../contract/pits.ts';
import { filePrefix } from '../../domain/downlink/file-number.ts';
import { oncePerOwner } from '../../domain/once-per.ts';
import { PROGRAM_VERSION } from '../../domain/program.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { archiveHash } from '../answer/hash-archive.ts';
import { listAlarms } from '../answer/list-alarms.ts';
import { listAnomalies } from '../answer/list-anomalies.ts';
import { listComparisons } from '../answer/list-comparisons.ts';
import { listContrasts } from '../answer/list-contrasts.ts';
import { listPits } from '../answer/list-pits.ts';
import { queryCompleteness } from '../answer/query-completeness.ts';
import type { DeltasQuery } from '../answer/query-deltas.ts';
import { isOfPair } from '../answer/twin-figure.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { listNotes } from '../tell/list-notes.ts';
import { type ReportedFiles, reportFiles } from './report-files.ts';
import { type GenesShown, reportGenes } from './report-genes.ts';

/** What every part needs: the experiment, and the numbers of its files. */
export interface ReportFrame {
  readonly loaded: LoadedExperiment;
  readonly arrived: ReportedFiles;
  /** Of the numbers of its files. */
  readonly prefix: string;
  readonly program: string;
  /** When it was asked for. */
  readonly asOf: string;
}

export async function reportFrame(ports: Ports, experiment: string): Promise<ReportFrame> {
  const loaded = await loadExperiment(ports, experiment);
  const arrived = await reportFiles(ports, experiment);
  return {
    ...{ loaded, arrived, prefix: filePrefix(loaded.definition) },
    ...{ program: PROGRAM_VERSION, asOf: isoOf(ports.clock.now()) },
  };
}

export interface ReportedArrival {
  /** Hash of everything that the archive holds. */
  readonly archive: string;
  readonly completeness: CompletenessOnWire;
  readonly found: AnomaliesOnWire;
  /** Inputs that are known and not folded in yet. */
  readonly pending: number;
}

export async function reportArrival(ports: Ports, { loaded }: ReportFrame): Promise<ReportedArrival> {
  const found = await listAnomalies(ports, loaded.experiment, {});
  const completeness = await queryCompleteness(ports, loaded.experiment, {});
  const archive = await archiveHash(ports, loaded);
  return { archive, completeness, found, pending: Math.max(found.pending, completeness.pending) };
}

/** Why not, where there is too much to compare: that is no reason to keep the rest of a page back. */
export type ReportedArms = ComparisonsOnWire | { readonly refused: string };

/** Arms against each other: by channels and endpoints, and by genes. */
export interface ReportedContrasts {
  readonly arms: ReportedArms;
  readonly genes: ContrastsOnWire;
}

/** With what else their assays show. */
export interface ReportedCompared extends ReportedContrasts, GenesShown {
  /** Slices of its assays of pits. */
  readonly pits: PitsOnWire;
}

/** The head of a page and its sections tell of the same: asked once per frame. */
export const reportContrasts = (ports: Ports, frame: ReportFrame): Promise<ReportedContrasts> =>
  contrastsOf(frame, ports);

const contrastsOf = oncePerOwner(
  async ({ loaded: { experiment } }: ReportFrame, ports: Ports): Promise<ReportedContrasts> => ({
    arms: await armsOf(ports, experiment),
    genes: await listContrasts(ports, experiment, {}),
  }),
);

export async function reportCompared(ports: Ports, frame: ReportFrame): Promise<ReportedCompared> {
  const { loaded } = frame;
  const contrasts = await reportContrasts(ports, frame);
  const shown = await reportGenes(ports, loaded, contrasts.genes);
  return { ...contrasts, ...shown, pits: await listPits(ports, loaded.experiment, {}) };
}

async function armsOf(ports: Ports, experiment: string): Promise<ReportedArms> {
  try {
    return await listComparisons(ports, experiment, {});
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}

export interface ReportedWatch {
  /** Of the pairs that were asked for, else of every unit. */
  readonly found: AnomaliesOnWire;
  readonly alarms: AlarmsOnWire;
  readonly notes: NotesOnWire;
}

/** Of an alarm the newest entries are shown. */
const HISTORY_SHOWN = 5;

export async function reportWatch(
  ports: Ports,
  { loaded }: ReportFrame,
  query: DeltasQuery,
): Promise<ReportedWatch> {
  const { experiment } = loaded;
  return {
    found: ofPairs(await listAnomalies(ports, experiment, {}), loaded, query),
    alarms: await listAlarms(ports, experiment, { history: HISTORY_SHOWN }),
    notes: await listNotes(ports, experiment, {}),
  };
}

function ofPairs(
  found: AnomaliesOnWire,
  { definition }: LoadedExperiment,
  query: DeltasQuery,
): AnomaliesOnWire {
  if (query.pair === undefined) return found;
  const asked = new Set(query.pair);
  const isMeant = definition.pairs.filter(({ id }) => asked.has(id)).map(isOfPair);
  return { ...found, anomalies: found.anomalies.filter((one) => isMeant.some((isOf) => isOf(one))) };
}
