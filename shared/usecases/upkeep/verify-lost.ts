/** Whether the table has lost what stands in the raw bucket: what is kept of an item there, and the files. */
import { rawKey } from '../../domain/archive/keys.ts';
import { parseDeclaration } from '../../domain/downlink/declaration.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { KeptItem } from '../../formats/kept-item.ts';
import type { DeclaredFile, Ports } from '../../ports.ts';
import { isInTable } from '../known/lost-items.ts';

/** Names the item where it is gone. One that is being written is kept before it is in the table. */
export async function verifyStands(
  ports: Ports,
  tally: UpkeepTally,
  experiment: string,
  { kind, key, item }: KeptItem,
): Promise<void> {
  if (item === null || (await isInTable(ports, key))) return;
  if (kind === receiptKind.name) return verifyKeptReceipt(ports, tally, experiment, item);
  await ports.clock.pause(WRITTEN_WITHIN_MS);
  if (await isInTable(ports, key)) return;
  tally.differOnce(`${key.partition}/${key.sort}`, GONE, adviceFor(experiment));
}

/** A receipt comes again with its file, which is looked at by itself; without the file nothing makes it again. */
async function verifyKeptReceipt(
  ports: Ports,
  tally: UpkeepTally,
  experiment: string,
  item: unknown,
): Promise<void> {
  const { id, state } = receiptKind.schema.parse(item);
  const key = rawKey(experiment, id);
  // One that was announced and has not come is not made again.
  if (state === 'AWAITING_UPLOAD' || (await ports.raw.size(key)) !== null) return;
  tally.differOnce(key, 'the file is gone, and so is its receipt');
}

/** Names the receipt of a file where it is gone: it is written before its file can come. */
export async function verifyHasReceipt(
  ports: Ports,
  tally: UpkeepTally,
  experiment: string,
  { downlink, declared }: DeclaredFile,
): Promise<void> {
  const key = receiptKey(experiment, downlink);
  if (await isInTable(ports, key)) return;
  const isDeclared = parseDeclaration(declared) !== null;
  const advice = isDeclared
    ? adviceFor(experiment)
    : `${adviceFor(experiment)} where its receipt is kept; else upload the file again`;
  tally.differOnce(`${key.partition}/${key.sort}`, `${GONE}; its file is here`, advice);
}

const GONE = 'the item is gone';
const WRITTEN_WITHIN_MS = 100;

const adviceFor = (experiment: string): string =>
  `${typedCommand(`rebuild -e ${experiment}`)} makes it again from what is kept beside the files`;
