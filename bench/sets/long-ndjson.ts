import { seedOf } from '../settings.ts';
import { benchChannels, CHANNEL_COUNT, tickTimes } from './channels.ts';
import { BENCH_UNIT, longCsvSamples } from './long-csv.ts';
import { writeOnce } from './write-once.ts';

/**
 * The readings of the long CSV as NDJSON, an object a sample: `{"time":…,"unit":"FU1","channel":"g1","value":1.0}`,
 * times in milliseconds since the epoch with 0 to 4 ms of jitter. Resolves to its path; written once a directory.
 */
export function longNdjson(directory: string, wanted: number): string {
  const samples = longCsvSamples({ samples: wanted });
  return writeOnce(directory, `long-epoch-ms-jittered-${samples}-${seedOf()}.ndjson`, (put) => {
    const channels = benchChannels(seedOf());
    const millisOf = tickTimes(seedOf(), true);
    for (let tick = 0; tick < samples / CHANNEL_COUNT; tick++) {
      const start = `{"time":${millisOf(tick)},"unit":"${BENCH_UNIT}","channel":"`;
      for (const { name, next } of channels) put(`${start}${name}","value":${next(tick)}}\n`);
    }
  });
}
