/** In what surroundings the units of a contrast lived, by the telemetry of the pairs that join its two arms. */
import type { ContrastOnWire } from '../../contract/expression.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import type { Assay, Contrast, TakenAt } from '../../domain/experiment/assay-schema.ts';
import type { Pair } from '../../domain/experiment/hardware-schema.ts';
import { oncePer } from '../../domain/once-per.ts';
import { Refusal } from '../../domain/refusal.ts';
import { standingEventsOf } from '../../domain/timeline/event.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { PairBudget } from './pair-budget.ts';
import { deltasOf } from './query-deltas.ts';

type Environment = ContrastOnWire['environment'];
type OfPair = Environment['pairs'][number];

/** Only what is said of the whole range is looked at, so that windows of a day do. */
const COARSE_SECONDS = 86_400;
/** Worst first. */
const VERDICTS = ['CONFOUNDED', 'UNKNOWN', 'CLEAN'] as const;

/** Each pair is judged once, however many contrasts it stands in. */
export class ContrastEnvironments {
  readonly #ports: Ports;
  readonly #loaded: LoadedExperiment;
  readonly #judged = new Map<string, Promise<OfPair>>();
  readonly #budget = new PairBudget();
  /** The most that a delta lacked on which a verdict rests. */
  #pending = 0;

  constructor(ports: Ports, loaded: LoadedExperiment) {
    this.#ports = ports;
    this.#loaded = loaded;
  }

  get pending(): number {
    return this.#pending;
  }

  /**
   * @param takenAt when samples were taken; null: nothing was sampled; undefined: nobody says
   * @param handled what was done otherwise with the samples of the one arm: that confounds by itself
   */
  async of(
    takenAt: Assay['takenAt'] | null,
    contrast: Contrast,
    handled: readonly Remark[] = [],
  ): Promise<Environment> {
    const environment = await this.#ofPairs(takenAt, contrast);
    if (handled.length === 0) return environment;
    const told = handled.map(({ message }) => message).join('; ');
    return { ...environment, verdict: 'CONFOUNDED', sentence: `${told}; ${environment.sentence}` };
  }

  async #ofPairs(takenAt: Assay['takenAt'] | null, { a, b }: Contrast): Promise<Environment> {
    const { definition, index } = this.#loaded;
    const armOf = oncePer((unit: string) => index.units.get(unit)?.arm);
    const joining = definition.pairs.filter(
      ({ flight, ground }) => armOf(flight) === a && armOf(ground) === b,
    );
    if (joining.length === 0)
      return {
        verdict: 'UNKNOWN',
        sentence: `no pair joins ${a} and ${b}, so nothing was looked at`,
        pairs: [],
      };
    const pairs: OfPair[] = [];
    for (const pair of joining) pairs.push(await this.#judge(pair, takenAt ?? null));
    const worst = VERDICTS.find((one) => pairs.some((pair) => pair.verdict === one)) ?? 'UNKNOWN';
    const paired = new Set(joining.flatMap(({ flight, ground }) => [flight, ground]));
    const alone = definition.units.filter(({ id, arm }) => (arm === a || arm === b) && !paired.has(id));
    // Of units that are in no pair nobody knows.
    const verdict = worst === 'CLEAN' && alone.length > 0 ? 'UNKNOWN' : worst;
    const sentence = `${countText(joining.length, 'pair')} of ${a} and ${b} looked at, over ${untilText(takenAt)}${unlookedText(alone.map(({ id }) => id))}`;
    return { verdict, sentence, pairs };
  }

  #judge(pair: Pair, takenAt: TakenAt | null): Promise<OfPair> {
    const name = JSON.stringify([pair.id, takenAt]);
    const known = this.#judged.get(name) ?? this.#judgeAnew(pair, takenAt);
    this.#judged.set(name, known);
    return known;
  }

  async #judgeAnew(pair: Pair, takenAt: TakenAt | null): Promise<OfPair> {
    const { index } = this.#loaded;
    const events = await this.#loaded.events();
    const unknown = (reason: string): OfPair => ({ pair: pair.id, verdict: 'UNKNOWN', reasons: [reason] });
    const [channel] = pairRulesOf(index, pair, events).channels;
    if (channel === undefined) return unknown('its units share no channel');
    const to =
      takenAt === null
        ? Number.POSITIVE_INFINITY
        : (takenAt.at ?? instantOf(takenAt.event, standingEventsOf(events, pair.flight)));
    if (to === null)
      return unknown(`${pair.flight} has no event ${takenAt?.event}, at which its sample was taken`);
    try {
      const query = { pair: pair.id, channel: channel.series, to, resolution: COARSE_SECONDS };
      const { environment, pending } = await deltasOf(this.#ports, this.#loaded, query, this.#budget);
      this.#pending = Math.max(this.#pending, pending);
      const reasons = environment.reasons.map(({ sentence }) => sentence);
      return { pair: pair.id, verdict: environment.verdict, reasons };
    } catch (error) {
      // Too much to look at at once, or nothing that came: said, and no reason to keep the genes back.
      if (error instanceof Refusal) return unknown(error.message);
      throw error;
    }
  }
}

function untilText(takenAt: Assay['takenAt'] | null): string {
  if (takenAt === null) return 'all armed time';
  return takenAt === undefined
    ? 'all armed time; when the samples were taken is not declared'
    : 'armed time up to when the samples were taken';
}

const unlookedText = (units: readonly string[]): string =>
  units.length === 0 ? '' : `; not looked at, being in no such pair: ${listText(units, ', ', 12)}`;

function instantOf(
  name: string,
  events: readonly { readonly name: string; readonly at: number }[],
): number | null {
  return events.find((event) => event.name === name)?.at ?? null;
}
