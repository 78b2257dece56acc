import { Command } from 'commander';
import { type EventsOnWire, eventsSchema } from '../../../shared/contract/experiments.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { spokenDuration } from '../../../shared/domain/words/span.ts';
import { readText } from '../files/read-text.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { isoTyped } from '../stack/typed-duration.ts';
import type { Page } from '../text/page.ts';
import { tableText } from '../text/table.ts';

interface EventOptions extends ExperimentOptions {
  readonly file?: string;
  readonly unit?: string;
  readonly at?: string;
  readonly planned?: string;
  readonly accuracy?: string;
  readonly source?: string;
  readonly supersedes?: string;
}

export function eventCommand(): Command {
  const command = new Command('event').description(
    'record an event of a unit and its time, or list the events',
  );
  const add = command
    .command('add')
    .argument('[name]', 'what happened: activation, exchange, fixation, …')
    .description(
      'record an event, or those of a CSV file; nothing is ever changed, a later event supersedes',
    );
  withExperiment(add)
    .option('--unit <id>', 'the unit it happened to')
    .option('--at <instant>', 'when, ISO 8601 with offset')
    .option('--planned <instant>', 'when it was to happen')
    .option(
      '--accuracy <duration>',
      'how well the instant is known, such as 1s or PT1S (1 s if not given)',
      isoTyped,
    )
    .option('--source <text>', 'who or what says so')
    .option('--supersedes <id>', 'the event that this one corrects')
    .option('--file <csv>', 'events of a CSV file: name,unit,planned,at,accuracy,source,supersedes')
    .action(async (name: string | undefined, options: EventOptions, self: Command) => {
      const body = await bodyOf(name, options, self);
      const { client, print } = await contextOf(options);
      print(await client.send('POST', pathOf(options.experiment, 'events'), body, eventsSchema), eventsText);
    });
  const list = command.command('list').description('list the events of the experiment, corrected ones too');
  withExperiment(list)
    .option('--unit <id>', 'of one unit only')
    .action(async ({ experiment, unit, ...shared }: ListOptions) => {
      const { client, print } = await contextOf(shared);
      const { events } = await client.get(pathOf(experiment, 'events'), eventsSchema);
      const asked = events.filter((one) => unit === undefined || one.unit === unit);
      print({ events: asked }, eventsText);
    });
  return command;
}

interface ListOptions extends ExperimentOptions {
  readonly unit?: string;
}

async function bodyOf(name: string | undefined, options: EventOptions, self: Command) {
  const { file, unit, at, planned, accuracy, source = 'howship event add', supersedes } = options;
  if (file !== undefined) {
    if (name !== undefined) self.error('expected either the name of an event or --file, got both');
    return { type: 'text/csv', body: await readText(file) };
  }
  if (name === undefined || unit === undefined || at === undefined) {
    return self.error('expected the name of an event, --unit and --at, or --file with several events');
  }
  const event = { name, unit, at, planned, accuracy, source, supersedes };
  return { type: 'application/json', body: JSON.stringify(event) };
}

export function eventsText({ events, warnings = [] }: EventsOnWire, page: Page): string {
  const warned = warnings.map(({ code, message }) => `warning ${code}: ${message}\n`).join('');
  if (events.length === 0) return 'no event is known yet\n';
  const titles = ['event', 'unit', 'at', 'planned', 'within', 'source', 'by', 'corrects', 'id'];
  const columns = titles.map((title) => ({ title, ...(title === 'unit' && { isHead: true }) }));
  const table = tableText(
    columns,
    events.map(({ name, unit, at, planned, accuracy, source, recordedBy = '', supersedes = '', id }) => [
      ...[name, unit, typedIso(at), planned === undefined ? '' : typedIso(planned), spokenDuration(accuracy)],
      ...[source, recordedBy, supersedes, id],
    ]),
    page,
  );
  return `${warned}${table}`;
}
