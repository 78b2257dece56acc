import { mkdir, readdir } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { orRefusal, Refusal } from '../../../shared/domain/refusal.ts';
import type { Seconds } from '../../../shared/domain/time.ts';
import { type Campaign, campaignFiles, campaignImages } from '../../../shared/simulator/campaign.ts';
import type { Fault } from '../../../shared/simulator/fault-kinds.ts';
import { TRAPS, type Trap } from '../../../shared/simulator/gene-batch.ts';
import { LAYOUTS, type Layout } from '../../../shared/simulator/layouts.ts';
import {
  LOOPS,
  type Loop,
  RESOLUTIONS,
  type Resolution,
  WORLDS,
  type World,
} from '../../../shared/simulator/mission.ts';
import { parseFault } from '../../../shared/simulator/parse-fault.ts';
import { writeParts } from '../files/write-parts.ts';
import { CliFailure } from '../stack/failure.ts';
import { collected, folderOf, numberOf } from '../stack/options.ts';
import { processTerminal } from '../stack/terminal.ts';
import { DURATIONS, parseTyped } from '../stack/typed-duration.ts';
import { faultHelp } from '../text/fault-help.ts';
import { isDump, simulatedText } from '../text/simulated-text.ts';

interface SimulateOptions {
  readonly seed: number;
  readonly days: number;
  readonly world: World;
  readonly loop: Loop;
  readonly resolution: Resolution;
  readonly fault: readonly Fault[];
  readonly period: Seconds;
  readonly contacts: Seconds;
  readonly layout: Layout;
  readonly ppm: number;
  readonly centrifuge?: boolean;
  readonly ring?: Seconds;
  readonly live?: boolean;
  readonly liveOnly: readonly string[];
  readonly genes?: number;
  readonly trap: Trap;
  readonly slices?: number;
  readonly co2Aboard: number;
}

const ID = 'simulated';
const ACTIVATION = '2026-03-01T06:00:00Z';
const HOUR = 3600;
const MOST_DAYS = 400;
const MOST_GENES = 60_000;
const MOST_SLICES = 20;
/** More CO2 than this no incubator is flown with. */
const MOST_CO2 = 5;
/** What a link does to rows in good weather. */
const PACKETS = { dropped: 0.002, duplicated: 0.002, swapped: 0.002 };

export function simulateCommand(): Command {
  return new Command('simulate')
    .argument('<directory>', 'an empty directory, or one to be made', folderOf)
    .description('write the files of a simulated mission, and a file that lists its faults')
    .option(
      '--seed <n>',
      'the same seed gives the same bytes',
      numberOf(Number.isSafeInteger, 'a whole number'),
      1,
    )
    .option(
      '--days <n>',
      'days of culture',
      numberOf(isPositive, `a number above 0, at most ${MOST_DAYS}`),
      12,
    )
    .addOption(new Option('--world <name>', 'whose air the twins breathe').choices(WORLDS).default('delayed'))
    .addOption(
      new Option(
        '--loop <name>',
        'what holds the temperature: nothing that can fail, or a controller and a heater',
      )
        .choices(LOOPS)
        .default('held'),
    )
    .addOption(
      new Option('--resolution <step>', 'of the readings of the temperature, °C')
        .choices(RESOLUTIONS)
        .default('0.01'),
    )
    .addOption(
      new Option('--period <duration>', `from sample to sample, ${DURATIONS}`)
        .argParser(durationOf)
        .default(10, '10s'),
    )
    .addOption(
      new Option('--contacts <duration>', 'from contact to contact')
        .argParser(durationOf)
        .default(6 * HOUR, '6h'),
    )
    .addOption(
      new Option('--layout <name>', 'of the flight dumps; the ground writes wide ones')
        .choices(LAYOUTS)
        .default('wide'),
    )
    .option(
      '--ppm <n>',
      'how fast the onboard clock runs, in parts per million',
      numberOf(Number.isFinite, 'a number'),
      0,
    )
    .option('--centrifuge', 'fly a centrifuge arm along')
    .option('--ring <duration>', 'how much the recorder holds before it overwrites the oldest', durationOf)
    .option('--live', 'hear the flight units live at contacts too, in files of their own')
    .option(
      '--live-only <unit>',
      'a flight unit that nobody records: heard live and lost between contacts; any number of times',
      collected,
      [],
    )
    .option(
      '--genes <n>',
      'read so many genes of each unit too: a matrix of counts and its run sheet',
      numberOf(isGeneCount, `a whole number from 1 to ${MOST_GENES}`),
    )
    .addOption(
      new Option('--trap <name>', 'what goes along with an arm, so that genes cannot be told from it')
        .choices(TRAPS)
        .default('none'),
    )
    .option(
      '--slices <n>',
      'measure so many bone slices of each unit too: tables of pits, an image of one more, and telopeptide',
      numberOf(isSliceCount, `a whole number from 1 to ${MOST_SLICES}`),
    )
    .option(
      '--co2-aboard <percent>',
      'how much more CO2 the gas on board holds than that on the ground; cells dig more of it',
      numberOf(isMoreCo2, `a number from 0 to ${MOST_CO2}`),
      0,
    )
    .option('--fault <fault>', 'what goes wrong (below), any number of times', faultsOf, [])
    .addHelpText('after', ({ command }) => `\n${faultHelp(command.createHelp().helpWidth ?? 80)}`)
    .action(async (directory: string, options: SimulateOptions, command: Command) => {
      if (options.genes === undefined && options.trap !== 'none')
        command.error('expected --genes with --trap, got none: say how many genes');
      await makeEmpty(directory);
      const names = await writeParts(directory, filesOf(campaignOf(options)), isDump);
      processTerminal().out(simulatedText({ id: ID, directory, names }));
    });
}

function* filesOf(campaign: Campaign) {
  yield* campaignFiles(campaign);
  yield* campaignImages(campaign);
}

function campaignOf(options: SimulateOptions): Campaign {
  const { seed, days, world, period, fault: faults, contacts, layout, ppm, centrifuge = false } = options;
  const { ring, live, liveOnly, loop, resolution, genes, trap, slices, co2Aboard } = options;
  const stream = {
    ...(ring !== undefined && { ring }),
    ...((live === true || liveOnly.length > 0) && { live: { only: liveOnly } }),
  };
  const link = { overlap: Math.min(HOUR / 2, contacts), packets: PACKETS, shuffled: true };
  return {
    id: ID,
    title: `Simulated mission of seed ${seed}`,
    mission: {
      seed,
      days,
      world,
      period,
      faults,
      centrifuge,
      activation: Date.parse(ACTIVATION) * 1000,
      clock: { ppm },
      loop,
      resolution,
      co2Aboard,
    },
    downlinks: {
      flight: { ...link, ...stream, layout, every: contacts, repeated: 1 },
      ground: { ...link, layout: 'wide', every: 24 * HOUR, repeated: 0 },
    },
    ...(genes !== undefined && { batch: { genes, trap } }),
    ...(slices !== undefined && { bone: { slices } }),
  };
}

async function makeEmpty(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const [first] = await readdir(directory);
  if (first === undefined) return;
  throw new CliFailure(
    'simulate.directory',
    `${directory} is not empty (it holds ${first}); name another directory, nothing is overwritten`,
  );
}

function isGeneCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 1 && number <= MOST_GENES;
}

function isSliceCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 1 && number <= MOST_SLICES;
}

function isMoreCo2(number: number): boolean {
  return number >= 0 && number <= MOST_CO2;
}

function isPositive(number: number): boolean {
  return number > 0 && number <= MOST_DAYS;
}

function durationOf(text: string): Seconds {
  const seconds = orUsage(() => parseTyped(text));
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError('expected a duration above zero.');
}

function faultsOf(text: string, before: readonly Fault[]): readonly Fault[] {
  return [...before, orUsage(() => parseFault(text))];
}

/** What cannot be read on the command line is wrong usage, not a failure. */
function orUsage<T>(read: () => T): T {
  const answer = orRefusal(read);
  if (answer instanceof Refusal) throw new InvalidArgumentError(answer.message);
  return answer;
}
