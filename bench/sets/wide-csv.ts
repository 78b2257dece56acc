import { benchChannels, tickTimes } from './channels.ts';

export interface WideCsvOptions {
  readonly seed: number;
  readonly ticks: number;
  /** Ticks of one file. */
  readonly ticksEach: number;
  readonly jitter: boolean;
  /** How many of the channels. */
  readonly channels: number;
}

/** The wide layout cut into downlinks in order of time: `time,temperature1,…`, times in milliseconds of the epoch. */
export function* wideCsvFiles({
  seed,
  ticks,
  ticksEach,
  jitter,
  channels,
}: WideCsvOptions): Generator<string> {
  const columns = benchChannels(seed).slice(0, channels);
  const millisOf = tickTimes(seed, jitter);
  const header = `time,${columns.map(({ name }) => name).join(',')}\n`;
  let lines = [header];
  for (let tick = 0; tick < ticks; tick++) {
    lines.push(`${millisOf(tick)},${columns.map((column) => column.next(tick)).join(',')}\n`);
    if ((tick + 1) % ticksEach > 0 && tick + 1 < ticks) continue;
    yield lines.join('');
    lines = [header];
  }
}
