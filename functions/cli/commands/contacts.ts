import { Command } from 'commander';
import {
  type AppliedContacts,
  appliedContactsSchema,
  type ContactsOnWire,
  contactsSchema,
} from '../../../shared/contract/contacts.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { spanBetween } from '../../../shared/domain/words/span.ts';
import { readText } from '../files/read-text.ts';
import { contactsBody } from '../files/send-contacts.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import type { Page } from '../text/page.ts';
import { tableText } from '../text/table.ts';

interface ContactsOptions extends SharedOptions {
  readonly experiment: string;
}

export function contactsCommand(): Command {
  const command = new Command('contacts').description('apply or show the plan of ground contacts');
  const apply = command
    .command('apply')
    .argument('<file>', 'the contacts: CSV (aos,los,station,id) or JSON')
    .description('put a contact plan in force; applying the same contacts again changes nothing');
  withExperiment(apply).action(async (file: string, options: ContactsOptions) => {
    const body = contactsBody(await readText(file));
    const { client, print } = await contextOf(options);
    const path = pathOf(options.experiment, 'contacts');
    print(await client.send('PUT', path, body, appliedContactsSchema), appliedContactsText);
  });
  const show = command.command('show').description('show the contact plan in force');
  withExperiment(show).action(async (options: ContactsOptions) => {
    const { client, print } = await contextOf(options);
    print(await client.get(pathOf(options.experiment, 'contacts'), contactsSchema), contactsText);
  });
  return command;
}

export function appliedContactsText({ revision, sha256, contacts, from, to }: AppliedContacts): string {
  return `contact plan: revision ${revision} in force, ${countText(contacts, 'contact')} from ${from} to ${to} (sha256 ${sha256.slice(0, 12)}…)\n`;
}

export function contactsText(
  { revision, appliedAt, appliedBy, contacts }: ContactsOnWire,
  page: Page,
): string {
  const columns = ['acquisition of signal', 'loss of signal', 'lasts', 'station', 'id'].map((title) => ({
    title,
  }));
  const rows = contacts.map(({ aos, los, station = '', id = '' }) => {
    return [typedIso(aos), typedIso(los), spanBetween(aos, los), station, id];
  });
  return `${tableText(columns, rows, page)}\nrevision ${revision}, put by ${appliedBy} at ${typedMinute(appliedAt)}\n`;
}
