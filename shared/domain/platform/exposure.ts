/** How long samples were exposed, against what a platform is valid for and what studies reported of it. */
import { type Technique, techniques } from '../literature/techniques.ts';
import { significantText } from '../words/figure.ts';
import type { PlatformFacts, Sampling } from './facts.ts';
import { type Reported, reportedOf } from './parameters.ts';
import { type PlatformRemark, REVIEW } from './remark.ts';

/**
 * The review calls responses of seconds to hours acute, and gives no number. Earlier than a day counts as acute here: the
 * shortest exposure of its tables on platforms that turn is 1 d.
 */
export const ACUTE_HOURS = 24;
const HOURS_PER_DAY = 24;
const ROUND = `(${REVIEW} gives no number; its tables begin at 1 d)`;

/** Acute responses are not valid on what turns: cells answer to the start of it. */
export function acuteRemarks({ technique, sampled, start }: PlatformFacts): PlatformRemark[] {
  if (technique.isForAcute !== false) return [];
  return sampled.flatMap((one): PlatformRemark[] => {
    if (one.leastHours >= ACUTE_HOURS) return [];
    const message = `${one.what} is taken ${hoursText(one.leastHours)} after ${start}: acute responses are not valid on ${technique.name}, and what is seen before ${ACUTE_HOURS} h counts as acute ${ROUND}`;
    return [{ code: 'platform.acute', message, kind: 'CONFOUNDS' }];
  });
}

/** Beside acute ones: shorter or longer than any study, and long where a platform is not for it. */
export function durationRemarks(facts: PlatformFacts): PlatformRemark[] {
  return facts.sampled.flatMap((one) => [...longRemarks(facts, one), ...unlikeStudies(facts, one)]);
}

function longRemarks({ technique, start }: PlatformFacts, { what, mostHours }: Sampling): PlatformRemark[] {
  if (technique.isForLong !== false || mostHours < ACUTE_HOURS) return [];
  const message = `${what} is taken ${hoursText(mostHours)} after ${start}: ${technique.name} is not for long exposures, and ${ACUTE_HOURS} h or more counts as long ${ROUND}`;
  return [{ code: 'platform.long', message, kind: 'FIX' }];
}

function unlikeStudies(facts: PlatformFacts, { what, leastHours, mostHours }: Sampling): PlatformRemark[] {
  const { technique, start } = facts;
  const days = reportedDays(facts);
  if (days === null) return [];
  const isShorter = leastHours < days.least * HOURS_PER_DAY && technique.isForAcute !== false;
  const isLonger = mostHours > days.most * HOURS_PER_DAY;
  if (!isShorter && !isLonger) return [];
  const hours = isLonger ? mostHours : leastHours;
  const reported = days.least === 0 ? `up to ${days.most}` : `${days.least} to ${days.most}`;
  const message = `${what} is taken ${hoursText(hours)} after ${start}, and studies on ${technique.name} lasted ${reported} d (${REVIEW}): none of them is of so ${isLonger ? 'long' : 'short'} an exposure`;
  return [{ code: 'platform.duration', message, kind: 'FIX' }];
}

const OF_SUBJECT = {
  humans: 'days in tables of people',
  animals: 'days in tables of animals',
  cells: 'days in tables of cells',
} as const;

/** Of the platform, or of what it is one kind of; null where none is reported. */
function reportedDays({ technique, subject }: PlatformFacts): Reported | null {
  const most = reportedOf(technique, 'max duration');
  if (most !== null) return { least: 0, most: most.most };
  const ofSubject = subject === null ? null : reportedOf(technique, OF_SUBJECT[subject]);
  return ofSubject ?? daysIn(technique);
}

function daysIn(technique: Technique): Reported | null {
  const own = reportedOf(technique, 'days in the tables');
  const parent = techniques().find(({ id }) => id === technique.parent);
  return own ?? (parent === undefined ? null : daysIn(parent));
}

const hoursText = (hours: number): string =>
  hours < 2 ? `${significantText(hours * 60, 2)} min` : `${significantText(hours, 3)} h`;
