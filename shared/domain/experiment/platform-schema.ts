/** How the platform of an arm is run: what its limits are held against, and what the gravity of its model is made of. */
import * as z from 'zod';
import { identifier, positiveDuration, words } from './scalars.ts';

const above = (what: string) => z.number().positive(`expected ${what} above 0`);

const pause = z
  .union(
    [
      z.literal('none'),
      z.strictObject({
        event: identifier.describe('Name of the event at which the platform stops, such as medium-exchange.'),
        lasts: positiveDuration
          .optional()
          .describe(
            'How long the platform stands still each time, such as PT10M. Without it, the time at 1 g is not known.',
          ),
      }),
    ],
    'expected none, or { event, lasts }: what stands still for medium',
  )
  .describe('When the platform stops for a change of medium. none: it never stops.');

/** All are optional: what a platform needs and nobody says is told as not known. */
export const platformSchema = z.strictObject({
  start: identifier
    .optional()
    .describe(
      'Name of the event at which the exposure begins, such as rotation-on. Default: the reference of the experiment.',
    ),
  pause: pause.optional(),
  rpm: above('turns')
    .optional()
    .describe(
      'Highest rotation speed of each axis, in turns per minute, such as 10. For clinostats, RPM and rotating wall vessels.',
    ),
  radiusMm: z
    .number()
    .nonnegative('expected 0 mm or more')
    .optional()
    .describe('Distance from the centre of rotation to the farthest culture, in mm.'),
  axis: z
    .enum(['horizontal', 'vertical'])
    .optional()
    .describe('Direction of the axis of a clinostat. A vertical axis does not average gravity.'),
  vesselDiameterMm: above('a diameter')
    .optional()
    .describe('Inner diameter of a rotating wall vessel, in mm.'),
  freeFallMs: above('a time')
    .optional()
    .describe('Duration of each fall of a free fall machine, in ms, such as 900.'),
  pulseMs: above('a time')
    .optional()
    .describe('Duration of each upward throw of a free fall machine, in ms, such as 80.'),
  pulseG: above('a g-level')
    .optional()
    .describe('g-level of each upward throw of a free fall machine, such as 12.'),
  tiltDeg: z
    .number()
    .min(-90, 'expected -90 to 90 degrees')
    .max(90, 'expected -90 to 90 degrees')
    .optional()
    .describe('Head-down tilt of bed rest, in degrees; -6 and 6 mean the same.'),
  waterCel: z.number().optional().describe('Temperature of the water of an immersion, in °C.'),
  suspension: words
    .optional()
    .describe('Suspension of hindlimb unloading: tail, surgical pins or body harness.'),
});
export type PlatformParameters = z.output<typeof platformSchema>;
