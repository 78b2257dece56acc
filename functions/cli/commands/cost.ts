import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { type BillLine, billOf } from '../../../shared/domain/cost/bill.ts';
import { PRICES } from '../../../shared/domain/cost/prices.ts';
import { type Usage, usageSchema } from '../../../shared/domain/cost/usage.ts';
import { quoted } from '../../../shared/domain/quoted.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { contextOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { homeOf } from '../stack/connection.ts';
import { CliFailure } from '../stack/failure.ts';
import { allDownlinks } from '../stack/find-downlink.ts';
import type { Page } from '../text/page.ts';
import { tableText } from '../text/table.ts';

interface CostOptions extends SharedOptions {
  readonly since?: string;
}

const NOT_METERED = [
  'data transfer out of AWS',
  'CloudWatch logs, metrics and alarms',
  'KMS, Secrets Manager, backups of the table',
  'the free tier and discounts, which would make it less',
];

export function costCommand(): Command {
  const command = new Command('cost').description(
    'what AWS would bill, at list price, for the work of the local stack',
  );
  return withStack(command)
    .option('--since <day>', 'from this UTC day on (2026-03-01), else from the first')
    .action(async (options: CostOptions, self: Command) => {
      const since = options.since ?? null;
      if (since !== null && !/^\d{4}-\d\d-\d\d$/.test(since))
        self.error(`--since: expected a day such as 2026-03-01, got ${quoted(since)}`);
      const usage = await readUsage(homeOf(process.env));
      const { client, print } = await contextOf(options);
      const taken = await takenIn(client, since);
      const { date, region } = PRICES;
      const answer = {
        ...billOf(usage, since, taken),
        ...taken,
        since,
        prices: { date, region },
        notMetered: NOT_METERED,
      };
      print(answer, costText);
    });
}

type Answer = ReturnType<typeof billOf> & {
  readonly samples: number;
  readonly downlinks: number;
  readonly since: string | null;
  readonly prices: { readonly date: string; readonly region: string };
  readonly notMetered: readonly string[];
};

async function readUsage(home: string): Promise<Usage> {
  const path = join(home, 'usage.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new CliFailure(
      'cost.not-metered',
      `${path} is not there: only a local stack counts what it does, and none has run in this home; of a deployed one AWS Cost Explorer knows`,
    );
  }
  return usageSchema.parse(JSON.parse(text));
}

/** Samples and downlinks of all experiments, announced from that day on. */
async function takenIn(
  client: ApiClient,
  since: string | null,
): Promise<{ samples: number; downlinks: number }> {
  const taken = { samples: 0, downlinks: 0 };
  const { experiments } = await client.get('/v1/experiments', experimentsSchema);
  for (const { id } of experiments) {
    for (const { createdAt, counts } of await allDownlinks(client, id)) {
      if (since !== null && createdAt < since) continue;
      taken.samples += counts.samples;
      taken.downlinks++;
    }
  }
  return taken;
}

export function costText(answer: Answer, page: Page): string {
  const { samples, downlinks, since, prices, notMetered, storageDollarsPerMonth } = answer;
  const per = (dollars: number | null) => (dollars === null ? '-' : dollarsText(dollars));
  return [
    `${countText(samples, 'sample')} in ${countText(downlinks, 'downlink')}${since === null ? '' : ` since ${since}`}`,
    '',
    `  a million samples        ${per(answer.dollarsPerMillionSamples)}`,
    `  a downlink               ${per(answer.dollarsPerDownlink)}`,
    `  a month of such days     ${dollarsText(answer.dollarsPerMonth)}, of which ${dollarsText(storageDollarsPerMonth)} keep what is stored`,
    '',
    `Downlinks and questions, ${dollarsText(answer.workDollars)}:`,
    linesText(answer.work, page),
    `Idle, whether anything arrives or not, ${dollarsText(answer.standingDollars)}:`,
    linesText(answer.standing, page),
    `Kept, ${dollarsText(storageDollarsPerMonth)} a month:`,
    storageText(answer.storage, page),
    `Prices: ${prices.region}, on demand, ${prices.date}. Not counted: ${notMetered.join('; ')}.`,
    '',
  ].join('\n');
}

function linesText(lines: readonly BillLine[], page: Page): string {
  if (lines.length === 0) return '  nothing yet\n';
  const columns = [
    { title: 'what' },
    { title: 'amount', align: 'right' as const },
    { title: 'dollars', align: 'right' as const },
  ];
  const rows = lines.map(({ what, amount, dollars }) => [what, amountText(amount), dollarsText(dollars)]);
  return tableText(columns, rows, page);
}

function storageText(lines: readonly BillLine[], page: Page): string {
  const columns = [
    { title: 'what' },
    { title: 'GB', align: 'right' as const },
    { title: 'dollars a month', align: 'right' as const },
  ];
  const rows = lines.map(({ what, amount, dollars }) => [what, gigabytesText(amount), dollarsText(dollars)]);
  return tableText(columns, rows, page);
}

function gigabytesText(gigabytes: number): string {
  return gigabytes.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function amountText(amount: number): string {
  return amount.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** Three digits, never as a power: these are small sums of money. */
function dollarsText(dollars: number): string {
  const digits = dollars === 0 ? 2 : Math.max(2, 2 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toFixed(digits)}`;
}
