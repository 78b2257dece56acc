/** The definitions of a folder, in the order in which they were put in force. */
import { definitionsSchema } from '../../../shared/contract/definitions.ts';
import { appliedExperimentSchema } from '../../../shared/contract/experiments.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import type { HandedDocument, HandedFolder } from './check-folder.ts';

/**
 * Into a home that has none, all of them; into one that has an earlier one of them in force, those that followed it; where
 * the last is in force, none. Fails with a `CliFailure` where the home has another one: two histories cannot both stand.
 * Resolves to a sentence of what was done.
 */
export async function putInForce(client: ApiClient, { manifest, documents }: HandedFolder): Promise<string> {
  const { experiment, definition } = manifest;
  const standing = await inForceOf(client, experiment);
  if (standing === definition.sha256) return `${experiment} is here already, under the same definition`;
  const place = standing === null ? -1 : documents.findLastIndex(({ sha256 }) => sha256 === standing);
  if (standing !== null && place < 0)
    throw new CliFailure(
      'import.definition',
      `${experiment} is here under another definition: expected one of the folder (in force there ${definition.sha256}), got ${standing}; nothing was taken in. Import it into an empty home, or put a definition of the folder in force first`,
    );
  const following = documents.slice(place + 1);
  for (const document of following) await apply(client, experiment, document);
  const put = `${countText(following.length, 'definition')} put in force`;
  return standing === null ? put : `${experiment} is here already, under an earlier definition: ${put}`;
}

/** Null where the home does not know the experiment. */
async function inForceOf(client: ApiClient, experiment: string): Promise<string | null> {
  try {
    const { inForce } = await client.get(pathOf(experiment, 'definitions'), definitionsSchema);
    return inForce.sha256;
  } catch (error) {
    if (error instanceof CliFailure && error.code === 'experiment.unknown') return null;
    throw error;
  }
}

async function apply(
  client: ApiClient,
  experiment: string,
  { sha256, canonical }: HandedDocument,
): Promise<void> {
  const body = { type: 'application/json', body: canonical };
  const applied = await client.again('PUT', pathOf(experiment), body, appliedExperimentSchema);
  if (applied.sha256 === sha256) return;
  throw new CliFailure(
    'import.definition',
    `expected the definition ${sha256} in force, got ${applied.sha256}: is the stack of another version?`,
  );
}
