/** JSON that somebody sent, before anything goes through it. */
import { Refusal } from '../domain/refusal.ts';

/** Far more than any body here has; whoever goes through a value level by level runs out of stack at some thousands. */
const MOST_LEVELS = 100;

/** Refuses with `request.too-deep` what is nested deeper than any JSON that is read here. */
export function refuseDeepJson(text: string): void {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const mark = text[i];
    if (mark === '\\' && isString) i++;
    else if (mark === '"') isString = !isString;
    else if (isString) continue;
    else if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
    if (depth > MOST_LEVELS)
      throw new Refusal(
        'invalid',
        'request.too-deep',
        `expected a body in JSON of at most ${MOST_LEVELS} levels, got more: /openapi.json says what is read here`,
      );
  }
}
