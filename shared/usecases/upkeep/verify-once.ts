/** Whether the bytes of a downlink count once: an earlier version could leave two downlinks with the same bytes in force. */
import {
  isOriginalOf,
  knownBytes,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import type { UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { originalOf } from '../arrive/find-repetition.ts';
import { sameBytesInForce } from '../arrive/same-bytes.ts';
import { readingNamed } from '../known/load-reading.ts';
import { originalsOf } from '../known/originals-of.ts';

export async function verifyOnce(
  ports: Ports,
  tally: UpkeepTally,
  experiment: string,
  receipt: ReceiptRecord,
): Promise<void> {
  const { id: downlink, definition } = receipt;
  const bytes = knownBytes(receipt);
  if (!isOriginalOf(receipt, receipt) || bytes === null) return;
  const { sha256, readingRevision } = bytes;
  const hint = { experiment, downlink };
  const originals = await originalsOf(ports, hint, sha256);
  if (originals.length === 0) return;
  const loaded = await readingNamed(ports, experiment, { readingRevision, definition });
  const { readOtherwise, rivals } = await sameBytesInForce(ports, experiment, originals, bytes, loaded);
  const alike = await originalOf(ports, hint, bytes);
  const others = [
    ...readOtherwise,
    ...rivals.map((rival) => rival.receipt),
    ...(alike === null ? [] : [alike]),
  ];
  for (const other of others) {
    // What is still under way ends as one by itself.
    if (other.id === downlink || other.due || !(await isSettled(ports, experiment, receipt))) continue;
    const [first, later] = [downlink, other.id].sort();
    const both = `${first} ${later} -e ${experiment}`;
    tally.differOnce(
      `${experiment}/${receiptKey(experiment, later ?? downlink).sort}`,
      `the same bytes are in force twice, as ${first} and as ${later}`,
      `${typedCommand(`reread ${both}`)} makes one of them; or withdraw the one that is wrong (${typedCommand(`withdraw ${later} -e ${experiment} --reason 'in twice'`)})`,
    );
  }
}

async function isSettled(ports: Ports, experiment: string, { id, attempt }: ReceiptRecord): Promise<boolean> {
  const now = (await ports.catalogue.get(receiptKind, receiptKey(experiment, id)))?.item ?? null;
  return now !== null && isOriginalOf(now, now) && now.attempt === attempt && !now.due;
}
