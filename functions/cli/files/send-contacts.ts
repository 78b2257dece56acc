import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type AppliedContacts, appliedContactsSchema } from '../../../shared/contract/contacts.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { pathOf } from '../stack/command-context.ts';
import { readText } from './read-text.ts';

/**
 * Puts the contact plan that the definition names (`contacts.plan`) where it lies beside the definition's file. Null
 * where it names none, or none lies there.
 */
export async function sendContactsBeside(
  client: ApiClient,
  file: string,
  { id, contacts }: Pick<Definition, 'id' | 'contacts'>,
): Promise<AppliedContacts | null> {
  if (contacts?.plan === undefined) return null;
  const plan = resolve(dirname(file), contacts.plan);
  if (!(await isThere(plan))) return null;
  return client.send(
    'PUT',
    pathOf(id, 'contacts'),
    contactsBody(await readText(plan)),
    appliedContactsSchema,
    // It lies there since the definition was written: later tables stay in force.
    { onlyNew: 'true' },
  );
}

/** A plan as it is sent: the text itself says whether it is JSON. */
export function contactsBody(text: string): { type: string; body: string } {
  return { type: /^\uFEFF?\s*[[{]/.test(text) ? 'application/json' : 'text/csv', body: text };
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
