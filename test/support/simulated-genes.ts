/** Simulated expression batches with known truth. */
import { randomStream } from '../../shared/simulator/random.ts';
import { gamma, negativeBinomial } from './count-draws.ts';

export interface SimulatedSample {
  readonly name: string;
  readonly arm: 'flight' | 'ground';
  readonly lane: 'L1' | 'L2';
}

export interface SimulatedGenes {
  readonly samples: readonly SimulatedSample[];
  readonly genes: readonly string[];
  /** Counts, one row per gene, in the order of the samples. */
  readonly counts: readonly Int32Array[];
  /** True log2 fold change, flight over ground; 0 for a gene that does not differ. */
  readonly truth: ReadonlyMap<string, number>;
}

/** Shares of all genes. */
const SHARES = { different: 0.15, ofLane: 0.3, silent: 0.02, outlier: 0.005 } as const;
const LANE_SD = 0.4;
const DEPTH_SD = 0.25;

/**
 * Negative binomial counts of two arms, sequenced in two lanes. Gene means are log-normal around 60 reads, dispersions
 * (0.05 + 3 / mean) times a log-normal factor. 15 % of the genes differ between the arms by |log2 fold| = 0.5 + 0.35 · Gamma(2),
 * 30 % between the lanes (sd 0.4 of log2), 2 % have no read, and in 0.5 % one sample has 10 to 40 times its expected count.
 */
export function simulateGenes(seed: number, unitsAnArm: number, count: number): SimulatedGenes {
  const samples = samplesOf(unitsAnArm);
  const name = `${unitsAnArm} an arm`;
  const { normal } = randomStream(seed, `${name}, depths`);
  const depths = samples.map(() => Math.exp(DEPTH_SD * normal()));
  const drawn = Array.from({ length: count }, (_, g) =>
    drawGene(seed, `${name}, gene ${g}`, samples, depths),
  );
  const genes = drawn.map((_, g) => `SIM${String(g + 1).padStart(5, '0')}`);
  return {
    samples,
    genes,
    counts: drawn.map(({ reads }) => reads),
    truth: new Map(genes.map((gene, g) => [gene, drawn[g]!.log2fc])),
  };
}

/** Lanes alternate. With an odd number of units flight starts in the second lane, so that arm and lane overlap in part only. */
function samplesOf(unitsAnArm: number): SimulatedSample[] {
  return (['ground', 'flight'] as const).flatMap((arm) =>
    Array.from({ length: unitsAnArm }, (_, i): SimulatedSample => {
      const isSecond = (i + (arm === 'flight' && unitsAnArm % 2 === 1 ? 1 : 0)) % 2 === 1;
      return { name: `${arm === 'flight' ? 'F' : 'G'}${i + 1}`, arm, lane: isSecond ? 'L2' : 'L1' };
    }),
  );
}

function drawGene(
  seed: number,
  name: string,
  samples: readonly SimulatedSample[],
  depths: readonly number[],
): { readonly reads: Int32Array; readonly log2fc: number } {
  const random = randomStream(seed, name);
  const { uniform, normal } = random;
  const isSilent = uniform() < SHARES.silent;
  const mean = isSilent ? 0 : Math.exp(Math.log(60) + 1.9 * normal());
  const dispersion = (0.05 + 3 / mean) * Math.exp(0.5 * normal());
  const size = 0.5 + 0.35 * gamma(random, 2);
  const sign = uniform() < 0.5 ? -1 : 1;
  const log2fc = !isSilent && uniform() < SHARES.different ? sign * size : 0;
  const ofLane = uniform() < SHARES.ofLane ? LANE_SD * normal() : 0;
  const outlier = uniform() < SHARES.outlier ? Math.floor(uniform() * samples.length) : null;
  const times = 10 + 30 * uniform();
  const reads = samples.map(({ arm, lane }, i) => {
    const log2 = (arm === 'flight' ? log2fc : 0) + (lane === 'L2' ? ofLane : 0);
    const expected = mean * depths[i]! * 2 ** log2;
    return i === outlier ? Math.round(times * expected) : negativeBinomial(random, expected, dispersion);
  });
  return { reads: Int32Array.from(reads), log2fc };
}

/** Counts of the given samples as CSV. */
export function readsCsv({ samples, genes, counts }: SimulatedGenes, of: readonly SimulatedSample[]): string {
  const places = of.map((one) => samples.indexOf(one));
  const lines = genes.map((gene, g) => [gene, ...places.map((place) => counts[g]![place]!)].join(','));
  return `${[['gene', ...of.map(({ name }) => name)].join(','), ...lines].join('\n')}\n`;
}
