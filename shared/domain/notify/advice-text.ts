/** What a limit says to people, as card, page, link and message say it. */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { spanText } from '../words/span.ts';

/** What is said to people, and until when they are to respond. */
export interface AdviceTold {
  readonly consequence?: string | undefined;
  readonly action?: string | undefined;
  /** In seconds. */
  readonly respondWithin?: number | undefined;
  /** Absent where nobody was told yet. */
  readonly respondBy?: Micros | undefined;
  /** Whether somebody still has to. */
  readonly isWaiting: boolean;
}

/** @param instant how an instant is told to the reader */
export function adviceLines(advice: AdviceTold, now: Micros, instant: (at: Micros) => string): string[] {
  const { consequence, action } = advice;
  const doing = action === undefined ? '' : `Do: ${sentence(action)}`;
  const within = respondText(advice, now, instant) ?? '';
  return [
    ...(consequence === undefined ? [] : [`Consequence: ${sentence(consequence)}`]),
    ...(doing === '' && within === '' ? [] : [`${doing} ${within}`.trim()]),
  ];
}

/** Until when somebody is to respond, and how long that is over; null where the limit does not say. */
export function respondText(
  { respondWithin, respondBy, isWaiting }: AdviceTold,
  now: Micros,
  instant: (at: Micros) => string,
): string | null {
  if (respondWithin === undefined) return null;
  const within = spanText(respondWithin * MICROS_PER_SECOND);
  if (respondBy === undefined)
    return `Respond within ${within} of the first message; none has been made yet.`;
  const over = isWaiting && now > respondBy ? `: overdue by ${spanText(now - respondBy)}` : '';
  return `Respond by ${instant(respondBy)} (within ${within} of the first message)${over}.`;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
