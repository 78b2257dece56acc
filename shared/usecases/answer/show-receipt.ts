import type { ReceiptOnWire, ReceiptsOnWire } from '../../contract/downlinks.ts';
import type { DamagedOnWire } from '../../contract/wire.ts';
import type { Damaged } from '../../domain/damaged.ts';
import { DOWNLINK, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { isTold } from '../../domain/downlink/rereading.ts';
import { type Key, sortKey } from '../../domain/kind.ts';
import { Refusal } from '../../domain/refusal.ts';
import { sideBySide } from '../../domain/side-by-side.ts';
import { trialKey, trialKind } from '../../domain/trial/trial.ts';
import { openSealed } from '../../formats/checked/sealed-text.ts';
import type { Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import { type LoadedExperiment, loadExperiment, loadRecord } from '../known/load-experiment.ts';
import { OtherReadings } from '../known/other-readings.ts';
import { receiptOnWire } from './receipt-on-wire.ts';

const PAGE_SIZE = 100;
/** Ranges and columns of a page's receipts together, but for the first one: a receipt may have tens of thousands. */
const MOST_ENTRIES = 20_000;

/** Of the ledger, for a page: 60 read units, where its receipts' heads would be a hundred questions one after the other. */
const MOST_OWED = 2000;

/** The receipt with its verdict as things stand now. Refuses an unknown downlink. */
export async function showReceipt(ports: Ports, experiment: string, id: string): Promise<ReceiptOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const receipt = await receiptNamed(ports, experiment, id);
  const show = await withVerdicts(ports, loaded);
  return show(receipt);
}

/** Loaded when a receipt is shown: verdicts would be a fiftieth of what every start of the API loads. */
async function withVerdicts(
  ports: Ports,
  loaded: LoadedExperiment,
  mostOwed?: number,
): Promise<(receipt: ReceiptRecord) => Promise<ReceiptOnWire>> {
  const { isUnsettled, verdictOf } = await import('../../domain/verdict/verdict.ts');
  const { Surroundings } = await import('./downlink-surroundings.ts');
  const surroundings = await Surroundings.load(ports, loaded, mostOwed);
  const readings = new OtherReadings(ports, loaded);
  return async (receipt) => {
    const rereading = isTold(receipt, loaded.readingRevision) ? receipt.rereading : null;
    const warnings = [...receipt.warnings, ...(await surroundings.remarksOn(receipt))];
    const isReadUnderOther = await readings.isReadUnderOther(receipt);
    const facts = await surroundings.factsOf(receipt);
    const verdict = verdictOf({ ...receipt, rereading, warnings }, { ...facts, isReadUnderOther });
    const { readingRevision } = loaded;
    const onWire = receiptOnWire({ ...receipt, warnings }, verdict, {
      readingRevision,
      isReadUnderOther,
      now: surroundings.now,
    });
    return { ...onWire, ...(isUnsettled(receipt, facts) && { unsettled: true as const }) };
  };
}

export interface ReceiptsAsked {
  /** The id that the page before ended with. */
  readonly after?: string | undefined;
  /** Instead of in the order in which they were announced. */
  readonly isNewestFirst?: boolean;
  /** Of files with this digest only, in small letters. */
  readonly sha256?: string | undefined;
}

/** Receipts, a page at a time; one that is damaged is named, whatever it may have said. */
export async function listReceipts(
  ports: Ports,
  experiment: string,
  { after, isNewestFirst = false, sha256 }: ReceiptsAsked = {},
): Promise<ReceiptsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const page = {
    isBackwards: isNewestFirst,
    // Of one digest there are few, and they may lie anywhere.
    ...(sha256 === undefined && { limit: PAGE_SIZE + 1 }),
    ...(after !== undefined && { after: receiptKey(experiment, after).sort }),
  };
  const receipts: ReceiptRecord[] = [];
  let entries = 0;
  let isCut = false;
  const damaged: DamagedOnWire[] = [];
  const prefix = sortKey(DOWNLINK, '');
  const onDamaged = ({ sort }: Key, { key }: Damaged) =>
    void damaged.push({ id: sort.slice(prefix.length), key });
  const { lastOfPage, listSound } = await import('../known/list-sound.ts');
  const asked = { partition: experiment, prefix, page };
  for await (const { item } of listSound(ports, receiptKind, asked, onDamaged)) {
    if (sha256 !== undefined && item.sha256 !== sha256) continue;
    entries += item.ranges.length + item.unmappedColumns.length;
    isCut = (entries > MOST_ENTRIES && receipts.length > 0) || receipts.length + damaged.length > PAGE_SIZE;
    if (isCut) break;
    receipts.push(item);
  }
  const isMore = isCut || receipts.length + damaged.length > PAGE_SIZE;
  const last = isMore ? lastOfPage([...receipts, ...damaged], PAGE_SIZE, isNewestFirst) : undefined;
  const isOnPage = ({ id }: { readonly id: string }) =>
    last === undefined || (isNewestFirst ? id >= last : id <= last);
  const shown = receipts.filter(isOnPage);
  const lost = damaged.filter(isOnPage);
  const next = last;
  const show = await withVerdicts(ports, loaded, MOST_OWED);
  const onWire = new Map<string, ReceiptOnWire>();
  await sideBySide(shown, async (receipt) => {
    onWire.set(receipt.id, await show(receipt));
  });
  const downlinks = shown.flatMap(({ id }) => onWire.get(id) ?? []);
  return { downlinks, ...(lost.length > 0 && { damaged: lost }), ...(next !== undefined && { next }) };
}

/** The rejects as CSV, header first; of a dry run, what would be rejected. */
export async function* readRejects(ports: Ports, experiment: string, id: string): AsyncIterable<Uint8Array> {
  await loadRecord(ports, experiment);
  const trial = await ports.catalogue.get(trialKind, trialKey(experiment, id));
  const receipt = trial?.item.receipt ?? (await receiptNamed(ports, experiment, id));
  yield Buffer.from('line,column,code,message,text\r\n');
  for (const key of receipt.rejects)
    yield Buffer.from(await intact(key, async () => openSealed(await ports.archive.read(key))));
}

export async function receiptNamed(ports: Ports, experiment: string, id: string): Promise<ReceiptRecord> {
  const stored = await ports.catalogue.get(receiptKind, receiptKey(experiment, id));
  if (stored !== null) return stored.item;
  throw new Refusal(
    'not-found',
    'downlink.unknown',
    `expected the id of a downlink of ${experiment}, got "${id}"`,
  );
}
