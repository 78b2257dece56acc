/** Judges a file by what was noted of it (`file-survey.ts`): a pure decision, acted upon by `formats/source/read-whole.ts`. */
import type { Refusal } from '../refusal.ts';
import { isoOf, type Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import { type Cadence, cadenceOf, periodMismatch, type SeriesStep } from './cadence.ts';
import { type Corrections, NO_CORRECTIONS } from './corrections.ts';
import type { FileSurvey, KindFacts } from './file-survey.ts';
import { exchangedDays, twelveHourClock, wrongFormat } from './judge-times.ts';
import { spanOfMedianYear } from './median-year.ts';
import type { Suspect } from './reset-look.ts';

export type Judgement =
  /** What was read stands. */
  | { readonly outcome: 'AS_READ'; readonly warnings: readonly FileWarning[]; readonly cadence: Cadence }
  /** Nothing of the file may be taken in. */
  | { readonly outcome: 'REFUSE'; readonly refusal: Refusal }
  /** The same, and it may be said whether the source with day and month in the other order reads all times. */
  | { readonly outcome: 'REFUSE_FORMAT'; readonly refusal: Refusal }
  /** What was read is thrown away, and the file is read with these corrections. */
  | { readonly outcome: 'READ_AGAIN'; readonly corrections: Corrections }
  /** The rows of these kinds are looked at again for resets of their clock; what was read stands where none is found. */
  | { readonly outcome: 'LOOK_FOR_RESETS'; readonly suspects: readonly Suspect[] };

export interface FileWarning {
  readonly code: string;
  readonly message: string;
}

export type FedSeries = Pick<SeriesStep, 'unit' | 'series' | 'period'>;

/** What is known of the file beside its survey. */
export interface FileKnown {
  /** The corrections that it was read with. */
  readonly corrections: Corrections;
  /** Whether resets have been looked for. */
  readonly hasLooked: boolean;
  /** The shortest declared period of the channels that a row of the kind feeds; null where none is declared. */
  periodOf(kind: number): Micros | null;
  /** What the columns of a row of the kind feed, with the period that its channel declares; null where nothing. */
  seriesOf(kind: number, columns: readonly string[]): readonly (FedSeries | null)[];
  readonly clock: {
    /** As the source says them, for people. */
    readonly formats: string;
    /** Whether nothing says how far back the data may reach. */
    readonly isOpenToThePast: boolean;
    /** Bit h is set where a text showed the hour h; 0 where texts are counts. */
    hoursShown(): number;
    /** The instant that is meant where day and month of its text are exchanged; null where that is none. */
    exchanged(at: Micros): Micros | null;
    /** Whether a row of this instant is read. */
    isPlausible(at: Micros): boolean;
  };
}

/** Rows that step back may be so many, or this part of all. */
const FEW_BACKS = 2;
const FEW_BACKS_SHARE = 0.01;

export function judgeFile(survey: FileSurvey, known: FileKnown): Judgement {
  const facts = survey.facts();
  const { clock, corrections } = known;
  // What was corrected has been judged.
  if (corrections === NO_CORRECTIONS && !known.hasLooked) {
    const wrong = wrongFormat(survey.texts.facts(), clock.formats);
    if (wrong !== null) return { outcome: 'REFUSE_FORMAT', refusal: wrong };
    const refusal =
      exchangedDays(facts, survey.days.leaps, known.periodOf, clock) ??
      twelveHourClock(facts, clock.hoursShown());
    if (refusal !== null) return { outcome: 'REFUSE', refusal };
    const span = clock.isOpenToThePast ? spanOfMedianYear(survey.days) : null;
    if (span !== null) return { outcome: 'READ_AGAIN', corrections: { ...corrections, span } };
  }
  const suspects = known.hasLooked ? [] : facts.flatMap((one) => suspectOf(one, known));
  if (suspects.length > 0) return { outcome: 'LOOK_FOR_RESETS', suspects };
  const series = seriesSteps(survey, facts, known);
  const mismatch = periodMismatch(series);
  const warnings = [...stepsBack(facts), ...(mismatch === null ? [] : [mismatch])];
  return { outcome: 'AS_READ', warnings, cadence: cadenceOf(series) };
}

function seriesSteps(
  survey: FileSurvey,
  facts: readonly KindFacts[],
  { seriesOf }: FileKnown,
): readonly SeriesStep[] {
  return facts.flatMap((one) =>
    seriesOf(one.kind, survey.columns).flatMap((fed, column) => {
      const seen = fed === null ? null : survey.stepsOf(one, column);
      return fed === null || seen === null ? [] : [{ ...fed, ...seen }];
    }),
  );
}

/** A kind whose rows ascend, and step back by more than a period to a time that is not before all others. */
function suspectOf(facts: KindFacts, { periodOf }: FileKnown): Suspect[] {
  const { kind, step, deepestBack } = facts;
  if (step === null || !ascends(facts)) return [];
  const period = periodOf(kind) ?? step;
  return deepestBack > period ? [{ kind, period, step }] : [];
}

/** Of few rows it can only be said where three of four steps lead forwards. */
function ascends({ rows, stepsBack: backs }: KindFacts): boolean {
  const steps = rows - 1;
  return (backs <= FEW_BACKS || backs <= FEW_BACKS_SHARE * steps) && steps - backs >= 3 * backs;
}

/** Rows that stand earlier than the row before them are read; the receipt says how many there are. */
function stepsBack(facts: readonly KindFacts[]): readonly FileWarning[] {
  const back = facts.filter(({ stepsBack }) => stepsBack > 0);
  const first = back.flatMap(({ firstBacks }) => firstBacks).sort((a, b) => a.line - b.line)[0];
  if (first === undefined) return [];
  const count = back.reduce((sum, one) => sum + one.stepsBack, 0);
  const message = `${countText(count, 'row')} ${count === 1 ? 'is' : 'are'} earlier than the row before (first: line ${first.line}, from ${isoOf(first.from)} back to ${isoOf(first.to)}); all were read`;
  return [{ code: 'time.steps-back', message }];
}
