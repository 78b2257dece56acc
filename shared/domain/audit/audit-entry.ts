/**
 * Who asked for which change, and what was answered: two items of the table, neither of which is ever changed. The first is
 * written before anything else is; where the second is missing, nobody knows whether the change took effect.
 */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { shortened } from '../quoted.ts';
import type { Micros } from '../time.ts';

/** Names that a caller chooses: an entry stays small whatever they are. */
const LONGEST_NAME = 200;

const askedSchema = z.object({
  step: z.literal('ASKED'),
  id: z.string(),
  at: z.number(),
  holder: z.string(),
  /** Of the interface: `withdrawDownlink`. */
  operation: z.string(),
  experiment: z.string().nullable(),
  /** What else the address names: the downlink, the alarm, the holder. */
  about: z.record(z.string(), z.string()),
  /** Of the log. */
  requestId: z.string(),
});
const answeredSchema = z.object({
  step: z.literal('ANSWERED'),
  /** Of the entry that was asked. */
  id: z.string(),
  at: z.number(),
  status: z.number().int(),
  /** Of the problem; null where it was none. */
  code: z.string().nullable(),
  /** What the change was of and the address did not name, such as the file that was announced; absent where nothing. */
  about: z.record(z.string(), z.string()).optional(),
});
const entrySchema = z.discriminatedUnion('step', [askedSchema, answeredSchema]);
export type AuditAsked = z.infer<typeof askedSchema>;
export type AuditAnswered = z.infer<typeof answeredSchema>;
export type AuditEntry = z.infer<typeof entrySchema>;

export const auditKind: Kind<AuditEntry> = { name: 'audit', schema: entrySchema, isDue: () => false };

/** No experiment can have this id. */
const AUDIT_PARTITION = '~AUDIT';
const AUDIT = 'AUDIT';
export const AUDIT_ENTRIES = { partition: AUDIT_PARTITION, prefix: `${AUDIT}#` };

/** As many digits as the last instant that a number holds exactly. */
const DIGITS = 16;

/** In order of the time, the answer after what was asked. */
export const auditKey = ({ at, id }: Pick<AuditAsked, 'at' | 'id'>, isAnswer: boolean): Key => ({
  partition: AUDIT_PARTITION,
  sort: sortKey(AUDIT, digitsOf(at), id, ...(isAnswer ? ['ANSWER'] : [])),
});

/** Before every entry of this instant, and after every earlier one. */
export const auditBefore = (at: Micros): string => sortKey(AUDIT, digitsOf(at));

const digitsOf = (at: Micros): string => String(Math.max(0, Math.floor(at))).padStart(DIGITS, '0');

/** Within bounds, and no bodies: names only. */
export function askedEntry(
  asked: Pick<AuditAsked, 'id' | 'at' | 'holder' | 'operation' | 'requestId'>,
  named: Readonly<Record<string, string>>,
): AuditAsked {
  const { experiment, ...about } = named;
  return {
    ...asked,
    step: 'ASKED',
    holder: short(asked.holder),
    requestId: short(asked.requestId),
    experiment: experiment === undefined ? null : short(experiment),
    about: shortNames(about),
  };
}

const short = (text: string): string => shortened(text, LONGEST_NAME);

export function shortNames(about: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(about).map(([name, text]) => [name, short(text)]));
}
