/** What of a contrast is not as it was in a snapshot of it. */
import type { ContrastOnWire, GenesOnWire } from '../../contract/expression.ts';
import { changesBetween, type RestedOn } from '../../domain/contrast/rested-on.ts';
import { Refusal } from '../../domain/refusal.ts';
import { digestInSnapshot } from '../../domain/snapshot/snapshot-record.ts';
import type { Ports } from '../../ports.ts';
import { snapshotKept } from '../assay/contrast-snapshot.ts';

/** Refuses names that are none (`snapshot.unknown`) or kept nowhere, and snapshots of another contrast or engine. */
export async function contrastSince(
  ports: Ports,
  experiment: string,
  snapshot: string,
  now: ContrastOnWire,
): Promise<NonNullable<GenesOnWire['since']>> {
  const before = await snapshotKept(ports.archive, experiment, digestInSnapshot(snapshot, 'query.since'));
  if (before === null)
    throw refusal(
      'not-found',
      `no result of ${experiment} is kept under ${snapshot}: it is of another experiment, or older than what is kept`,
    );
  refuseOther(before, now);
  if (now.snapshot === snapshot) return { snapshot, isSame: true, changes: [] };
  const current =
    now.snapshot === null
      ? null
      : await snapshotKept(ports.archive, experiment, digestInSnapshot(now.snapshot, 'query.since'));
  const changes =
    current === null
      ? ['nothing of now is compared yet, or can be: see refused and pending']
      : changesBetween(before, current);
  return { snapshot, isSame: false, changes };
}

function refuseOther({ assay, contrast, engine }: RestedOn, now: ContrastOnWire): void {
  if (assay === now.assay && contrast === now.id && (now.engine === null || engine === now.engine)) return;
  const is = `${contrast} of ${assay} by ${engine}`;
  const asked = `${now.id} of ${now.assay}${now.engine === null ? '' : ` by ${now.engine}`}`;
  throw refusal(
    'invalid',
    `the snapshot is of ${is}: expected one of ${asked}; name that contrast, assay and engine`,
  );
}

const refusal = (kind: 'not-found' | 'invalid', message: string): Refusal =>
  new Refusal(kind, kind === 'invalid' ? 'snapshot.of-another' : 'snapshot.unknown', message, {
    field: 'query.since',
  });
