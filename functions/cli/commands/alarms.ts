import { Command, Option } from 'commander';
import { alarmSchema, alarmsSchema } from '../../../shared/contract/alarms.ts';
import { ALARM_STATES } from '../../../shared/domain/alarm/state.ts';
import {
  contextOf,
  type ExperimentOptions,
  pathOf,
  type SharedOptions,
  withExperiment,
} from '../stack/command-context.ts';
import { definitionOf, ucumsOf } from '../stack/definition.ts';
import { instantOf } from '../stack/options.ts';
import { alarmsText, alarmText } from '../text/alarms-text.ts';

interface ListOptions extends ExperimentOptions {
  readonly state?: string;
  readonly unit?: string;
  readonly history?: boolean;
  readonly limit?: string;
}

interface ShelveOptions extends ActionOptions {
  readonly until: string;
}

interface ActionOptions extends ExperimentOptions {
  readonly comment?: string;
}

export function alarmsCommand(): Command {
  const command = new Command('alarms').description(
    'alarms that need an answer, and the answers given: list, acknowledge, shelve, reset, assign',
  );
  const list = command
    .command('list', { isDefault: true })
    .description('list the alarms: those that wait for an answer first, then the worst (the default)');
  withExperiment(list)
    .addOption(
      new Option('--state <state>', 'only those in this state; without it all but NORMAL').choices(
        ALARM_STATES,
      ),
    )
    .option('--unit <id>', 'of one unit only')
    .option('--history', 'what moved each of them, below the table')
    .option('--limit <number>', 'how many transitions of each, the newest (100 without it)')
    .action(async ({ experiment, state, unit, history = false, limit, ...shared }: ListOptions) => {
      const { client, print } = await contextOf(shared);
      const query = { state, unit, history: limit };
      const answer = await client.get(pathOf(experiment, 'alarms'), alarmsSchema, query);
      const ucums = shared.json ? {} : ucumsOf(await definitionOf(client, experiment));
      const view = { now: Date.now(), ucums, hasHistory: history, hasNormal: state !== undefined };
      print(answer, (one, page) => alarmsText(one, view, page));
    });
  action(
    command,
    'ack',
    'acknowledge',
    'acknowledge an alarm: somebody takes care of it, until it worsens or begins again',
  );
  action(command, 'unack', 'unacknowledge', 'undo an acknowledgement');
  shelveCommand(command);
  action(command, 'unshelve', 'unshelve', 'end shelving early; this acknowledges the alarm');
  action(command, 'reset', 'reset', 'clear a latched alarm after its condition has returned to normal');
  assignCommand(command);
  return command;
}

const ALARM = 'id of the alarm, as in the list: LIMIT:FU1:temperature:HIGH';

function action(parent: Command, name: string, verb: string, description: string): void {
  const command = parent.command(name).argument('<alarm>', ALARM).description(description);
  withComment(command).action((alarm: string, { comment, ...options }: ActionOptions) =>
    act(options, alarm, verb, { comment }),
  );
}

function shelveCommand(parent: Command): void {
  const command = parent
    .command('shelve')
    .argument('<alarm>', ALARM)
    .description('hide an alarm for a time; it comes back if it worsens')
    .requiredOption(
      '--until <end>',
      'when the shelf ends, at most 7 days from now: an instant in ISO 8601 with offset, or how long from now (2h, PT2H)',
    );
  withComment(command).action((alarm: string, { comment, until, ...options }: ShelveOptions, self: Command) =>
    act(options, alarm, 'shelve', { until: instantOf(self, '--until', until, 1), comment }),
  );
}

function assignCommand(parent: Command): void {
  const command = parent
    .command('assign')
    .argument('<alarm>', ALARM)
    .argument('<owner>', 'who looks after it from now on')
    .description('name the owner of an alarm; its state does not change');
  withComment(command).action((alarm: string, owner: string, { comment, ...options }: ActionOptions) =>
    act(options, alarm, 'assign', { owner, comment }),
  );
}

const withComment = (command: Command): Command =>
  withExperiment(command).option('--comment <text>', 'why, for those who read it later');

/** Prints the alarm after it. */
async function act(
  { experiment, ...shared }: SharedOptions & { readonly experiment: string },
  alarm: string,
  verb: string,
  sent: object,
): Promise<void> {
  const { client, print } = await contextOf(shared);
  const body = { type: 'application/json', body: JSON.stringify(sent) };
  const after = await client.send('POST', pathOf(experiment, 'alarms', alarm, verb), body, alarmSchema);
  const ucums = shared.json ? {} : ucumsOf(await definitionOf(client, experiment));
  print(after, (one, page) => alarmText(one, { now: Date.now(), ucums }, page));
}
