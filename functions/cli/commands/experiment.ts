import { Command } from 'commander';
import { stringify } from 'yaml';
import * as z from 'zod';
import { channelsSchema } from '../../../shared/contract/channels.ts';
import type { AppliedContacts } from '../../../shared/contract/contacts.ts';
import {
  type AppliedExperiment,
  appliedExperimentSchema,
  type ExperimentOnWire,
  type ExperimentsOnWire,
  experimentSchema,
  experimentsSchema,
} from '../../../shared/contract/experiments.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { readText } from '../files/read-text.ts';
import { sendContactsBeside } from '../files/send-contacts.ts';
import {
  contextOf,
  onlyExperiment,
  pathOf,
  type SharedOptions,
  withStack,
} from '../stack/command-context.ts';
import { assaysText } from '../text/assays-text.ts';
import { channelsText } from '../text/channels-text.ts';
import { damagedLine, lostText } from '../text/damaged-text.ts';
import type { Page } from '../text/page.ts';
import { readUnderOtherText } from '../text/read-under-other-text.ts';
import { tableText } from '../text/table.ts';
import { wrapText } from '../text/wrap.ts';
import { appliedContactsText } from './contacts.ts';
import { experimentNewCommand } from './experiment-new.ts';

export function experimentCommand(): Command {
  const command = new Command('experiment').description(
    'draft, apply or show a definition, or list all experiments',
  );
  const apply = command
    .command('apply')
    .argument('<file>', 'the definition, YAML or JSON')
    .description(
      'put a definition in force; if it names a contact plan and that file is in the same folder, apply it too. Applying the same definition again changes nothing',
    )
    .option(
      '--new-reading',
      'allow changes that read existing samples differently: another unit, storage, sensor, zone or column, or a column that is no longer read',
    );
  withStack(apply).action(async (file: string, options: ApplyOptions) => {
    const text = await readText(file);
    const { definition } = readDefinition(text);
    const { client, print } = await contextOf(options);
    const body = { type: 'application/yaml', body: text };
    const path = `${pathOf(definition.id)}${options.newReading === true ? '?newReading=true' : ''}`;
    const applied = await client.send('PUT', path, body, appliedExperimentSchema);
    const contacts = await sendContactsBeside(client, file, definition);
    const plan = contactsTextFor(definition, contacts);
    const channels = await client.get(pathOf(definition.id, 'channels'), channelsSchema);
    const answer = { ...applied, ...(contacts !== null && { contacts }), lookedFor: channels.channels };
    const assays = assaysText(definition);
    const hasChannels = definition.channels.length > 0;
    print(
      answer,
      (one, page) =>
        `${appliedText(one)}${plan}${assays}${hasChannels ? `\n${channelsText(channels, page)}` : ''}`,
    );
  });
  command.addCommand(experimentNewCommand());
  const list = command.command('list').description('list the experiments');
  withStack(list).action(async (options: SharedOptions) => {
    const { client, print } = await contextOf(options);
    const answer = await client.get('/v1/experiments', experimentsSchema);
    print(answer, (all, page) => {
      const damaged = (all.damaged ?? []).map(({ id, key }) => damagedLine(id, key, id)).join('');
      const lost = `${damaged}${lostText(all.lost ?? [])}`;
      return lost !== '' && all.experiments.length === 0 ? lost : `${experimentsText(all, page)}${lost}`;
    });
    if (answer.damaged !== undefined || answer.lost !== undefined) process.exitCode = 1;
  });
  const show = command
    .command('show')
    .argument('[experiment]', 'which; the same as -e')
    .description('show the definition in force, as YAML')
    .option('-e, --experiment <id>', 'the experiment; not needed if there is only one');
  withStack(show).action(async (named: string | undefined, options: ShowOptions, self: Command) => {
    if (named !== undefined && options.experiment !== undefined && named !== options.experiment)
      self.error(`expected one experiment, got ${named} and -e ${options.experiment}`);
    const id = named ?? options.experiment ?? (await onlyExperiment(options, self));
    const { client, terminal } = await contextOf(options);
    const shown = await client.get(pathOf(id), experimentSchema);
    // As it is: YAML that is folded is not the same YAML.
    terminal.out(options.json ? `${JSON.stringify(shown)}\n` : experimentText(shown));
  });
  return command;
}

interface ApplyOptions extends SharedOptions {
  readonly newReading?: boolean;
}

interface ShowOptions extends SharedOptions {
  readonly experiment?: string;
}

/** Every definition has what is shown; documents of earlier versions may be others in the rest. */
const shownSchema = z.object({
  title: z.string().optional(),
  units: z.array(z.unknown()).default([]),
  pairs: z.array(z.unknown()).default([]),
  channels: z.array(z.unknown()).default([]),
});

export function experimentsText({ experiments }: ExperimentsOnWire, page: Page): string {
  if (experiments.length === 0)
    return `there is no experiment yet; put a definition in force: ${typedCommand('experiment apply <file>')}\n`;
  const numbers = ['revision', 'units', 'pairs', 'channels'];
  const columns = ['experiment', 'title', 'in force since', ...numbers].map((title) => ({
    title,
    ...(numbers.includes(title) && { align: 'right' as const, isMinor: title !== 'revision' }),
  }));
  const rows = experiments.map(({ id, revision, appliedAt, definition }) => {
    const { title = '', units, pairs, channels } = shownSchema.parse(definition);
    const counts = [revision, units.length, pairs.length, channels.length];
    return [id, title, typedMinute(appliedAt), ...counts.map(String)];
  });
  return tableText(columns, rows, page);
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
  const { downlinks, first } = readUnderOther;
  const rest = downlinks - first.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  const were = downlinks === 1 ? 'was' : 'were';
  return `  ${countText(downlinks, 'downlink')} ${were} read otherwise (${first.join(', ')}${more}); to read again:\n    ${typedCommand(`reread --all -e ${id}`)}\n`;
}

/** What became of the plan that the definition names; nothing where it names none. */
function contactsTextFor({ id, contacts }: Definition, applied: AppliedContacts | null): string {
  if (contacts?.plan === undefined) return '';
  if (applied !== null) return appliedContactsText(applied);
  return `  the contact plan ${contacts.plan} does not lie beside the definition: put it with "${typedCommand(`contacts apply <file> -e ${id}`)}"\n`;
}

function experimentText(experiment: ExperimentOnWire): string {
  const { id, revision, sha256, appliedAt, appliedBy, definition } = experiment;
  const by = appliedBy === undefined ? '' : ` by ${appliedBy}`;
  const other = readUnderOtherText(experiment);
  const above = `${id}, revision ${revision}, in force since ${appliedAt}${by}\nsha256 ${sha256}\n${other}`;
  return `${commented(above)}${stringify(definition, { lineWidth: YAML_WIDTH })}`;
}

const COMMENT = '# ';
const WIDTH = 80;
/** A text deep in a list may begin a little before it is folded. */
const YAML_WIDTH = 70;

function commented(text: string): string {
  const lines = wrapText(text.trimEnd(), WIDTH - COMMENT.length).split('\n');
  return lines.map((line) => `${COMMENT}${line}\n`).join('');
}
