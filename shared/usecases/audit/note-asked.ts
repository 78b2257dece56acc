import {
  type AuditAnswered,
  askedEntry,
  auditKey,
  auditKind,
  shortNames,
} from '../../domain/audit/audit-entry.ts';
import type { Ports } from '../../ports.ts';

export interface Change {
  /** Drawn at random: entries of one instant stand beside each other. */
  readonly id: string;
  readonly holder: string;
  readonly operation: string;
  readonly requestId: string;
}

/** Notes what was answered. */
export type NoteAnswer = (answer: Pick<AuditAnswered, 'status' | 'code' | 'about'>) => Promise<void>;

/**
 * Notes a change before it is made: where that fails, nothing is changed.
 *
 * @param named what the address names, `experiment` among it
 */
export async function noteAsked(
  { catalogue, clock }: Pick<Ports, 'catalogue' | 'clock'>,
  change: Change,
  named: Readonly<Record<string, string>>,
): Promise<NoteAnswer> {
  const asked = askedEntry({ ...change, at: clock.now() }, named);
  const isNew = await catalogue.put(auditKind, auditKey(asked, false), asked, null);
  if (!isNew) throw new Error(`the audit has an entry ${asked.id} of this instant: nothing is changed`);
  return async ({ status, code, about }) => {
    const answered = {
      ...({ step: 'ANSWERED', id: asked.id, at: clock.now(), status, code } as const),
      ...(about !== undefined && { about: shortNames(about) }),
    };
    await catalogue.put(auditKind, auditKey(asked, true), answered, null);
  };
}
