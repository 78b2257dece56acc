/**
 * A dry run: the downlink goes the very way of one that is taken in, over ports that write to memory only. What is
 * kept of it is its answer: the receipt it would get, and which deltas and anomalies it would move.
 */
import type { SummaryOnWire } from '../../contract/deltas.ts';
import {
  alignMessageSchema,
  analyzeHintSchema,
  flagHintSchema,
  type IngestHint,
} from '../../contract/hints.ts';
import type { SubjectKind } from '../../domain/anomaly/subject.ts';
import { rawKey, trialRawKey } from '../../domain/archive/keys.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import type { Run } from '../../domain/downlink/lease.ts';
import { isIngested, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { pairsOf } from '../../domain/experiment/lookups.ts';
import type { Micros } from '../../domain/time.ts';
import {
  type DeltaFigure,
  type DeltaStanding,
  type Moves,
  movedAnomalies,
  movedDeltas,
} from '../../domain/trial/moves.ts';
import { type TrialRecord, trialKey, trialKind } from '../../domain/trial/trial.ts';
import type { Coming } from '../../domain/tries/tries.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import { PairBudget } from '../answer/pair-budget.ts';
import { deltasOf } from '../answer/query-deltas.ts';
import { showReceipt } from '../answer/show-receipt.ts';
import { ingestDownlink } from '../arrive/ingest-downlink.ts';
import { analyzeAssay } from '../assay/analyze-assay.ts';
import { flagAnomalies } from '../judge/flag-anomalies.ts';
import { standingAt, standingOf } from '../judge/standing.ts';
import { COMPUTED_WITH } from '../known/computed-with.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { type OverlayPorts, overlayPorts } from '../known/overlay-ports.ts';
import { update } from '../known/update.ts';
import { actOnBucket } from '../pages/act-on-bucket.ts';
import { claimTrial, releaseTrial } from './claim-trial.ts';

/**
 * Tries the downlink if its file has arrived, it has no answer yet, and no other run tries it. Doing it again changes
 * nothing.
 *
 * @param message the name of the message, which its runs bear
 */
export async function tryDownlink(
  ports: Ports,
  hint: IngestHint,
  message = ports.clock.newId(),
): Promise<void> {
  const run: Run = { name: message, since: ports.clock.now() };
  const trial = await claimTrial(ports, hint, run);
  if (trial === null) return;
  try {
    await answerTrial(ports, hint, trial);
  } catch (error) {
    // Where the table does not answer either, the lease ends by the clock.
    await releaseTrial(ports, hint, run).catch(() => {});
    throw error;
  }
}

async function answerTrial(ports: Ports, hint: IngestHint, trial: TrialRecord): Promise<void> {
  const { experiment, downlink } = hint;
  const overlay = overlayPorts(ports, (key) =>
    key === rawKey(experiment, downlink) ? trialRawKey(experiment, downlink) : key,
  );
  const receipt = await takenIn(overlay, hint, trial.receipt);
  const moves = isIngested(receipt.state) ? await movesOf(ports, overlay, hint, receipt) : null;
  const { verdict } = await showReceipt(overlay, experiment, downlink);
  // What was rejected is part of the answer, and it is asked for after the overlay is gone.
  for (const key of receipt.rejects)
    await ports.archive.put(key, await overlay.archive.read(key), 'text/plain');
  await update(ports, trialKind, trialKey(experiment, downlink), (current): TrialRecord | null =>
    current?.due ? { receipt, verdict, moves, due: false } : null,
  );
}

/** Whoever tries a file dies with all of it: of its buckets none is tried again. */
const FIRST: Coming = { name: 'trial', since: 0, isAgain: false, code: COMPUTED_WITH };

/** The receipt as it would end. */
async function takenIn(
  overlay: OverlayPorts,
  hint: IngestHint,
  opened: ReceiptRecord,
): Promise<ReceiptRecord> {
  const key = receiptKey(hint.experiment, hint.downlink);
  const received: ReceiptRecord = { ...opened, state: 'RECEIVED', lease: null, tries: 0 };
  await overlay.catalogue.put(receiptKind, key, received, null);
  await ingestDownlink(overlay, hint);
  const { align, flag, analyze } = overlay.queues;
  for (;;) {
    const aligning = align.hints.shift();
    if (aligning !== undefined) {
      await actOnBucket(overlay, alignMessageSchema.parse(aligning), FIRST);
      continue;
    }
    const flagging = flag.hints.shift();
    if (flagging !== undefined) {
      await flagAnomalies(overlay, flagHintSchema.parse(flagging));
      continue;
    }
    const analyzing = analyze.hints.shift();
    if (analyzing === undefined) break;
    await analyzeAssay(overlay, analyzeHintSchema.parse(analyzing));
  }
  const stored = await overlay.catalogue.get(receiptKind, key);
  if (stored === null) throw new Error(`the trial of ${hint.downlink} lost its receipt`);
  return stored.item;
}

async function movesOf(
  ports: Ports,
  overlay: Ports,
  { experiment }: IngestHint,
  { ranges }: ReceiptRecord,
): Promise<Moves> {
  const units = [...new Set(ranges.map(({ unit }) => unit))];
  // One instant for both: what follows the clock differs only by what the file brings.
  const at = ports.clock.now();
  const [before, after] = await Promise.all(
    [ports, overlay].map(async (seen) => {
      const loaded = await loadExperiment(seen, experiment);
      return {
        deltas: await standingDeltas(seen, loaded, units),
        anomalies: await anomaliesOf(seen, loaded, units, at),
      };
    }),
  );
  return {
    deltas: movedDeltas(before!.deltas, after!.deltas),
    anomalies: movedAnomalies(before!.anomalies, after!.anomalies),
  };
}

/** Only the summary is looked at, so that windows of a day do. */
const COARSE_SECONDS = 86_400;

async function standingDeltas(
  ports: Ports,
  loaded: LoadedExperiment,
  units: readonly string[],
): Promise<DeltaStanding[]> {
  const { index } = loaded;
  const events = await loaded.events();
  const asked = new Set(units);
  const pairs = loaded.definition.pairs.filter(
    ({ flight, ground }) => asked.has(flight) || asked.has(ground),
  );
  const standing: DeltaStanding[] = [];
  for (const pair of pairs) {
    for (const { series } of pairRulesOf(index, pair, events).channels) {
      const query = { pair: pair.id, channel: series, resolution: COARSE_SECONDS };
      const answer = await deltasOf(ports, loaded, query, new PairBudget(Infinity));
      const { channel, ucum, environment } = answer;
      const figure = {
        summary: qualified(answer.summary),
        summaryAll: qualified(answer.summaryAll),
        environment: environment.verdict,
      };
      standing.push({ pair: pair.id, channel, ucum, figure });
    }
  }
  return standing;
}

function qualified(summary: SummaryOnWire): DeltaFigure['summary'] {
  const { delta, ci95, ci95Reason, pairedSamples, effectiveSampleSize } = summary;
  const reason = ci95Reason === undefined ? {} : { ci95Reason };
  return { delta, ci95, ...reason, pairedSamples, effectiveSampleSize };
}

async function anomaliesOf(
  ports: Ports,
  loaded: LoadedExperiment,
  units: readonly string[],
  at: Micros,
): Promise<Anomaly[]> {
  const pairs = new Set(units.flatMap((unit) => pairsOf(loaded.index, unit).map(({ id }) => id)));
  const subjects: [SubjectKind, string][] = [
    ...units.map((unit): [SubjectKind, string] => ['unit', unit]),
    ...[...pairs].map((pair): [SubjectKind, string] => ['pair', pair]),
  ];
  const standing = await standingAt(ports, loaded, at);
  const found = await Promise.all(subjects.map(([kind, id]) => standingOf(ports, standing, kind, id)));
  return found.flatMap(({ anomalies }) => anomalies);
}
