/**
 * Pairing two irregular series by the nearest time: ours pairs mutually nearest samples, the peer joins as of, which
 * asks for what is nearest to a flight sample alone; in these sets the two are the same. Both take ascending times for
 * granted and answer which ground sample belongs to each flight sample, or none: ours in stretches of neighbours, which
 * is what deltas are made from, polars in a row for each flight sample. Polars is given its fastest form: whole numbers
 * in one chunk, the check of their order left out (a tenth of its time; the flag "sorted" changes nothing then), one
 * thread, since processor time of all is counted. Its lazy join is the same.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairNearest } from '../../shared/domain/twins/pair-nearest.ts';
import { NUMBERS_PER_STRETCH, type PairStretches } from '../../shared/domain/twins/pair-stretches.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import type { BenchRow } from '../bench-row.ts';
import { importPolars } from '../import-peer.ts';
import { samplesOf, seedOf } from '../settings.ts';

/** Of each series. */
const SAMPLES = 5_000_000;
const PERIOD_MICROS = 1_000_000;
/**
 * Times of both series stand within 0.2 s of the same seconds, some of either are missing, and the tolerance is under
 * half a period: so every sample has one partner at most, and "nearest" means the same to both sides.
 */
const SPREAD_MICROS = 200_000;
const TOLERANCE_MICROS = 400_000;
const MISSING = 0.03;

/** Microseconds. The tolerance stays below any second candidate, so the two definitions of a pair agree. */
function irregularTimes(name: string, samples: number): Float64Array {
  const random = randomStream(seedOf(), name);
  const times = new Float64Array(samples);
  let second = 0;
  for (let i = 0; i < samples; i++) {
    second += random.uniform() < MISSING ? 2 : 1;
    times[i] = second * PERIOD_MICROS + Math.floor((2 * random.uniform() - 1) * SPREAD_MICROS);
  }
  return times;
}

const pathOf = (directory: string, name: string) =>
  join(directory, `as-of-${name}-${samplesOf(SAMPLES)}-${seedOf()}.f64`);

function timesIn(directory: string, name: string): Float64Array {
  const bytes = readFileSync(pathOf(directory, name));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

interface Times {
  readonly flight: Float64Array;
  readonly ground: Float64Array;
}

/** What both sides must agree on: the places of all ground samples with a partner, counted from 1, summed. */
function placesSummed(pairs: PairStretches): number {
  let sum = 0;
  for (const numbers of pairs) {
    for (let at = 0; at < numbers.length; at += NUMBERS_PER_STRETCH) {
      const first = numbers[at + 1]! + 1;
      const length = numbers[at + 2]!;
      sum += (length * (first + first + length - 1)) / 2;
    }
  }
  return sum;
}

/** Read at the first run, which is the warm-up. */
function timesOnce(): (directory: string) => Times {
  let times: Times | null = null;
  return (directory) => {
    times ??= { flight: timesIn(directory, 'flight'), ground: timesIn(directory, 'ground') };
    return times;
  };
}

const row: BenchRow = {
  row: 'as-of',
  unit: 'M samples/s',
  better: 'more',
  goal: { ratio: 2.5 },
  note: 'both series counted; each side starts from the times in its own memory (ours typed arrays, polars a frame, its check of their order left out) and answers in its own form (ours stretches of pairs, polars a frame)',
  async prepare(directory) {
    for (const name of ['flight', 'ground']) {
      const path = pathOf(directory, name);
      if (existsSync(path)) continue;
      const times = irregularTimes(name, samplesOf(SAMPLES));
      writeFileSync(`${path}.draft`, Buffer.from(times.buffer));
      renameSync(`${path}.draft`, path);
    }
  },
  sides: {
    async ours() {
      const timesOf = timesOnce();
      return {
        async run(directory) {
          const { flight, ground } = timesOf(directory);
          const pairs = pairNearest(flight, ground, TOLERANCE_MICROS);
          return {
            millions: (flight.length + ground.length) / 1e6,
            // Asked for once the clock has stopped: summing is not the work compared.
            get check() {
              return placesSummed(pairs);
            },
          };
        },
      };
    },
    async polars() {
      const polars = await importPolars();
      const frameOf = (times: Float64Array, value: string) =>
        polars.DataFrame({
          time: polars.Series('time', BigInt64Array.from(times, BigInt), polars.Int64),
          [value]: polars.Series(
            value,
            Array.from(times, (_, index) => index + 1),
            polars.UInt32,
          ),
        });
      const timesOf = timesOnce();
      let frames: { flight: ReturnType<typeof frameOf>; ground: ReturnType<typeof frameOf> } | null = null;
      return {
        async run(directory) {
          const { flight, ground } = timesOf(directory);
          frames ??= { flight: frameOf(flight, 'f'), ground: frameOf(ground, 'g') };
          const joined = frames.flight.joinAsof(frames.ground, {
            on: 'time',
            strategy: 'nearest',
            tolerance: TOLERANCE_MICROS,
            checkSortedness: false,
          });
          return {
            millions: (flight.length + ground.length) / 1e6,
            get check() {
              return joined.getColumn('g').cast(polars.Float64).sum();
            },
          };
        },
      };
    },
  },
};
export default row;
