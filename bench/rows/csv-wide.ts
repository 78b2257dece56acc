/** A wide CSV with times such as `3/1/2026 6:05`, as the Rodent Research missions have them: a row every five minutes. */

import { randomStream } from '../../shared/simulator/random.ts';
import type { BenchRow } from '../bench-row.ts';
import { duckdbSide, oursSide } from '../read-sides.ts';
import { START_SECONDS } from '../sets/channels.ts';
import { writeOnce } from '../sets/write-once.ts';
import { samplesOf, seedOf } from '../settings.ts';

const COLUMNS = [
  'Temp_degC_Ground',
  'Temp_degC_ISS',
  'RH_percent_Ground',
  'RH_percent_ISS',
  'CO2_ppm_Ground',
  'CO2_ppm_ISS',
];
const SAMPLES = 18_000_000;
const STEP_MS = 300_000;
/** Of five-minute rows; then the times begin again, so that no year is beyond what is read. */
const MOST_STEPS = 500_000;

function pathIn(directory: string): string {
  const rows = Math.ceil(samplesOf(SAMPLES) / COLUMNS.length);
  return writeOnce(directory, `wide-pattern-${rows}-${seedOf()}.csv`, (put) => {
    const random = randomStream(seedOf(), 'wide');
    put(`Blank,Controller_Time_GMT,${COLUMNS.join(',')},Light1\n`);
    for (let i = 0; i < rows; i++) {
      const at = new Date(START_SECONDS * 1000 + (i % MOST_STEPS) * STEP_MS);
      const day = `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}`;
      const time = `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
      const near = (level: number, spread: number, digits: number) =>
        (level + spread * random.normal()).toFixed(digits);
      const values = [
        near(24, 0.2, 1),
        near(24, 0.2, 1),
        near(39, 2, 0),
        near(39, 2, 0),
        near(480, 20, 0),
        near(2640, 30, 0),
      ];
      put(`,${day} ${time},${values.join(',')},On\n`);
    }
  });
}

const row: BenchRow = {
  row: 'csv-wide',
  unit: 'M samples/s',
  better: 'more',
  goal: { ratio: 1.5, rssMb: 80 },
  isBundled: true,
  async prepare(directory) {
    pathIn(directory);
  },
  sides: {
    async ours() {
      return oursSide(pathIn, {
        time: 'Controller_Time_GMT',
        format: 'M/d/yyyy H:mm',
        keys: [],
        columns: COLUMNS,
      });
    },
    async duckdb() {
      const values = Object.fromEntries(COLUMNS.map((name) => [name, 'DOUBLE']));
      return duckdbSide(pathIn, {
        types: { Blank: 'VARCHAR', Controller_Time_GMT: 'TIMESTAMP', ...values, Light1: 'VARCHAR' },
        query: `SELECT ${COLUMNS.map((name) => `count(${name})`).join(' + ')}, max(Controller_Time_GMT), ${COLUMNS.map((name) => `sum(${name})`).join(', ')}`,
        options: ", timestampformat = '%-m/%-d/%Y %-H:%M'",
      });
    },
  },
};
export default row;
