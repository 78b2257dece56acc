/** What a run of the benches is told: `bench/main.ts` hands it to the processes that it starts. */

/** Names of the environment variables that carry it. */
export const SETTINGS = { seed: 'HOWSHIP_BENCH_SEED', mostSamples: 'HOWSHIP_BENCH_MOST_SAMPLES' } as const;

const DEFAULT_SEED = 20_260_301;

/** The seed of every set (`--seed`). */
export function seedOf(environment: NodeJS.ProcessEnv = process.env): number {
  return wholeOf(environment, SETTINGS.seed) ?? DEFAULT_SEED;
}

/** How many samples a set gets: as many as the row asks for, or fewer where the run is a small one (`--samples`). */
export function samplesOf(wanted: number, environment: NodeJS.ProcessEnv = process.env): number {
  return Math.min(wanted, wholeOf(environment, SETTINGS.mostSamples) ?? wanted);
}

function wholeOf(environment: NodeJS.ProcessEnv, name: string): number | null {
  const text = environment[name];
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`${name}: expected a whole number above 0, got ${JSON.stringify(text)}`);
}
