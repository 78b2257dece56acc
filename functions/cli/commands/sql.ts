import { join } from 'node:path';
import { Command } from 'commander';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { exportMerged } from '../export/export-merged.ts';
import { type MergedManifest, readMergedManifest } from '../export/manifest.ts';
import { askExport, type SqlAnswer } from '../export/samples-database.ts';
import { contextOf, onlyExperiment, type SharedOptions, withStack } from '../stack/command-context.ts';
import { homeOf } from '../stack/connection.ts';
import { processTerminal } from '../stack/terminal.ts';
import { calibrationsLines } from '../text/calibrations-text.ts';
import { csvLines } from '../text/csv-lines.ts';
import type { Page } from '../text/page.ts';
import { readUnderOtherText } from '../text/read-under-other-text.ts';
import { tableText } from '../text/table.ts';

interface SqlOptions extends SharedOptions {
  readonly experiment?: string;
  readonly folder?: string;
  readonly csv?: boolean;
}

export function sqlCommand(): Command {
  const command = new Command('sql')
    .argument('<statement>', 'SQL as DuckDB speaks it, over the views samples and losing')
    .description(
      'query the samples in SQL; views: samples(unit, channel, time, value, quality, status, origin, sensor, ucum) and losing(same columns)',
    );
  return withStack(command)
    .option(
      '-e, --experiment <id>',
      'the experiment, whose new samples are downloaded first; not needed if there is only one',
    )
    .option('--folder <path>', `query a folder that "${typedCommand('export')}" filled (needs no stack)`)
    .option('--csv', 'print the answer as CSV')
    .action(async (statement: string, options: SqlOptions, self: Command) => {
      const { folder, experiment, ...shared } = options;
      const answer =
        folder === undefined
          ? await askStack(statement, experiment ?? (await onlyExperiment(shared, self)), shared)
          : await asked(folder, await readMergedManifest(folder), statement);
      const terminal = processTerminal();
      terminal.out(answerText(answer, options, terminal.page));
    });
}

async function askStack(statement: string, experiment: string, shared: SharedOptions): Promise<SqlAnswer> {
  const context = await contextOf(shared);
  const { host } = new URL(context.client.connection.url);
  const cache = join(homeOf(process.env), 'merged', host.replaceAll(':', '-'), experiment);
  const { manifest } = await exportMerged(context, cache, experiment, {});
  return asked(cache, manifest, statement);
}

/** Beside the answer, so that its rows stay what a program reads. */
function asked(folder: string, manifest: MergedManifest, statement: string): Promise<SqlAnswer> {
  const note = `${calibrationsLines(manifest.calibrations)}${pendingText(manifest)}${readUnderOtherText(manifest)}`;
  if (note !== '') processTerminal().note(note);
  return askExport(folder, manifest, statement);
}

function answerText({ columns, rows }: SqlAnswer, { json, csv }: SqlOptions, page: Page): string {
  if (json) {
    const named = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])));
    return `${JSON.stringify(named)}\n`;
  }
  const cells = rows.map((row) => row.map(cellText));
  if (csv) return csvLines([columns, ...cells]);
  const isNumber = (c: number) => rows.some((row) => typeof row[c] === 'number');
  const titles = columns.map((title, c) => ({ title, ...(isNumber(c) && { align: 'right' as const }) }));
  return tableText(titles, cells, page);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
