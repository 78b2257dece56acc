/** What cannot be seen of a series that stands still against its reference. */
import type { Channel } from '../../experiment/channel-schema.ts';
import { stepOf } from '../../experiment/reading-step.ts';
import { figureText } from '../../words/figure.ts';
import { spokenUnit } from '../../words/spoken-unit.ts';
import { COARSE_STEPS } from './noise.ts';

/** Said of what is looked for, and cannot be judged by what came so far. */
export const CANNOT_YET = 'cannot be judged yet';

export function whyQuiet(channel: Channel, isJudged: boolean): string {
  const step = stepOf(channel);
  if (step === null)
    return `it has not moved against its reference so far, and the channel declares no resolution: its drift ${CANNOT_YET}`;
  const text = (value: number) => `${figureText(value)}${spokenUnit(channel.unit)}`;
  const least = text(COARSE_STEPS * step);
  return isJudged
    ? `quieter than its resolution ${text(step)}: judged as if it scattered by ${least}, so that a change below that is not seen`
    : `quieter than its resolution ${text(step)}: its drift ${CANNOT_YET}, and after a day only changes above ${least} are seen`;
}
