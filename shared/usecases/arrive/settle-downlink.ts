import type { IngestHint } from '../../contract/hints.ts';
import { headKey } from '../../domain/bucket/head.ts';
import type { Run } from '../../domain/downlink/lease.ts';
import { isIngested, knownBytes, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { markAssayDue } from '../assay/mark-assay-due.ts';
import { recordReadEvents } from '../define/record-events.ts';
import { markVisible } from '../heads/commit-entries.ts';
import { isRecounted, refreshCounts } from '../heads/refresh-counts.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { owe } from '../known/owe.ts';
import { freeIfAlone } from './free-repetitions.ts';
import { keepOneReading } from './keep-one-reading.ts';
import { letReplacedGo, standAgain } from './replace-reading.ts';
import { settleDecided, UNTAKEN } from './settle-decided.ts';
import { takeOut } from './take-out.ts';

/**
 * What is owed once the state is decided. Ingested: what another reading was to
 * replace, or did, marks, hints, counts that others' leaving has changed, the events
 * that the file brought, and the digest that finds repetitions. Withdrawn: it leaves every answer. Refused or failed:
 * nothing of it stays in the heads. One that another run holds is left to that run.
 *
 * @returns the decided receipt as it was before, `due` where something was owed; null where it is left, or not decided.
 */
export async function settleDownlink(
  ports: Ports,
  hint: IngestHint,
  run: Run,
): Promise<ReceiptRecord | null> {
  return settleDecided(ports, hint, run, { knows: () => true, act });
}

async function act(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<void> {
  if (isIngested(receipt.state)) {
    await markAssays(ports, hint, receipt);
    await standAgain(ports, hint, receipt);
    await showEntries(ports, hint, receipt);
    await letReplacedGo(ports, hint, receipt);
  } else if (receipt.state === 'WITHDRAWN') {
    await markAssays(ports, hint, receipt);
    await takeOut(ports, hint, receipt);
  } else await UNTAKEN.act(ports, hint, receipt);
}

/** Of a downlink that came to count, or counts no more: the assays that it has, or had, a table in. */
async function markAssays(
  ports: Ports,
  { experiment }: IngestHint,
  { assays }: ReceiptRecord,
): Promise<void> {
  if (assays.length === 0) return;
  const { serving: generation } = await loadRecord(ports, experiment);
  for (const assay of assays) await markAssayDue(ports, { experiment, generation }, assay);
}

async function showEntries(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<void> {
  const { experiment, downlink } = hint;
  let hasOtherCounts = false;
  for (const touched of receipt.touched) {
    const { generation, unit, bucket } = touched;
    await owe(ports, headKey(experiment, generation, unit, bucket), downlink);
    const at = { experiment, generation, unit, bucket };
    const head = await markVisible(ports, at, downlink, receipt.attempt);
    hasOtherCounts ||= await isRecounted(ports, head, receipt, touched);
    await ports.queues.align.send({ experiment, unit, bucket });
  }
  // Whoever counts anew from now on finds the receipt decided, and tells it so.
  if (hasOtherCounts) await refreshCounts(ports, experiment, downlink);
  const bytes = knownBytes(receipt);
  // Its original may have been withdrawn just before this one said whose repetition it is.
  if (receipt.duplicateOf !== null) return freeIfAlone(ports, hint);
  if (bytes === null) return;
  await recordReadEvents(ports, experiment, receipt);
  await keepOneReading(ports, hint, receipt, bytes);
}
