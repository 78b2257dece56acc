/** In what surroundings the units of a contrast lived, by the telemetry of the pairs that join its two arms. */
import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { ContrastOnWire } from '../../contract/expression.ts';
import { HANDLED_APART } from '../../domain/assay/handled-apart.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import type { Sampled } from '../../domain/assay/taken-at.ts';
import { quantityOf, unjudgedOf, unjudgedText } from '../../domain/comparison/required-quantities.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { GOfContrasts, withG } from './g-of-contrasts.ts';
import { PairBudget } from './pair-budget.ts';
import { pairsJoining, untilOf } from './pairs-of-contrast.ts';
import { besidePlatforms } from './platforms-beside.ts';
import { deltasOf } from './query-deltas.ts';

type Environment = ContrastOnWire['environment'];
type OfPair = Environment['pairs'][number];

/** With the channels that were judged of it, and those by which it is CONFOUNDED. */
interface JudgedPair extends OfPair {
  readonly judged: readonly string[];
  readonly apart: readonly string[];
}

interface Beside {
  /** What was done otherwise with the samples of the one arm, or is told of one arm alone. */
  readonly handled?: readonly Remark[];
  /** Units that are out of the comparison: in what they lived is no part of it. */
  readonly isExcluded?: (unit: string) => boolean;
  /** Quantities that must have been judged, alternatives between `|`. */
  readonly required?: readonly string[];
}

/** Only what is said of the whole range is looked at, so that windows of a day do. */
const COARSE_SECONDS = 86_400;
/** Worst first. */
const VERDICTS = ['CONFOUNDED', 'UNKNOWN', 'CLEAN'] as const;

/** Each pair is judged once up to a time, however many contrasts it stands in and assays were taken at that time. */
export class ContrastEnvironments {
  readonly #ports: Ports;
  readonly #loaded: LoadedExperiment;
  readonly #judged = new Map<string, Promise<JudgedPair>>();
  readonly #budget: PairBudget;
  readonly #g: GOfContrasts;
  /** The most that a delta lacked on which a verdict rests. */
  #pending = 0;

  /** @param budget of the answer */
  constructor(ports: Ports, loaded: LoadedExperiment, budget = new PairBudget()) {
    this.#ports = ports;
    this.#loaded = loaded;
    this.#budget = budget;
    this.#g = new GOfContrasts(ports, loaded);
  }

  get pending(): number {
    return this.#pending;
  }

  /**
   * @param assay whose samples are compared; null: nothing was sampled
   * @param beside what else is known of the units and of their samples
   */
  async of(
    assay: Sampled | null,
    contrast: Contrast,
    { handled = [], isExcluded = () => false, required = [] }: Beside = {},
  ): Promise<Environment> {
    const ofPairs = this.#withRequired(await this.#ofPairs(assay, contrast, isExcluded), required);
    const withGLevels = withG(ofPairs, await this.#g.of(assay, contrast, isExcluded));
    const environment = await besidePlatforms(this.#loaded, withGLevels, assay, contrast, isExcluded);
    if (handled.length === 0) return environment;
    const told = handled.map(({ message }) => message).join('; ');
    const apart = handled.flatMap(({ code, message }) => (code === HANDLED_APART ? [message] : []));
    const isApart = apart.length > 0;
    const verdict = isApart
      ? 'CONFOUNDED'
      : environment.verdict === 'CLEAN'
        ? 'UNKNOWN'
        : environment.verdict;
    return {
      ...{ ...environment, verdict, sentence: `${told}; ${environment.sentence}` },
      ...(isApart && { handledApart: apart }),
    };
  }

  async #ofPairs(
    assay: Sampled | null,
    { a, b }: Contrast,
    isExcluded: (unit: string) => boolean,
  ): Promise<Environment & { readonly judged: readonly JudgedPair[] }> {
    const { definition } = this.#loaded;
    const arms = new Set([a, b]);
    const { joining, counted } = pairsJoining(this.#loaded.index, { a, b }, isExcluded);
    if (counted.length === 0) {
      const why =
        joining.length === 0 ? `no pair joins ${a} and ${b}` : 'every pair has a unit that is excluded';
      return { verdict: 'UNKNOWN', sentence: `${why}, so nothing was looked at`, pairs: [], judged: [] };
    }
    const judged: JudgedPair[] = [];
    for (const pair of counted) judged.push(await this.#judge(pair, assay));
    const pairs = judged.map(({ judged: _, apart: __, ...pair }) => pair);
    const { index } = this.#loaded;
    const apartIn = new Set(judged.flatMap(({ apart }) => apart.map((one) => quantityOf(index, one))));
    const worst = VERDICTS.find((one) => pairs.some((pair) => pair.verdict === one)) ?? 'UNKNOWN';
    const paired = new Set(counted.flatMap(({ flight, ground }) => [flight, ground]));
    const alone = definition.units.filter(
      ({ id, arm }) => arms.has(arm) && !paired.has(id) && !isExcluded(id),
    );
    // Of units that are in no pair nobody knows.
    const verdict = worst === 'CLEAN' && alone.length > 0 ? 'UNKNOWN' : worst;
    const sentence = `${countText(counted.length, 'pair')} of ${a} and ${b} looked at, over ${untilText(assay)}${unlookedText(alone.map(({ id }) => id))}`;
    return { verdict, sentence, pairs, judged, ...(apartIn.size > 0 && { apartIn: [...apartIn].sort() }) };
  }

  /** CLEAN only where each quantity was judged in every pair. */
  #withRequired(
    { judged, ...environment }: Environment & { readonly judged: readonly JudgedPair[] },
    required: readonly string[],
  ): Environment {
    const { index } = this.#loaded;
    const quantities = judged.map((pair) => new Set(pair.judged.map((one) => quantityOf(index, one))));
    const inAll = quantities.reduce((all, one) => all.intersection(one), quantities[0] ?? new Set<string>());
    const unjudged = unjudgedOf(required, inAll);
    if (unjudged.length === 0) return environment;
    const verdict = environment.verdict === 'CLEAN' ? 'UNKNOWN' : environment.verdict;
    return { ...environment, verdict, sentence: `${environment.sentence}; ${unjudgedText(unjudged)}` };
  }

  async #judge(pair: Pair, assay: Sampled | null): Promise<JudgedPair> {
    const events = await this.#loaded.events();
    const rules = pairRulesOf(this.#loaded.index, pair, events);
    const [channel] = rules.channels;
    if (channel === undefined) return unknownOf(pair, 'its units share no channel');
    const until = untilOf(pair, rules.shiftMicros, assay, events);
    if ('reason' in until) return unknownOf(pair, until.reason);
    const name = JSON.stringify([pair.id, until.to]);
    const known = this.#judged.get(name) ?? this.#judgeAnew(pair, channel.series, until.to);
    this.#judged.set(name, known);
    return known;
  }

  async #judgeAnew(pair: Pair, channel: string, to: Micros): Promise<JudgedPair> {
    try {
      const query = { pair: pair.id, channel, to, resolution: COARSE_SECONDS };
      const { environment, pending } = await deltasOf(this.#ports, this.#loaded, query, this.#budget);
      this.#pending = Math.max(this.#pending, pending);
      const reasons = environment.reasons.map(({ sentence }) => sentence);
      const judged = environment.judged.map((one) => one.channel);
      return { pair: pair.id, verdict: environment.verdict, reasons, judged, apart: apartOf(environment) };
    } catch (error) {
      // Too much to look at at once, or nothing that came: said, and no reason to keep the genes back.
      if (error instanceof Refusal) return unknownOf(pair, error.message);
      throw error;
    }
  }
}

const unknownOf = ({ id }: Pair, reason: string): JudgedPair => ({
  ...{ pair: id, verdict: 'UNKNOWN', reasons: [reason], judged: [], apart: [] },
});

/** A channel without a margin is not judged, and has limits even so. */
function apartOf({ judged, reasons }: DeltaOnWire['environment']): string[] {
  const beyond = judged.filter(({ verdict }) => verdict === 'CONFOUNDED').map(({ channel }) => channel);
  const limits = reasons.flatMap(({ code, evidence: { channel } }) =>
    code === 'limit-on-one-twin' && typeof channel === 'string' ? [channel] : [],
  );
  return [...new Set([...beyond, ...limits])];
}

function untilText(assay: Sampled | null): string {
  if (assay === null) return 'all armed time';
  const told = assay.takenAt !== undefined || assay.samples.some(({ takenAt }) => takenAt !== undefined);
  return told
    ? 'armed time up to when the later sample of each pair was taken'
    : 'all armed time; when the samples were taken is not declared';
}

const unlookedText = (units: readonly string[]): string =>
  units.length === 0 ? '' : `; not looked at, being in no such pair: ${listText(units, ', ', 12)}`;
