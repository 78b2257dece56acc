/** Parameters that several routes share. */
import * as z from 'zod';
import { alarmId } from '../../../shared/contract/alarms.ts';
import { identifier, wholeNumber } from '../../../shared/contract/wire.ts';

export const NOTHING = z.strictObject({});

export const inExperiment = z.object({ experiment: identifier });

export const inDownlink = z.object({ experiment: identifier, downlink: identifier });

export const inRoute = inExperiment.extend({
  route: identifier.meta({ description: 'Id of the route.' }),
});

export const inAlarm = z.object({ experiment: identifier, alarm: alarmId });

/** S3 takes 10,000 parts. */
export const inPart = inDownlink.extend({
  part: wholeNumber(1, 10_000).meta({ description: 'Number of the part, 1 to 10,000.' }),
});
