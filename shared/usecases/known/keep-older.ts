/** A table of before anything was kept beside the raw files: what stands in it is written out, once, in the order of its keys. */
import { contactPlanKind, contactsKind } from '../../domain/contacts/contact-plan.ts';
import { receiptKind } from '../../domain/downlink/receipt.ts';
import {
  definitionKind,
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { ACTION, actionKind } from '../../domain/journal/action-record.ts';
import type { Kind } from '../../domain/kind.ts';
import { eventKind } from '../../domain/timeline/event-record.ts';
import type { Ports } from '../../ports.ts';
import { formOf, keep } from './keep.ts';
import { update } from './update.ts';

/** Items of one kind, in the order of their sort keys. */
interface KeptList {
  readonly prefix: string;
  keepAfter(ports: Ports, experiment: string, after: string, limit: number): Promise<readonly string[]>;
}

function listOf<T>(prefix: string, kind: Kind<T>): KeptList {
  return {
    prefix,
    keepAfter: async (ports, experiment, after, limit) => {
      const page = { limit, ...(after >= prefix && { after }) };
      const found = await Array.fromAsync(ports.catalogue.list(kind, experiment, prefix, page));
      const some = found.filter(({ item }) => formOf(kind, item) !== null);
      await Promise.all(some.map(({ key, item }) => keep(ports, kind, key, item)));
      return found.map(({ key }) => key.sort);
    },
  };
}

/** By their prefixes, ascending. */
const LISTS: readonly KeptList[] = [
  listOf(`${ACTION}#`, actionKind),
  listOf('CONTACTPLAN#', contactPlanKind),
  listOf('CONTACTS', contactsKind),
  listOf('DEFINITION#', definitionKind),
  listOf('DOWNLINK#', receiptKind),
  listOf('EVENT#', eventKind),
];

/** Items that are written at once, and in one run: the next goes on where it ended. */
const AT_ONCE = 20;
const MOST_IN_A_RUN = 500;

/** Writes out some of what is not kept yet, and notes how far it came. */
export async function keepOlder(ports: Ports, { id, keptUpTo }: ExperimentRecord): Promise<void> {
  if (keptUpTo === null) return;
  const record = await ports.catalogue.get(experimentKind, experimentKey(id));
  if (record !== null && keptUpTo === '') await keep(ports, experimentKind, record.key, record.item);
  let upTo = keptUpTo;
  let left = MOST_IN_A_RUN;
  for (const list of LISTS) {
    if (list.prefix < upTo && !upTo.startsWith(list.prefix)) continue;
    while (left > 0) {
      const kept = await list.keepAfter(ports, id, upTo, AT_ONCE);
      left -= kept.length;
      upTo = kept.at(-1) ?? upTo;
      if (kept.length < AT_ONCE) break;
    }
    if (left <= 0) break;
  }
  await update(ports, experimentKind, experimentKey(id), (current) =>
    current === null || current.keptUpTo !== keptUpTo
      ? null
      : { ...current, keptUpTo: left > 0 ? null : upTo },
  );
}
