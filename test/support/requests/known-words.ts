/** What a caller of a stack has at hand: ids that are there, instants with data, tokens of pages. */
import * as z from 'zod';
import type { Random } from '../../../shared/simulator/random.ts';
import { below, oneOf } from './draw.ts';

/** Of the simulated mission that the campaign brings in. */
const DATA_FROM = Date.parse('2026-03-01T06:00:00Z');
const DATA_MS = 86_400_000;
const INSTANTS = ['at', 'from', 'to', 'since', 'aos', 'los', 'onset', 'until'];
const DURATIONS = ['PT10M', 'PT1H', 'PT6H', 'P1D', 'PT96H'];
/** As many of each name as are kept; the newest push out the oldest. */
const MOST_WORDS = 60;

export class KnownWords {
  readonly #words = new Map<string, string[]>();

  constructor(words: Readonly<Record<string, readonly string[]>>) {
    for (const [name, list] of Object.entries(words)) this.#words.set(name, [...list]);
  }

  readonly wordFor = (name: string, random: Random): string | null => {
    if (INSTANTS.includes(name)) return instantIn(random);
    if (name === 'resolution' || name === 'delay' || name === 'blocks') return oneOf(random, DURATIONS);
    const words = this.#words.get(name);
    return words === undefined || words.length === 0 ? null : oneOf(random, words);
  };

  /** Remembers ids and tokens that an answer names, as whoever reads it would. */
  learn(operation: string, experiment: string, answer: unknown): void {
    const found = learntSchema.safeParse(answer);
    if (!found.success) return;
    const { next, id, fileName } = found.data;
    if (next != null) this.#add(`next of ${operation}`, next);
    if (id !== undefined && fileName !== undefined) this.#add(`downlink of ${experiment}`, id);
  }

  nextOf(operation: string, random: Random): string | null {
    return this.wordFor(`next of ${operation}`, random);
  }

  #add(name: string, word: string): void {
    const words = this.#words.get(name) ?? [];
    if (!words.includes(word)) words.push(word);
    // The first ones were there with data of their own.
    if (words.length > MOST_WORDS) words.splice(MOST_WORDS / 2, 1);
    this.#words.set(name, words);
  }
}

const learntSchema = z.looseObject({
  next: z.string().nullable().optional(),
  id: z.string().optional(),
  fileName: z.string().optional(),
});

function instantIn(random: Random): string {
  return new Date(DATA_FROM + below(random, DATA_MS)).toISOString();
}
