/** How the platform of an arm is run: what its limits are held against, and what the gravity of its model is made of. */
import * as z from 'zod';
import { identifier, positiveDuration, words } from './scalars.ts';

const above = (what: string) => z.number().positive(`expected ${what} above 0`);

const pause = z
  .union(
    [
      z.literal('none'),
      z.strictObject({
        event: identifier.describe('Event of a unit at which it is stopped.'),
        lasts: positiveDuration.optional().describe('How long it stands still each time.'),
      }),
    ],
    'expected none, or { event, lasts }: what stands still for medium',
  )
  .describe('When it stands still for a change of medium; none: it never does.');

/** All are optional: what a platform needs and nobody says is told as not known. */
export const platformSchema = z.strictObject({
  start: identifier
    .optional()
    .describe('Event of a unit at which its exposure begins; absent: the reference of the experiment.'),
  pause: pause.optional(),
  rpm: above('turns')
    .optional()
    .describe('Of a platform that turns: turns per minute, the most, of each axis.'),
  radiusMm: z
    .number()
    .nonnegative('expected 0 mm or more')
    .optional()
    .describe('From the centre of rotation to the culture that is farthest from it.'),
  axis: z
    .enum(['horizontal', 'vertical'])
    .optional()
    .describe('How the axis of a clinostat stands: a vertical one averages nothing.'),
  vesselDiameterMm: above('a diameter').optional().describe('Of a rotating wall vessel.'),
  freeFallMs: above('a time').optional().describe('Of a free fall machine: each fall.'),
  pulseMs: above('a time').optional().describe('Of a free fall machine: each throw upwards.'),
  pulseG: above('a g-level').optional().describe('Of a free fall machine: of each throw.'),
  tiltDeg: z
    .number()
    .min(-90, 'expected -90 to 90 degrees')
    .max(90, 'expected -90 to 90 degrees')
    .optional()
    .describe('Of bed rest: how far the head is down; -6 and 6 are the same.'),
  waterCel: z.number().optional().describe('Of immersion: temperature of the water, in Cel.'),
  suspension: words.optional().describe('Of hindlimb unloading: tail, surgical pins or body harness.'),
});
export type PlatformParameters = z.output<typeof platformSchema>;
