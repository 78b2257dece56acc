import type { NotifyHint } from '../contract/hints.ts';
import { journalKey, journalKind } from '../domain/records/journal.ts';
import type { Ports } from '../ports.ts';
import { update } from './update.ts';

/** Publishes a journal entry that was not sent yet. At least once: a run that dies in between sends it again. */
export async function notify(ports: Ports, hint: NotifyHint): Promise<void> {
  const key = journalKey(hint.experiment, hint.entry);
  const entry = (await ports.catalogue.get(journalKind, key))?.item;
  if (!entry || !journalKind.isDue(entry)) return;
  const { id, route, subject, text } = entry;
  await ports.notifier.publish({ idempotencyKey: `${hint.experiment}/${id}`, route, subject, text });
  await update(ports, journalKind, key, (current) =>
    current !== null && current.sentAt === null ? { ...current, sentAt: ports.clock.now() } : null,
  );
}
