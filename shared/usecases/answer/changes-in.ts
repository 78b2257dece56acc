/** What people did to files, to the contact plan and to the definition of an experiment, for a handover. */
import type { HandoverOnWire } from '../../contract/handover.ts';
import { contactsKey, contactsKind } from '../../domain/contacts/contact-plan.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { DefinitionRecord } from '../../domain/experiment/experiment-record.ts';
import type { ActionRecord } from '../../domain/journal/action-record.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';

type Change = HandoverOnWire['happened']['changes']['all'][number];

interface Done {
  readonly receipts: readonly ReceiptRecord[];
  readonly corrections: readonly ActionRecord[];
  readonly definitions: readonly DefinitionRecord[];
}

/** Those whose instants are asked for, in no order. */
export async function changesIn(
  ports: Ports,
  experiment: string,
  { receipts, corrections, definitions }: Done,
  isAsked: (at: Micros) => boolean,
): Promise<Change[]> {
  const names = new Map(receipts.map(({ id, fileName }) => [id, fileName]));
  const corrected = corrections
    .filter(({ at }) => isAsked(at))
    .map(
      ({ action, downlink, at, by, reason }): Change => ({
        ...{ at: isoOf(at), by, change: action },
        file: { id: downlink, fileName: names.get(downlink) ?? downlink },
        ...(reason !== null && { reason }),
      }),
    );
  const plan = await ports.catalogue.get(contactsKind, contactsKey(experiment));
  const plans = plan === null ? [] : [...plan.item.history, plan.item];
  // The record has the newest; a definition that was in force before names its own.
  const own = await loadRecord(ports, experiment);
  const revisions = new Map(
    [...definitions.flatMap((one) => one.revisions), own].map((one) => [one.revision, one]),
  );
  const put = (change: 'CONTACTS' | 'DEFINITION', some: readonly Put[]) =>
    some
      .filter(({ appliedAt }) => isAsked(appliedAt))
      .map(
        ({ revision, appliedAt, appliedBy }): Change => ({
          ...{ at: isoOf(appliedAt), change, revision },
          ...(appliedBy !== null && { by: appliedBy }),
        }),
      );
  return [...corrected, ...put('CONTACTS', plans), ...put('DEFINITION', [...revisions.values()])];
}

interface Put {
  readonly revision: number;
  readonly appliedAt: Micros;
  readonly appliedBy: string | null;
}
