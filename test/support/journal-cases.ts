/** Anomalies and journal entries for the tests of what the journal enters. */
import type { Severity } from '../../shared/domain/anomaly/anomaly.ts';
import type { Anomaly } from '../../shared/domain/detect/registry.ts';
import type { JournalRecord } from '../../shared/domain/journal/journal-record.ts';

export const ONSET = Date.parse('2026-03-01T06:00:00Z') * 1000;
export const NEWEST = ONSET + 3_600e6;

/** Over and critical: nobody is told of it. */
export const OVER: Anomaly = {
  id: 'LIMIT:FU1:temperature:2026-03-01T06:00:00Z',
  kind: 'LIMIT',
  unit: 'FU1',
  channels: ['temperature'],
  from: ONSET,
  to: ONSET + 1,
  severity: 'CRITICAL',
  blame: 'FU1',
  evidence: {
    side: 'HIGH',
    limit: 38,
    margin: 1,
    triggerValue: 39,
    mostSevereValue: 39,
    currentValue: 39,
    samples: 3,
  },
  detector: { name: 'limit', version: '1' },
};

/** Ongoing at `asOf`, at the severity it has. */
export function ongoing(severity: Severity, asOf = NEWEST): Anomaly {
  return { ...OVER, to: null, severity, current: { asOf, severity } };
}

/** An entry as it was stored before it held its opening, its reason and why nobody is told. */
export function oldEntry(
  transition: JournalRecord['transition'],
  rest: Partial<JournalRecord>,
): JournalRecord {
  return {
    ...{
      id: `${OVER.id}:${transition}:1`,
      subject: { kind: 'unit', id: 'FU1' },
      anomaly: ongoing('WARNING'),
    },
    ...{ learntAt: NEWEST, transition, retroactive: false, route: 'MAIL', sentAt: null, supersededAt: null },
    ...rest,
  };
}
