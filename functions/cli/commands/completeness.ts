import { Command } from 'commander';
import { type CompletenessOnWire, completenessSchema } from '../../../shared/contract/completeness.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { cadenceText } from '../../../shared/domain/words/counted.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { mostLacking, pendingText } from '../../../shared/domain/words/pending-text.ts';
import { rangeLines } from '../../../shared/domain/words/range-lines.ts';
import { spanBetween } from '../../../shared/domain/words/span.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { assayStatesText } from '../text/assays-text.ts';
import { damagedReceiptsText } from '../text/damaged-text.ts';
import type { Page } from '../text/page.ts';
import { readUnderOtherText } from '../text/read-under-other-text.ts';
import { tableText } from '../text/table.ts';

interface CompletenessOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly pair?: string;
  readonly channel?: string;
  readonly csv?: boolean;
}

export function completenessCommand(): Command {
  const command = new Command('completeness').description(
    'how much of each channel arrived, the gaps and their causes',
  );
  return withExperiment(command)
    .option('--unit <id>', 'one unit only')
    .option('--pair <id>', 'both units of a pair, over the time that both have')
    .option('--channel <id>', 'one channel only')
    .option('--csv', 'print the gaps as CSV, one line per channel')
    .action(async ({ experiment, unit, pair, channel, csv, ...shared }: CompletenessOptions) => {
      const { client, print, terminal } = await contextOf(shared);
      const path = pathOf(experiment, 'completeness');
      if (csv) {
        const asked = Object.entries({ unit, pair, channel }).filter(
          (one): one is [string, string] => one[1] !== undefined,
        );
        for await (const part of client.csv(`${path}?${new URLSearchParams(asked)}`)) terminal.out(part);
        return;
      }
      const answer = await client.get(path, completenessSchema, { unit, pair, channel });
      print(answer, (one, page) => completenessText([one], page));
    });
}

/** What was asked at once or channel by channel; a gap that channels share is one line. */
export function completenessText(answers: readonly CompletenessOnWire[], page: Page): string {
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'unit' },
    { title: 'channel' },
    { title: 'received', ...right },
    { title: 'valid', ...right },
    { title: 'expected', ...right },
    { title: 'complete', ...right },
    { title: 'gaps', ...right },
  ];
  const series = answers.flatMap((answer) => answer.series);
  const rows = series.map(({ unit, channel, received, valid, expected, completeness, gaps }) => [
    ...[unit, channel, ...[received, valid, expected].map(groupedText)],
    ...[percentText(completeness), String(gaps)],
  ]);
  const other = answers.find(({ readUnderOther }) => readUnderOther) ?? {};
  const lacking = mostLacking(answers);
  const lines = [
    ...countedLine(answers, series),
    ...rangeLines(series, lacking),
    ...invalidLines(series),
    ...cadenceLines(series),
    ...gapLines(answers, series),
  ];
  const hasGaps = answers.some(({ gaps }) => gaps.length > 0);
  const contacts = hasGaps ? `\n${answers[0]!.contacts.sentence}\n` : '';
  const listed = lines.length === 0 ? '' : `\n${lines.join('')}`;
  return `${tableText(columns, rows, page)}${listed}${contacts}${assayStatesText(answers[0]?.assays)}${pendingText(lacking)}${readUnderOtherText(other)}${damagedReceiptsText({ damaged: damagedReceipts(answers) })}`;
}

/** An assay whose state is not known says itself what is damaged. */
function damagedReceipts(answers: readonly CompletenessOnWire[]): CompletenessOnWire['damaged'] {
  const { damaged = [], assays = [] } = answers.find((one) => one.damaged) ?? {};
  return damaged.filter(({ id }) => !assays.some(({ assay }) => assay === id));
}

/** What only a twin shows lies before or after all that came of a unit, and is counted nowhere. */
function countedLine(answers: readonly CompletenessOnWire[], series: CompletenessOnWire['series']): string[] {
  const isBeyond = ({ unit, from, to }: CompletenessOnWire['gaps'][number]) =>
    series.some(
      (one) => one.unit === unit && one.from !== null && one.to !== null && (from < one.from || to > one.to),
    );
  if (!answers.some(({ gaps }) => gaps.some(isBeyond))) return [];
  return ['complete, gaps: of the time below only; gaps before or after it are listed too\n'];
}

/** What came in full may be worth nothing. */
function invalidLines(series: CompletenessOnWire['series']): string[] {
  return series.flatMap(({ unit, channel, received, valid }) =>
    received > 0 && valid === 0
      ? [`${unit} ${channel}: none valid: missing codes, outside its valid range, or unit not convertible\n`]
      : [],
  );
}

function cadenceLines(series: CompletenessOnWire['series']): string[] {
  return series.flatMap((one) => {
    const text = cadenceText(one);
    return text === '' ? [] : [`${one.unit} ${one.channel}: ${text}\n`];
  });
}

/** Gaps for people; the others are counted, and --csv lists them. */
const MOST_LINES = 40;

function gapLines(answers: readonly CompletenessOnWire[], series: CompletenessOnWire['series']): string[] {
  const lines = new Map<string, { unit: string; channels: string[] }>();
  for (const gap of answers.flatMap((one) => one.gaps)) {
    const { unit, channels, from, to, cause, reason, expected } = gap;
    const missing = `${countText(expected, 'sample')} of each missing`;
    const end = gap.open === undefined ? '' : `, ${OPEN_WORDS[gap.open]}`;
    const line = `gap ${unit}: ${typedIso(from)} to ${typedIso(to)} (${spanBetween(from, to)}, ${missing}${end}), ${cause}, ${reason}: `;
    lines.set(line, { unit, channels: [...(lines.get(line)?.channels ?? []), ...channels] });
  }
  const told = Array.from(lines, ([line, { unit, channels }]) => {
    const all = series.filter((one) => one.unit === unit).length;
    return `${line}${channelsText(channels, all)}\n`;
  });
  const more = answers.reduce((sum, one) => sum + (one.moreGaps ?? 0), Math.max(0, told.length - MOST_LINES));
  return [
    ...told.slice(0, MOST_LINES),
    ...(more > 0 ? [`and ${countText(more, 'gap')} more (--csv)\n`] : []),
  ];
}

const OPEN_WORDS = { START: 'began late', END: 'ended before others', NEVER: 'never came' } as const;

/** `all 32 channels`, or their names. */
function channelsText(channels: readonly string[], all: number): string {
  return channels.length === all && all > 3 ? `all ${all} channels` : channels.join(', ');
}
