/** Names of alarms, as they stand in paths. */
import type { SubjectKind } from '../anomaly/subject.ts';
import { PAIR_KINDS } from '../detect/registry.ts';

/** Kind, unit or pair, and what of it: a series, with the side of a limit; or all of the unit. */
export const ALARM_ID = /^[A-Z]{2,16}:[A-Za-z0-9._-]{1,64}:[A-Za-z0-9._@-]{1,129}(:(HIGH|LOW))?$/;

/** On what the alarm of this name would be found. */
export function subjectOfAlarm(id: string): { readonly kind: SubjectKind; readonly id: string } {
  const [kind = '', subject = ''] = id.split(':');
  return { kind: PAIR_KINDS.some((one) => one.kind === kind) ? 'pair' : 'unit', id: subject };
}
