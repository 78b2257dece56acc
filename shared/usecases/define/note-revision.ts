/** Which revision a definition was, noted with the document before another one takes its place. */
import {
  definitionKey,
  definitionKind,
  type ExperimentRecord,
} from '../../domain/experiment/experiment-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/** A run that dies after it has noted what is true: the revision was in force, whatever follows it. */
export async function noteRevision(
  ports: Ports,
  {
    id,
    sha256,
    revision,
    appliedAt,
    appliedBy,
  }: Pick<ExperimentRecord, 'id' | 'sha256' | 'revision' | 'appliedAt' | 'appliedBy'>,
): Promise<void> {
  await update(ports, definitionKind, definitionKey(id, sha256), (current) => {
    if (current === null || current.revisions.some((one) => one.revision === revision)) return null;
    return { ...current, revisions: [...current.revisions, { revision, appliedAt, appliedBy }] };
  });
}
