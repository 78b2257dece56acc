/** The receipt of a file that the table does not know, made again from what is kept beside the file. */
import { Damaged } from '../../domain/damaged.ts';
import { announcedReceipt, parseDeclaration } from '../../domain/downlink/declaration.ts';
import { isIngested, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { ACTION, type ActionRecord, actionKind } from '../../domain/journal/action-record.ts';
import { keptName } from '../../domain/kept/kept-name.ts';
import { sortKey } from '../../domain/kind.ts';
import { decodeKept, type KeptItem } from '../../formats/kept-item.ts';
import type { DeclaredFile, Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import { whyDamaged } from '../known/why-damaged.ts';

/** Told of what is damaged or gone, by its key. */
export type Differ = (key: string, why: string) => void;

/** What people did to downlinks, asked for once in a run, and only where something that is kept is gone. */
export class KnownActions {
  readonly #ports: Ports;
  readonly #experiment: string;
  #byDownlink: Map<string, ActionRecord[]> | null = null;

  constructor(ports: Ports, experiment: string) {
    this.#ports = ports;
    this.#experiment = experiment;
  }

  /** On the downlink, in the order of time. */
  async on(downlink: string): Promise<readonly ActionRecord[]> {
    this.#byDownlink ??= Map.groupBy(await this.#all(), (action) => action.downlink);
    return this.#byDownlink.get(downlink) ?? [];
  }

  async #all(): Promise<ActionRecord[]> {
    const listed = this.#ports.catalogue.list(actionKind, this.#experiment, sortKey(ACTION, ''));
    return (await Array.fromAsync(listed)).map(({ item }) => item);
  }
}

/**
 * What is to be done with the file: what was kept of its receipt, or else read it as it was announced. Where the kept
 * receipt of a file that somebody withdrew is gone, what was done to it last decides. Null where nobody declared it.
 */
export async function restoredReceipt(
  ports: Ports,
  experiment: string,
  { downlink, declared }: DeclaredFile,
  { actions, differ }: { readonly actions: KnownActions; readonly differ: Differ },
): Promise<ReceiptRecord | null> {
  const name = keptName(receiptKey(experiment, downlink));
  const isThere = await isKept(ports, name);
  const kept = isThere ? await readKept(ports, name, differ) : null;
  if (kept !== null && kept.item !== null) return toDo(receiptKind.schema.parse(kept.item));
  const declaration = parseDeclaration(declared);
  if (declaration === null) return null;
  const announced = announcedReceipt(downlink, declaration, { parts: null, expiresAt: declaration.at });
  const toRead: ReceiptRecord = { ...announced, state: 'RECEIVED', readUnder: declaration.reading };
  if (kept !== null) return toRead;
  const done = await actions.on(downlink);
  const withdrawal = done.findLast(({ action }) => action === 'WITHDRAWN');
  if (withdrawal === undefined) return toRead;
  const { at, by, reason } = withdrawal;
  const isLast = done.at(-1) === withdrawal;
  const then = isLast
    ? 'it stays WITHDRAWN'
    : 'it was read again since, and is read as it was announced: look whether that is the right reading';
  const why = `the kept receipt is ${isThere ? 'damaged' : 'gone'}; ${by} withdrew the downlink, and ${then}`;
  if (!isThere || !isLast) differ(`kept/${name}`, why);
  if (!isLast) return toRead;
  return { ...announced, state: 'WITHDRAWN', withdrawn: { at, by, reason: reason ?? '' }, due: false };
}

function toDo(receipt: ReceiptRecord): ReceiptRecord {
  const { state, readingRevision } = receipt;
  if (!isIngested(state) && state !== 'REFUSED' && state !== 'AWAITING_UPLOAD')
    return { ...receipt, due: false };
  return {
    ...receipt,
    state: 'RECEIVED',
    // A file that was refused stays so: what a later definition would say of it was nobody's question.
    readUnder: state === 'AWAITING_UPLOAD' ? null : readingRevision,
    definition: isIngested(state) ? receipt.definition : null,
    error: null,
    due: true,
  };
}

/** Null where there is none, or it is damaged, which is told. */
export async function readKept(ports: Ports, name: string, differ: Differ): Promise<KeptItem | null> {
  try {
    return await intact(`kept/${name}`, async () => decodeKept(await ports.kept.read(name)));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    differ(error.key, whyDamaged(error));
    return null;
  }
}

async function isKept(ports: Ports, name: string): Promise<boolean> {
  for await (const found of ports.kept.names(name)) return found === name;
  return false;
}
