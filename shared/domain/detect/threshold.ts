/** One thing that a detector holds a channel against, for programs and in words. */
import { isoDuration } from '../duration.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { exactSpanText } from '../words/span.ts';
import { spokenUnit } from '../words/spoken-unit.ts';

export interface Threshold {
  /** As the definition calls it, where it has a name there. */
  readonly name: string;
  /** With its UCUM code; a duration as ISO 8601. */
  readonly value: string;
  /** Name and value as people say them: `stuck after 4 h`, `margin 0.5 °C`. */
  readonly text: string;
  /** It is so because nothing else is declared: by the period, or by rule. */
  readonly isDefault: boolean;
}

/** How a value is written: for programs, or as people say it. */
export interface Voice {
  duration(seconds: Seconds): string;
  /** What follows a number in the unit. */
  unit(ucum: string): string;
}

const CODES: Voice = { duration: isoDuration, unit: (ucum) => ` ${ucum}` };
const SPOKEN: Voice = { duration: (seconds) => exactSpanText(seconds * MICROS_PER_SECOND), unit: spokenUnit };

/** Both ways of saying it: the name for programs, then the one for people. */
export function threshold(
  [name, spoken]: readonly [string, string],
  valueIn: (voice: Voice) => string,
  isDefault: boolean,
): Threshold {
  return { name, value: valueIn(CODES), text: `${spoken} ${valueIn(SPOKEN)}`, isDefault };
}

export function byRule(name: string, valueIn: (voice: Voice) => string): Threshold {
  return threshold([name, name], valueIn, true);
}

/** Null: it is turned off. */
export function durationOf(
  name: string,
  spoken: string,
  declared: Seconds | null | undefined,
  otherwise: Seconds,
): Threshold[] {
  if (declared === null) return [];
  const seconds = declared ?? otherwise;
  return [threshold([name, spoken], ({ duration }) => duration(seconds), seconds === otherwise)];
}
