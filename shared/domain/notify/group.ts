/** Stage 1: what is told together. A group is what one sensor, or one unit and channel, shows. */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import type { SubjectKind } from '../anomaly/subject.ts';
import { severityNow } from '../anomaly/urgency.ts';
import { type Anomaly, type AnomalyKind, subjectNamed } from '../detect/registry.ts';

export interface GroupPlace {
  readonly kind: SubjectKind;
  /** The unit or pair. */
  readonly id: string;
  /** A series, or `unit`: all of it. */
  readonly part: string;
}

/** `unit:FU1:temperature` of the name of an anomaly or of its alarm: LIMIT, STUCK and DEAD of one sensor are in one group, those of its twin in another. */
export function groupOf({ id }: Pick<Anomaly, 'id'>): string {
  const { kind, id: subject } = subjectNamed(id);
  const [, , part = ''] = id.split(':');
  return [kind, subject, part].join(':');
}

/** Whether what is sent of it is decided by what is found; else somebody asked for its messages. */
export function isDecided(group: string): boolean {
  return /^(unit|pair):/.test(group);
}

export function groupPlace(group: string): GroupPlace {
  const [kind, id = '', part = ''] = group.split(':');
  return { kind: kind === 'pair' ? 'pair' : 'unit', id, part };
}

/** All of the unit, as detectors call it in the names of what they find. */
export const WHOLE_UNIT = 'unit';

/** What explains the others of its group comes first: a sensor that is stuck or dead shows a limit that nothing crossed. */
const LIKELIER: readonly AnomalyKind[] = ['SILENCE', 'DEAD', 'STUCK', 'GAP', 'CLOCK'];

/** Whether it says that readings are not what is measured, so that others of the same sensor may be its doing. */
export function isSensorFault({ kind }: Pick<Anomaly, 'kind'>): boolean {
  return LIKELIER.includes(kind);
}

/** Those of a group in the order in which a message names them: the likelier cause first, then the worst. */
export function likelierFirst<A extends Pick<Anomaly, 'kind' | 'severity' | 'current'>>(
  anomalies: readonly A[],
): A[] {
  const rank = ({ kind }: A) => (LIKELIER.includes(kind) ? LIKELIER.indexOf(kind) : LIKELIER.length);
  const worst = (one: A) => SEVERITIES.indexOf(severityNow(one));
  return anomalies.toSorted((a, b) => rank(a) - rank(b) || worst(b) - worst(a));
}

/** The highest of them; null of none. */
export function highest(severities: readonly Severity[]): Severity | null {
  return SEVERITIES.findLast((severity) => severities.includes(severity)) ?? null;
}
