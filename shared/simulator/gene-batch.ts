/** The simulated expression batch: a library of every unit, and what moved its genes. */
import { countDeviate, gammaDeviate } from './deviates.ts';
import { NAMED_GENES } from './gene-names.ts';
import { armOf, type MissionOptions, type SimulatedUnit, unitsOf } from './mission.ts';
import { randomStream } from './random.ts';

/**
 * What goes along with an arm, so that its genes cannot be told from the arm's. storage: what flew waited for its return
 * at 4 °C, what stayed was frozen at once. lane: what floated was sequenced in a lane of its own.
 */
export const TRAPS = ['none', 'storage', 'lane'] as const;
export type Trap = (typeof TRAPS)[number];

export interface BatchPlan {
  /** How many genes; those of `NAMED_GENES` come first. */
  readonly genes: number;
  readonly trap: Trap;
}

export interface Library {
  readonly name: string;
  readonly unit: SimulatedUnit;
  readonly lane: string;
  readonly storage: string;
}

/** What moved genes of some arms and of no other. */
export interface Cause {
  /** gravity is what the experiment asks about. */
  readonly cause: 'gravity' | 'storage';
  readonly arms: readonly string[];
  /** log2 fold change by gene, in those arms. */
  readonly log2: Readonly<Record<string, number>>;
}

export interface GeneBatch {
  readonly libraries: readonly Library[];
  readonly causes: readonly Cause[];
  /** A gene's counts in the order of the libraries. */
  readonly rows: readonly { readonly gene: string; readonly counts: readonly number[] }[];
}

/** Share of the genes without a name that each cause moves, and that a lane moves. */
const SHARE = { gravity: 0.05, storage: 0.05, lane: 0.3 } as const;
/** log2 fold changes: so much at least, and a Gamma deviate of shape 2 and this scale. */
const FOLD = { least: 0.5, scale: 0.35 } as const;
const LANE_SD = 0.4;
/** Reads of a gene over genes; of a library over libraries, as factors of e. */
const MEAN_READS = { log: Math.log(60), sd: 1.9 } as const;
const LIBRARY_SD = 0.25;
/** Of the squared coefficient of variation between units: what cells have, what few reads add, how much genes differ. */
const DISPERSION = { least: 0.02, perRead: 2, sd: 0.5 } as const;
const ALL_ZERO = 0.02;
const OUTLIER = { share: 0.005, times: 20 } as const;

/**
 * Counts are negative binomial about mean × size of the library × 2^(what moved the gene); means, dispersions, folds and
 * oddities after the generator of Howship's studies of engines (docs/design.md#assays names what they showed). Draws of
 * a gene depend on its name alone, so that more genes leave the others as they are.
 */
export function geneBatch(mission: MissionOptions, plan: BatchPlan): GeneBatch {
  const libraries = librariesOf(mission, plan.trap);
  const sizes = libraries.map(({ name }) =>
    Math.exp(LIBRARY_SD * randomStream(mission.seed, `library ${name}`).normal()),
  );
  const genes = genesOf(plan.genes).map((gene) => drawn(mission.seed, gene, plan.trap));
  const causes = causesOf(mission, genes);
  const rows = genes.map((gene) => ({
    gene: gene.name,
    counts: libraries.map((library, i) => countOf(mission.seed, gene, library, sizes[i]!, causes)),
  }));
  return { libraries, causes, rows };
}

/** A library a unit; a lane holds one of every arm, unless the lane is the trap. */
function librariesOf(mission: MissionOptions, trap: Trap): Library[] {
  return unitsOf(mission).map((unit) => {
    const number = unit.id.slice(2);
    const ownLane = unit.side === 'flight' && !unit.centrifuged ? 'L1' : 'L2';
    const waited = trap === 'storage' && unit.side === 'flight';
    return {
      name: `${LIBRARY_PREFIX[armOf(unit)]}_${number}`,
      unit,
      lane: trap === 'lane' ? ownLane : `L${number}`,
      storage: waited ? '4 C for 9 d' : '-80 C',
    };
  });
}

const LIBRARY_PREFIX = { flight: 'FLT', centrifuge: 'CEN', ground: 'GC' } as const;

interface Gene {
  readonly name: string;
  /** 0 where no library has a read of it. */
  readonly mean: number;
  readonly dispersion: number;
  readonly gravity: number;
  readonly storage: number;
  /** Whether lanes read it more or less often. */
  readonly hasLanes: boolean;
  /** Of one library, by its place among all that there may be; below 0 where none is odd. */
  readonly odd: number;
}

function genesOf(count: number): string[] {
  const named = NAMED_GENES.map(({ symbol }) => symbol);
  const digits = String(count).length;
  const others = Array.from({ length: Math.max(0, count - named.length) }, (_, i) => i + 1);
  return [...named, ...others.map((number) => `Sim${String(number).padStart(digits, '0')}`)].slice(0, count);
}

function drawn(seed: number, name: string, trap: Trap): Gene {
  const random = randomStream(seed, `gene ${name}`);
  const named = NAMED_GENES.find(({ symbol }) => symbol === name);
  // All are drawn, so that no choice moves the draws after it.
  const reads = Math.exp(MEAN_READS.log + MEAN_READS.sd * random.normal());
  const width = Math.exp(DISPERSION.sd * random.normal());
  const [which, sign, lanes, oddity] = [
    random.uniform(),
    random.uniform(),
    random.uniform(),
    random.uniform(),
  ];
  const size = FOLD.least + FOLD.scale * gammaDeviate(random, 2);
  const fold = sign < 0.5 ? -size : size;
  const mean = named?.mean ?? (oddity > 1 - ALL_ZERO ? 0 : reads);
  const isStill = named !== undefined || mean === 0;
  const isStored = which >= SHARE.gravity && which < SHARE.gravity + SHARE.storage;
  return {
    ...{ name, mean, dispersion: mean === 0 ? 0 : (DISPERSION.least + DISPERSION.perRead / mean) * width },
    gravity: isStill ? (named?.gravity ?? 0) : which < SHARE.gravity ? fold : 0,
    storage: !isStill && isStored && trap === 'storage' ? fold : 0,
    hasLanes: named === undefined && lanes < SHARE.lane,
    odd: named === undefined && oddity < OUTLIER.share ? Math.floor((oddity / OUTLIER.share) * 9) : -1,
  };
}

function causesOf(mission: MissionOptions, genes: readonly Gene[]): Cause[] {
  const moved = (by: 'gravity' | 'storage') =>
    Object.fromEntries(
      genes.flatMap((gene) => (gene[by] === 0 ? [] : [[gene.name, Number(gene[by].toFixed(3))]])),
    );
  const flown = mission.centrifuge ? ['flight', 'centrifuge'] : ['flight'];
  const causes: Cause[] = [
    { cause: 'gravity', arms: ['flight'], log2: moved('gravity') },
    { cause: 'storage', arms: flown, log2: moved('storage') },
  ];
  return causes.filter(({ log2 }) => Object.keys(log2).length > 0);
}

function countOf(
  seed: number,
  gene: Gene,
  { name, unit, lane }: Library,
  size: number,
  causes: readonly Cause[],
): number {
  const moved = causes.reduce(
    (sum, { arms, log2 }) => sum + (arms.includes(armOf(unit)) ? (log2[gene.name] ?? 0) : 0),
    0,
  );
  const ofLane = gene.hasLanes ? LANE_SD * randomStream(seed, `gene ${gene.name} in ${lane}`).normal() : 0;
  const mean = gene.mean * size * 2 ** (moved + ofLane);
  const count = countDeviate(randomStream(seed, `gene ${gene.name} of ${name}`), mean, gene.dispersion);
  return isOdd(gene, unit) ? count * OUTLIER.times : count;
}

const ARMS = ['flight', 'centrifuge', 'ground'] as const;

function isOdd({ odd }: Gene, unit: SimulatedUnit): boolean {
  return odd === 3 * ARMS.indexOf(armOf(unit)) + Number(unit.id.slice(2)) - 1;
}
