import { Command } from 'commander';
import { stringify } from 'yaml';
import type { AppliedContacts } from '../../../shared/contract/contacts.ts';
import {
  type AppliedExperiment,
  appliedExperimentSchema,
  type ExperimentOnWire,
  experimentSchema,
} from '../../../shared/contract/experiments.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { readText } from '../files/read-text.ts';
import { sendContactsBeside } from '../files/send-contacts.ts';
import { contextOf, pathOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { appliedContactsText } from './contacts.ts';

export function experimentCommand(): Command {
  const command = new Command('experiment').description('put a definition in force, or show it');
  const apply = command
    .command('apply')
    .argument('<file>', 'the definition, YAML or JSON')
    .description(
      'put a definition in force, with the contact plan that it names where that lies beside it; the same again changes nothing',
    );
  withStack(apply).action(async (file: string, options: SharedOptions) => {
    const text = await readText(file);
    const { definition } = readDefinition(text);
    const { client, print } = await contextOf(options);
    const body = { type: 'application/yaml', body: text };
    const applied = await client.send('PUT', pathOf(definition.id), body, appliedExperimentSchema);
    const contacts = await sendContactsBeside(client, file, definition);
    const plan = contactsTextFor(definition, contacts);
    print({ ...applied, ...(contacts !== null && { contacts }) }, (one) => appliedText(one) + plan);
  });
  const show = command.command('show').argument('<id>').description('show the definition in force, as YAML');
  withStack(show).action(async (id: string, options: SharedOptions) => {
    const { client, terminal } = await contextOf(options);
    const shown = await client.get(pathOf(id), experimentSchema);
    // As it is: YAML that is folded is not the same YAML.
    terminal.out(options.json ? `${JSON.stringify(shown)}\n` : experimentText(shown));
  });
  return command;
}

export function appliedText(applied: AppliedExperiment): string {
  const { id, revision, sha256, warnings, warningsFound = warnings.length } = applied;
  const lines = warnings.map(({ code, field, message }) => `  warning ${code}, ${field}: ${message}\n`);
  const rest = warningsFound - warnings.length;
  const more = rest > 0 ? `  and ${countText(rest, 'more warning')}\n` : '';
  return `experiment ${id}: revision ${revision} in force (sha256 ${sha256.slice(0, 12)}…)\n${lines.join('')}${more}${otherText(applied)}`;
}

function otherText({ id, readUnderOther }: AppliedExperiment): string {
  if (readUnderOther === undefined) return '';
  const { downlinks } = readUnderOther;
  const were = downlinks === 1 ? 'was' : 'were';
  return `  ${countText(downlinks, 'downlink')} ${were} read otherwise; to read again:\n    howship reread --all -e ${id}\n`;
}

/** What became of the plan that the definition names; nothing where it names none. */
function contactsTextFor({ id, contacts }: Definition, applied: AppliedContacts | null): string {
  if (contacts?.plan === undefined) return '';
  if (applied !== null) return appliedContactsText(applied);
  return `  the contact plan ${contacts.plan} does not lie beside the definition: put it with "howship contacts apply <file> -e ${id}"\n`;
}

function experimentText({ id, revision, sha256, appliedAt, definition }: ExperimentOnWire): string {
  return `# ${id}, revision ${revision}, in force since ${appliedAt}, sha256 ${sha256}\n${stringify(definition)}`;
}
