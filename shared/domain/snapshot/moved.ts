/** What differs between two answers to one question, figure by figure. */
import * as z from 'zod';

type Json = z.infer<ReturnType<typeof z.json>>;
export type Figure = string | number | boolean | null;

export interface Moved {
  /** Where it stands: `summary.delta`, `phases[growth].summary.n`. */
  readonly field: string;
  /** Null also where it was not there. */
  readonly before: Figure;
  readonly now: Figure;
}

export const answerTextSchema = z.record(z.string(), z.json());
export type AnswerText = Readonly<Record<string, Json>>;

/** Told as causes, or as a count. */
const NOT_FIGURES = new Set(['definition', 'program', 'asked', 'windows']);

/** What a reader looks for first, by how the name of a figure begins; the account of the lag is long, and last. */
const FIRST = [
  ...['summary.delta', 'summary.ci95', 'summary.sd', 'summary.pairedSamples', 'summary.'],
  ...['environment.verdict', 'alignment.verdict', 'phases', 'summaryAll.', 'excluded', 'environment'],
];
const LAST = ['alignment.votes', 'alignment.searched', 'alignment.lagsByThird'];

/** What matters first to whoever reads it, else in the order of the answer, what is new at the end. */
export function movedFigures(before: AnswerText, now: AnswerText): Moved[] {
  const [then, today] = [figuresIn(before), figuresIn(now)];
  const fields = new Set([...then.keys(), ...today.keys()]);
  return [...fields]
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .flatMap((field) => {
      const moved = { field, before: then.get(field) ?? null, now: today.get(field) ?? null };
      return moved.before === moved.now ? [] : [moved];
    });
}

function rankOf(field: string): number {
  const rank = FIRST.findIndex((name) => field.startsWith(name));
  if (rank >= 0) return rank;
  return LAST.some((name) => field.startsWith(name)) ? FIRST.length + 1 : FIRST.length;
}

/** Windows that are not the same, or stand in one of both only. */
export function movedWindows(before: AnswerText, now: AnswerText): number {
  const [then, today] = [windowsIn(before), windowsIn(now)];
  const instants = new Set([...then.keys(), ...today.keys()]);
  return [...instants].filter((at) => then.get(at) !== today.get(at)).length;
}

const windowSchema = z.array(z.looseObject({ at: z.string() }));

function windowsIn({ windows }: AnswerText): Map<string, string> {
  // An earlier version counted elapsed time from 1970 where there was no reference event.
  const told = windowSchema.parse(windows ?? []).map(({ elapsedSeconds, ...window }) => window);
  return new Map(told.map((window) => [window.at, JSON.stringify(window)]));
}

function figuresIn(answer: AnswerText): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const [name, value] of Object.entries(answer))
    if (!NOT_FIGURES.has(name)) collect(figures, name, value);
  return figures;
}

function collect(figures: Map<string, Figure>, field: string, value: Json): void {
  if (value === null || typeof value !== 'object') figures.set(field, value);
  else if (Array.isArray(value))
    for (const [i, item] of value.entries()) collect(figures, `${field}[${nameOf(item) ?? i}]`, item);
  else for (const [name, member] of Object.entries(value)) collect(figures, `${field}.${name}`, member);
}

/** What an item of a list is called, so that another one before it moves nothing. */
function nameOf(item: Json): string | null {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null;
  const name = item.phase ?? item.channel ?? item.code;
  return typeof name === 'string' ? name : null;
}
