/** Events that a file brought go where no file in force brings them any more. */
import {
  DOWNLINK,
  isIngested,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import { broughtKind, broughtPrefix } from '../../domain/timeline/brought-event.ts';
import { type EventRecord, eventKey, eventKind } from '../../domain/timeline/event-record.ts';
import type { Ports } from '../../ports.ts';
import { eventOwed, owe } from '../known/owe.ts';
import { update } from '../known/update.ts';
import { hintRecomputation } from './recompute-all.ts';
import { readEvents } from './record-events.ts';

/** What a reading of a file brought that is in force no more. */
export interface LeftEvents extends Pick<ReceiptRecord, 'events' | 'source'> {
  readonly receipt: ReceiptRecord;
}

/** Doing it again changes nothing. An event that was never recorded is noted as one that does not stand. */
export async function withdrawReadEvents(ports: Ports, experiment: string, left: LeftEvents): Promise<void> {
  const { receipt } = left;
  const own = new Set(eventsInForce(receipt));
  const records = readEvents(receipt, left).filter(({ id }) => !own.has(id));
  if (records.length === 0) return;
  const before = new Bringers(ports, experiment);
  for (const record of records)
    if (!(await before.bring(record))) await setWithdrawn(ports, experiment, record, true);
  // A file that was taken in meanwhile found its event standing, and left it as it was.
  const after = new Bringers(ports, experiment);
  for (const record of records)
    if (await after.bring(record)) await setWithdrawn(ports, experiment, record, false);
  await hintRecomputation(ports, experiment);
}

/** What the file brings that counts. */
function eventsInForce(receipt: ReceiptRecord): readonly string[] {
  const isInForce = isIngested(receipt.state) && receipt.duplicateOf === null;
  return isInForce ? readEvents(receipt, receipt).map(({ id }) => id) : [];
}

/**
 * The downlinks that bring events, as they stand now. Of an event only those are read that are noted at it, up to the
 * first that counts; all receipts are gone through for one that an older version recorded.
 */
class Bringers {
  readonly #ports: Ports;
  readonly #experiment: string;
  readonly #known = new Map<string, readonly string[]>();
  #all: Set<string> | null = null;

  constructor(ports: Ports, experiment: string) {
    this.#ports = ports;
    this.#experiment = experiment;
  }

  async bring({ id }: EventRecord): Promise<boolean> {
    const { catalogue } = this.#ports;
    const event = (await catalogue.get(eventKind, eventKey(this.#experiment, id)))?.item;
    if (event !== undefined && event.isListed === undefined) return (await this.#everybodys()).has(id);
    for await (const { item } of catalogue.list(broughtKind, this.#experiment, broughtPrefix(id)))
      if ((await this.#of(item.downlink)).includes(id)) return true;
    return false;
  }

  async #of(downlink: string): Promise<readonly string[]> {
    const known = this.#known.get(downlink);
    if (known !== undefined) return known;
    const key = receiptKey(this.#experiment, downlink);
    const receipt = (await this.#ports.catalogue.get(receiptKind, key))?.item;
    const events = receipt === undefined ? [] : eventsInForce(receipt);
    this.#known.set(downlink, events);
    return events;
  }

  async #everybodys(): Promise<Set<string>> {
    if (this.#all !== null) return this.#all;
    const { catalogue } = this.#ports;
    this.#all = new Set();
    for await (const { item } of catalogue.list(receiptKind, this.#experiment, sortKey(DOWNLINK, '')))
      for (const id of eventsInForce(item)) this.#all.add(id);
    return this.#all;
  }
}

async function setWithdrawn(
  ports: Ports,
  experiment: string,
  record: EventRecord,
  isWithdrawn: boolean,
): Promise<void> {
  const key = eventKey(experiment, record.id);
  await update(ports, eventKind, key, async (current): Promise<EventRecord | null> => {
    if (current === null) return isWithdrawn ? { ...record, withdrawn: true, due: false } : null;
    if ((current.withdrawn === true) === isWithdrawn) return null;
    const changes = (current.changes ?? 0) + 1;
    await owe(ports, key, eventOwed(changes));
    const { withdrawn: _, ...standing } = current;
    return { ...standing, ...(isWithdrawn && { withdrawn: true as const }), changes, due: true };
  });
}
