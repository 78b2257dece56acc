/** Why a block of a control run has no set-point, or says nothing of the ground, in words. */
import { NOT_YET, type NotJudged } from './issue-row.ts';

const CAUSES: ReadonlyMap<string, string> = new Map([
  ['missing', 'without samples'],
  ['too-few', 'with too few good samples'],
  [NOT_YET, 'nothing of the flight is here yet'],
]);

/** Anomalies of the flight unit are named by their kinds: `STUCK, LIMIT`. */
export function causeText(cause: string): string {
  return CAUSES.get(cause) ?? cause.replaceAll(' ', ', ');
}

const NOT_JUDGED_WORDS: Readonly<Record<NotJudged, string>> = {
  'profile-gap': 'where the flight gives no set-point',
  'profile-fault': 'where the flight unit was at fault',
  'not-run-yet': 'still to be run',
  'ground-missing': 'without samples of the ground unit',
  'ground-not-good': 'with too few good samples of the ground unit',
  'ground-stuck': 'while the sensor of the ground unit was stuck',
};

export function notJudgedText(reason: NotJudged): string {
  return NOT_JUDGED_WORDS[reason];
}
