import { Command } from 'commander';
import { channelsSchema } from '../../../shared/contract/channels.ts';
import { type TelemetryOnWire, telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { spoiltText } from '../../../shared/domain/downlink/spoilt.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { spokenDuration } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { writeAnswer, writtenText } from '../files/write-answer.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { contextOf, pathOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { calibrationsLines } from '../text/calibrations-text.ts';
import type { Page } from '../text/page.ts';
import { readUnderOtherText } from '../text/read-under-other-text.ts';
import { tableText } from '../text/table.ts';

interface TelemetryOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit: string;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
  readonly maxPoints?: string;
  readonly svg?: string;
}

/** As many as a terminal shows without scrolling far. */
const DEFAULT_POINTS = '40';

export function telemetryCommand(): Command {
  const command = new Command('telemetry').description('readings of one channel of one unit over time');
  return withExperiment(command)
    .requiredOption('--unit <id>', 'the unit')
    .option('--channel <id>', 'the channel, or channel@sensor')
    .option('--from <instant>', 'start, ISO 8601 with offset')
    .option('--to <instant>', 'end (not included)')
    .option(
      '--max-points <n>',
      `at most as many points; windows grow until they fit (${DEFAULT_POINTS}; in a picture 1000, at most 2000)`,
    )
    .option('--svg <file>', 'write a picture instead; - prints it')
    .action(async ({ experiment, unit, channel, from, to, maxPoints, svg, ...shared }: TelemetryOptions) => {
      const context = await contextOf(shared);
      const { client, print } = context;
      if (channel === undefined) return refuseUnnamed(client, command, experiment, unit);
      const path = pathOf(experiment, 'telemetry');
      if (svg === undefined) {
        const query = { unit, channel, from, to, maxPoints: maxPoints ?? DEFAULT_POINTS };
        print(await client.get(path, telemetrySchema, query), telemetryText);
        return;
      }
      const given = Object.entries({ unit, channel, from, to, maxPoints }).filter(isGiven);
      const asked = `${path}?${new URLSearchParams(given)}`;
      const written = await writeAnswer(context, { path: asked, accept: 'image/svg+xml', file: svg });
      if (written !== null) print(written, writtenText);
    });
}

/** Refuses a question without a channel; the channels that the unit measures are named. */
async function refuseUnnamed(
  client: ApiClient,
  command: Command,
  experiment: string,
  unit: string,
): Promise<never> {
  const { channels } = await client.get(pathOf(experiment, 'channels'), channelsSchema, { unit });
  const known = channels.map(({ channel }) => channel).join(', ') || 'none';
  return command.error(`expected --channel, got none; ${unit} measures: ${known}`);
}

const isGiven = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;

export function telemetryText(answer: TelemetryOnWire, page: Page): string {
  const { unit, channel, ucum, resolution, points, without, calibrations = [], unconverted = [] } = answer;
  const what = resolution === 'raw' ? 'samples' : `windows of ${spokenDuration(resolution)}`;
  const bracketed = ` [${spokenUnit(ucum).trim()}]`.replace(' []', '');
  const head = `${unit} ${channel}${bracketed}, ${what}\n${calibrationsLines(calibrations)}`;
  const notShown = unconverted.map(({ sentence }) => `not shown: samples ${sentence}\n`).join('');
  const below = notShown + pendingText(answer) + readUnderOtherText(answer);
  if (points.length === 0 && notShown !== '') return head + below;
  if (points.length === 0 && without === undefined)
    return `${head}nothing was received in this range\n${below}`;
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'from' },
    { title: 'n', ...right },
    ...['min', 'mean', 'max'].map((name) => ({ title: `${name}${bracketed}`, ...right })),
    { title: 'quality' },
    ...(without === undefined ? [] : [{ title: 'without a valid reading' }]),
    ...(points.some(({ label }) => label !== undefined) ? [{ title: 'word' }] : []),
  ];
  const spoiltAt = new Map(without?.windows.map((one) => [one.t, spoiltText(one)]));
  const spoilt = (t: string) => (without === undefined ? [] : [spoiltAt.get(t) ?? '']);
  const rows = points.map(({ t, n, min, mean, max, quality, label = '' }) => ({
    t,
    cells: [String(n), ...[min, mean, max].map((value) => figureText(value)), quality, ...spoilt(t), label],
  }));
  const known = new Set(points.map(({ t }) => t));
  const empty = Array.from(spoiltAt, ([t, text]) => ({
    t,
    cells: ['0', '–', '–', '–', '–', text, ''],
  })).filter(({ t }) => !known.has(t));
  const all = [...rows, ...empty].toSorted((a, b) => Date.parse(a.t) - Date.parse(b.t));
  const shown = all.map(({ t, cells }) => [typedIso(t), ...cells]);
  const told = without === undefined ? '' : `without a valid reading: ${spoiltText(without)}\n`;
  return `${head}\n${tableText(columns, shown, page)}${told}${below}`;
}
