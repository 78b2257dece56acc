import { randomStream } from '../../shared/simulator/random.ts';
import { samplesOf, seedOf } from '../settings.ts';
import { benchChannels, CHANNEL_COUNT, tickTimes } from './channels.ts';
import { writeOnce } from './write-once.ts';

export interface LongCsvOptions {
  /** At most; whole ticks of 32 are written, and fewer where the run is a small one. */
  readonly samples: number;
  readonly time: 'epoch-ms' | 'iso';
  /** 0 to 4 ms on every tick, the same for all its channels. */
  readonly jitter: boolean;
  /** Rows in random order. */
  readonly shuffled: boolean;
}

export const LONG_CSV_HEADER = 'time,unit,channel,value\n';
export const BENCH_UNIT = 'FU1';

/** How many samples the set of these options holds: whole ticks. */
export function longCsvSamples({ samples }: Pick<LongCsvOptions, 'samples'>): number {
  return Math.max(1, Math.floor(samplesOf(samples) / CHANNEL_COUNT)) * CHANNEL_COUNT;
}

/** Name of the file of these options. */
export function longCsvName(options: LongCsvOptions): string {
  const { time, jitter, shuffled } = options;
  const words = ['long', time, jitter ? 'jittered' : 'regular', ...(shuffled ? ['shuffled'] : [])];
  return `${words.join('-')}-${longCsvSamples(options)}-${seedOf()}.csv`;
}

/** The long layout, a row a sample: `time,unit,channel,value`. Resolves to its path; written once a directory. */
export function longCsv(directory: string, options: LongCsvOptions): string {
  const samples = longCsvSamples(options);
  return writeOnce(directory, longCsvName(options), (put) => {
    put(LONG_CSV_HEADER);
    if (options.shuffled) putShuffled(rowsOf(samples, options), put);
    else for (const row of rowsOf(samples, options)) put(row);
  });
}

function* rowsOf(samples: number, { time, jitter }: LongCsvOptions): Generator<string> {
  const channels = benchChannels(seedOf());
  const millisOf = tickTimes(seedOf(), jitter);
  for (let tick = 0; tick < samples / CHANNEL_COUNT; tick++) {
    const millis = millisOf(tick);
    const at = time === 'iso' ? new Date(millis).toISOString() : String(millis);
    for (const { name, next } of channels) yield `${at},${BENCH_UNIT},${name},${next(tick)}\n`;
  }
}

/** Fisher and Yates' shuffle. Rows are kept as bytes: ten million texts would take gigabytes. */
function putShuffled(rows: Iterable<string>, put: (text: string) => void): void {
  const parts: Buffer[] = [];
  let waiting: string[] = [];
  const ends: number[] = [];
  let end = 0;
  const flush = () => {
    parts.push(Buffer.from(waiting.join('')));
    waiting = [];
  };
  for (const row of rows) {
    waiting.push(row);
    end += row.length;
    ends.push(end);
    if (waiting.length >= 65_536) flush();
  }
  flush();
  const bytes = Buffer.concat(parts);
  const order = Uint32Array.from(ends, (_, i) => i);
  const random = randomStream(seedOf(), 'shuffle');
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  for (const row of order) put(bytes.toString('latin1', row === 0 ? 0 : ends[row - 1]!, ends[row]!));
}
