import { Command } from 'commander';
import { type RedownlinkOnWire, redownlinkSchema } from '../../../shared/contract/redownlink.ts';
import { backText, checkedText, notAskedText } from '../../../shared/domain/words/ask-again.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { rangeLines } from '../../../shared/domain/words/range-lines.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { damagedReceiptsText } from '../text/damaged-text.ts';
import type { Page } from '../text/page.ts';
import { readUnderOtherText } from '../text/read-under-other-text.ts';
import { tableText } from '../text/table.ts';

interface RedownlinkOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly csv?: boolean;
}

export function redownlinkCommand(): Command {
  const command = new Command('redownlink').description(
    'which data to request again, most valuable first, and until when',
  );
  return withExperiment(command)
    .option('--unit <id>', 'one unit only')
    .option(
      '--csv',
      'print it as CSV: unit, channel, from, to, samples, cause, reason, priority, downlinks, overwrittenFrom, overwrittenTo',
    )
    .action(async ({ experiment, unit, csv, ...shared }: RedownlinkOptions) => {
      const { client, print, terminal } = await contextOf(shared);
      const path = pathOf(experiment, 'redownlink');
      if (csv) {
        const asked = unit === undefined ? '' : `?${new URLSearchParams({ unit })}`;
        for await (const part of client.csv(`${path}${asked}`)) terminal.out(part);
        return;
      }
      print(await client.get(path, redownlinkSchema, { unit }), redownlinkText);
    });
}

/** Stretches for people; the others are counted, and --csv lists them. */
const MOST_LINES = 40;

export function redownlinkText(answer: RedownlinkOnWire, page: Page): string {
  const { ranges, lookedAt, more = 0, contacts, left } = answer;
  const isTimed = ranges.some(({ overwritten }) => overwritten !== undefined);
  const columns = [
    { title: '', align: 'right' as const },
    { title: 'unit', isHead: true },
    { title: 'after' },
    { title: 'before' },
    { title: 'samples', align: 'right' as const },
    { title: 'channels', isHead: true },
    { title: 'cause' },
    ...(isTimed ? [{ title: 'until when' }] : []),
    { title: 'reason' },
  ];
  const rows = ranges
    .slice(0, MOST_LINES)
    .map(({ priority, unit, from, to, samples, channels, cause, reason, overwritten }) => [
      ...[String(priority), unit, typedIso(from), typedIso(to), groupedText(samples)],
      ...[channels.length > 3 ? countText(channels.length, 'channel') : channels.join(', '), cause],
      ...(isTimed ? [overwritten?.sentence ?? ''] : []),
      reason,
    ]);
  const others = more + Math.max(0, ranges.length - MOST_LINES);
  const counted = others === 0 ? '' : `and ${countText(others, 'stretch', 'stretches')} more (--csv)\n`;
  const table = ranges.length === 0 ? '' : `${tableText(columns, rows, page)}${counted}\n`;
  const [back, checked] = [backText(ranges), checkedText(ranges.length, lookedAt)];
  const looked = `${line(checked)}${rangeLines(lookedAt, answer).join('')}`;
  return `${table}${back === '' ? '' : `${back}\n\n`}${looked}\n${contacts.sentence}\n${line(notAskedText(left))}${pendingText(answer)}${readUnderOtherText(answer)}${damagedReceiptsText(answer)}`;
}

const line = (text: string): string => (text === '' ? '' : `${text}\n`);
