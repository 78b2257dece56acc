import { Command } from 'commander';
import { type RoutesOnWire, routesSchema, testedRouteSchema } from '../../../shared/contract/routes.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { readText } from '../files/read-text.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import type { Page } from '../text/page.ts';
import { tableText } from '../text/table.ts';
import { wrapText } from '../text/wrap.ts';

export function routesCommand(): Command {
  const command = new Command('routes').description(
    'who is sent which messages: show, apply or test the routes',
  );
  const show = command
    .command('show', { isDefault: true })
    .description('show the routes in force, in the order of escalation (the default)');
  withExperiment(show).action(async ({ experiment, ...shared }: ExperimentOptions) => {
    const { client, print } = await contextOf(shared);
    print(await client.get(pathOf(experiment, 'routes'), routesSchema), routesText);
  });
  const apply = command
    .command('apply')
    .argument(
      '<file>',
      'the routes: JSON, {"routes": [{"id": …, "via": "sns" | "webhook", "severities": […]}]}',
    )
    .description('put routes in force; applying the same routes again changes nothing');
  withExperiment(apply).action(async (file: string, { experiment, ...shared }: ExperimentOptions) => {
    const body = { type: 'application/json', body: await readText(file) };
    const { client, print } = await contextOf(shared);
    print(await client.send('PUT', pathOf(experiment, 'routes'), body, routesSchema), routesText);
  });
  const test = command
    .command('test')
    .argument('<route>', 'its id')
    .description('send a test message through a route; it says that nothing is wrong');
  withExperiment(test).action(async (route: string, { experiment, ...shared }: ExperimentOptions) => {
    const { client, print } = await contextOf(shared);
    const path = pathOf(experiment, 'routes', route, 'test');
    const body = { type: 'application/json', body: '{}' };
    print(
      await client.send('POST', path, body, testedRouteSchema),
      ({ id }) => `a test is on its way: ${id}\n`,
    );
  });
  return command;
}

export function routesText(
  { revision, appliedAt, appliedBy, routes, heartbeat, alive, untaken }: RoutesOnWire,
  page: Page,
): string {
  const columns = [
    ...['route', 'via', 'severities', 'channels', 'hours (UTC)', 'unacknowledged after'],
    'secret',
  ].map((title) => ({ title }));
  const rows = routes.map((route) => [
    route.id,
    route.url === undefined ? 'topic of the stack' : `${route.url} (${route.template})`,
    route.severities.join(' '),
    route.channels?.join(' ') ?? 'all',
    route.hours ?? 'always',
    route.escalateAfter,
    route.hasSecret ? 'yes' : 'none',
  ]);
  const put =
    appliedAt === undefined
      ? `no routes are declared: every message goes to the topic of the stack. Declare routes: ${typedCommand('routes apply FILE')}`
      : `revision ${revision}, put by ${appliedBy} at ${typedMinute(appliedAt)}`;
  const signs = [
    heartbeat === undefined
      ? 'no heartbeat is declared: if the stack stops, nobody is told\n'
      : `heartbeat every three minutes to ${heartbeat.url}\n`,
    ...(alive === undefined ? [] : [`alive line each day at ${alive.at} UTC by ${alive.route}\n`]),
  ];
  return wrapText(
    `${tableText(columns, rows, page)}\n${put}\n${signs.join('')}${untakenText(untaken)}`,
    page.width,
  );
}

/** Said here, since nothing else would say it before somebody is missed. */
function untakenText(untaken: RoutesOnWire['untaken']): string {
  return untaken
    .map(({ severity, channels }) => {
      const where = channels === undefined ? '' : ` in ${listText(channels)}`;
      return `nobody hears of ${severity}${where}: no route takes it\n`;
    })
    .join('');
}
