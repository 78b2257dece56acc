import { Command } from 'commander';
import {
  type AppliedContacts,
  appliedContactsSchema,
  type ContactsOnWire,
  contactsSchema,
} from '../../../shared/contract/contacts.ts';
import { supersededText } from '../../../shared/contract/contacts-words.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso, typedMinute } from '../../../shared/domain/words/instant.ts';
import { spanBetween } from '../../../shared/domain/words/span.ts';
import { readText } from '../files/read-text.ts';
import { contactsBody } from '../files/send-contacts.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { instantOf } from '../stack/options.ts';
import type { Page } from '../text/page.ts';
import { tableText } from '../text/table.ts';

interface ContactsOptions extends SharedOptions {
  readonly experiment: string;
  readonly from?: string;
  readonly at?: string;
}

export function contactsCommand(): Command {
  const command = new Command('contacts').description('apply or show the plan of ground contacts');
  const apply = command
    .command('apply')
    .argument('<file>', 'the contacts: CSV (aos,los,station,id) or JSON')
    .description(
      'put contacts in force: they replace what was planned from their first contact on, and earlier contacts stay; applying the same contacts again changes nothing',
    );
  withExperiment(apply)
    .option(
      '--from <instant>',
      'replace what was planned from this instant on, ISO 8601 with offset (default: the first contact of the file)',
    )
    .action(async (file: string, options: ContactsOptions, self: Command) => {
      const body = contactsBody(await readText(file));
      const query = options.from === undefined ? {} : { from: instantOf(self, '--from', options.from, -1) };
      const { client, print } = await contextOf(options);
      const path = pathOf(options.experiment, 'contacts');
      print(await client.send('PUT', path, body, appliedContactsSchema, query), appliedContactsText);
    });
  const show = command
    .command('show')
    .description('show the contact plan in force, or as it was known at an instant, and when it was changed');
  withExperiment(show)
    .option(
      '--at <instant>',
      'the plan as it was known then: ISO 8601 with offset, or how long back from now',
    )
    .action(async (options: ContactsOptions, self: Command) => {
      const query = options.at === undefined ? {} : { at: instantOf(self, '--at', options.at, -1) };
      const { client, print } = await contextOf(options);
      print(await client.get(pathOf(options.experiment, 'contacts'), contactsSchema, query), contactsText);
    });
  return command;
}

export function appliedContactsText(applied: AppliedContacts): string {
  const { revision, sha256, contacts, from, to, warnings } = applied;
  const head = `contact plan: revision ${revision} in force, ${countText(contacts, 'contact')} from ${from} to ${to} (sha256 ${sha256.slice(0, 12)}…)\n`;
  const changed = supersededText(applied, ' (--from replaces them from another instant on)');
  return `${head}${changed === '' ? '' : `  ${changed}\n`}${warnings.map(({ code, message }) => `  warning ${code}: ${message}\n`).join('')}`;
}

export function contactsText(
  { revision, appliedAt, appliedBy, contacts, revisions }: ContactsOnWire,
  page: Page,
): string {
  const columns = ['acquisition of signal', 'loss of signal', 'lasts', 'station', 'id'].map((title) => ({
    title,
  }));
  const rows = contacts.map(({ aos, los, station = '', id = '' }) => {
    return [typedIso(aos), typedIso(los), spanBetween(aos, los), station, id];
  });
  const others = revisions.filter((one) => one.revision !== revision).map(revisionLine);
  const history =
    others.length === 0 ? '' : `other revisions (--at shows what was known then):\n${others.join('')}`;
  return `${tableText(columns, rows, page)}\nrevision ${revision}, put by ${appliedBy} at ${typedMinute(appliedAt)}\n${history}`;
}

function revisionLine(one: ContactsOnWire['revisions'][number]): string {
  const { revision, appliedAt, appliedBy, effective, contacts } = one;
  const since =
    effective === undefined ? '' : `, in place of what was planned from ${typedMinute(effective)} on`;
  return `  ${revision}: ${countText(contacts, 'contact')}, put by ${appliedBy} at ${typedMinute(appliedAt)}${since}\n`;
}
