/** The files of a report, which its numbers name. */
import type { ReceiptOnWire } from '../../contract/downlinks.ts';
import type { DamagedOnWire } from '../../contract/wire.ts';
import { DOWNLINK, isIngested, receiptKind } from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import { receiptOnWire } from '../answer/receipt-on-wire.ts';
import { listSound } from '../known/list-sound.ts';

/** Of more a page would hold little else. */
const MOST_FILES = 500;

export interface ReportedFiles {
  /** In the order they were announced; their verdicts, which tell of now, are left empty. */
  readonly files: readonly ReceiptOnWire[];
  readonly damaged: readonly DamagedOnWire[];
  /** Later ones are not on the page. */
  readonly isCut: boolean;
}

export async function reportFiles(ports: Ports, experiment: string): Promise<ReportedFiles> {
  const files: ReceiptOnWire[] = [];
  const damaged: DamagedOnWire[] = [];
  const prefix = sortKey(DOWNLINK, '');
  const asked = { partition: experiment, prefix, page: { limit: MOST_FILES + 1 } };
  const all = listSound(ports, receiptKind, asked, ({ sort }, { key }) => {
    damaged.push({ id: sort.slice(prefix.length), key });
  });
  for await (const { item } of all) files.push(receiptOnWire(item, []));
  return { files: files.slice(0, MOST_FILES), damaged, isCut: files.length > MOST_FILES };
}

/** Whether its content is part of every answer: withdrawn, refused and repeated ones are not. */
export const isInForce = ({ state, duplicateOf }: ReceiptOnWire): boolean =>
  isIngested(state) && duplicateOf === undefined;
