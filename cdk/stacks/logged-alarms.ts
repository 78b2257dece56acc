/** The alarms on what functions say in their logs: what each has decided, where nothing crashed. */
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  DAMAGED_CODE,
  DOWNLINK_FAILED,
  DROP_REFUSED,
  OWED_TOO_LONG_SECONDS,
  TOKEN_REFUSED,
  WAITING_FIELDS,
  WORK_STOPPED,
  WORK_WAITING,
} from '../../shared/runtime/environment-names.ts';
import type { AlertsTopic } from '../constructs/alerts-topic.ts';
import type { HouseFunction } from '../constructs/house-function.ts';
import { LoggedAlarm, MeasuredAlarm } from '../constructs/logged-alarm.ts';
import type { FunctionName } from './processing.ts';

export type Functions = Record<FunctionName, HouseFunction>;

/** Either of the two says so when a downlink has ended as FAILED; each one rings. */
export function alarmOnFailedDownlinks(scope: Construct, functions: Functions, alerts: AlertsTopic): void {
  new LoggedAlarm(scope, 'FailedDownlinks', {
    functions: [functions['ingest-downlink'], functions['ingest-dead-letters']],
    code: DOWNLINK_FAILED,
    impact:
      'A downlink failed to ingest in each of its runs and is FAILED: its samples are missing until it is redriven.',
    alerts: alerts.topic,
  });
}

/** No experiment is told of a file that belongs to none: each one rings. */
export function alarmOnRefusedDrops(scope: Construct, functions: Functions, alerts: AlertsTopic): void {
  new LoggedAlarm(scope, 'RefusedDrops', {
    functions: [functions['take-drop']],
    code: DROP_REFUSED,
    impact:
      'A file that was put below the drop prefix belongs to no experiment: it is in no answer, and the list of dropped files says why.',
    alerts: alerts.topic,
  });
}

/** One wrong token is a slip; so many are a program that was locked out, or somebody who tries. */
const REFUSED_TOKENS = 20;

export function alarmOnRefusedTokens(scope: Construct, functions: Functions, alerts: AlertsTopic): void {
  new LoggedAlarm(scope, 'RefusedTokens', {
    functions: [functions.api],
    code: TOKEN_REFUSED,
    threshold: REFUSED_TOKENS,
    impact:
      'Tokens that nobody holds were presented 20 times in five minutes: a station or a program may be locked out, or somebody tries tokens.',
    alerts: alerts.topic,
  });
}

/** Who works on buckets, units and pairs says so, and who gets the dead letters of a verification or a rebuild. */
export function alarmOnStoppedWork(scope: Construct, functions: Functions, alerts: AlertsTopic): void {
  new LoggedAlarm(scope, 'StoppedWork', {
    functions: [
      functions['align-twins'],
      functions['flag-anomalies'],
      functions['analyze-assay'],
      functions['ingest-dead-letters'],
    ],
    code: WORK_STOPPED,
    impact:
      'Runs on a bucket, unit or pair, or of a verification or a rebuild, died again and again: its newest telemetry is not rolled up, compared or judged, or what is verified or rebuilt makes no progress.',
    alerts: alerts.topic,
  });
}

/** Of whatever is kept, in the logs of all functions. */
export function alarmOnDamage(scope: Construct, functions: Functions, alerts: AlertsTopic): void {
  new LoggedAlarm(scope, 'Damaged', {
    functions: Object.values(functions),
    code: DAMAGED_CODE,
    impact:
      'Something that is kept was found damaged: pages and findings are made anew, but what rests on a damaged segment, receipt or head is not answered.',
    alerts: alerts.topic,
  });
}

/** Five runs of watch: where none of them said it, nobody looked. */
const LOOKED_AT_WITHIN = Duration.minutes(15);

/** Watch says in each run what has waited longest: what neither crashes nor ends is found by its age alone. */
export function alarmOnWaiting(scope: Construct, { watch }: Functions, alerts: AlertsTopic): void {
  const measured = {
    ...{ fn: watch, code: WORK_WAITING, threshold: OWED_TOO_LONG_SECONDS },
    ...{ period: LOOKED_AT_WITHIN, alerts: alerts.topic },
  };
  new MeasuredAlarm(scope, 'StuckDownlink', {
    ...measured,
    field: WAITING_FIELDS.ingest,
    impact:
      'A downlink has been under way for two hours and is neither in nor FAILED, or nobody could look: its samples may be missing.',
  });
  new MeasuredAlarm(scope, 'OverdueWork', {
    ...measured,
    field: WAITING_FIELDS.work,
    impact:
      'Data that came two hours ago are in no rollup or delta yet, or nobody could look: answers lag behind.',
  });
}
