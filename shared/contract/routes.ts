import * as z from 'zod';
import { SEVERITIES } from '../domain/anomaly/anomaly.ts';
import { LONGEST_SECRET, LONGEST_URL, MOST_ROUTES, TEMPLATES } from '../domain/notify/routes-bounds.ts';
import { durationText, identifier, refuseObeyed } from './wire.ts';

const MOST_CHANNELS = 100;

/** `08:00-20:00`, of the UTC day; `20:00-08:00` is the night. */
const hours = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/,
    'expected hours of the UTC day such as 08:00-20:00',
  )
  .refine((text) => text.slice(0, 5) !== text.slice(6), 'expected two different times of the day')
  .meta({
    description:
      'When it may be called, of the UTC day. What is critical goes to the next route outside of them.',
    examples: ['08:00-20:00'],
  });

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of the UTC day such as 08:00')
  .meta({ examples: ['08:00'] });

const severities = z
  .array(z.enum(SEVERITIES))
  .min(1, 'expected one severity at least')
  .max(SEVERITIES.length)
  .refine((list) => new Set(list).size === list.length, 'expected each severity once')
  .meta({ description: 'What it takes, by the highest severity of a message.' });

const routeSchema = z.strictObject({
  id: identifier,
  via: z
    .enum(['sns', 'webhook'])
    .meta({ description: 'sns: the topic of the stack. webhook: a POST to url.' }),
  url: z.string().max(LONGEST_URL).optional(),
  template: z.enum(TEMPLATES).optional().meta({
    description: 'What is sent: howship (JSON of ours, the default), slack or pagerduty (Events API v2).',
  }),
  secret: z.string().min(1).max(LONGEST_SECRET).superRefine(refuseObeyed).nullable().optional().meta({
    description:
      'Signs what is sent (Howship-Signature), or is the routing key of PagerDuty. Never answered. Left out it stays as it is, null takes it away.',
  }),
  severities,
  channels: z
    .array(identifier)
    .min(1, 'expected one channel at least, or none of this key')
    .max(MOST_CHANNELS)
    .optional()
    .meta({ description: 'Only of these channels, and of whole units.' }),
  hours: hours.optional(),
  escalateAfter: durationText.optional().meta({
    description:
      'How long what is critical may stay unacknowledged until the next route hears of it; PT15M by default, PT0S at once.',
  }),
});
export type NewRoute = z.output<typeof routeSchema>;

export const newRoutesSchema = z.strictObject({
  routes: z
    .array(routeSchema)
    .max(MOST_ROUTES)
    .meta({ description: 'In the order in which they are called.' }),
  heartbeat: z
    .strictObject({ url: z.string().max(LONGEST_URL) })
    .optional()
    .meta({
      description:
        'Gets a POST every three minutes while watch, queue and notify work: whoever gets none for ten minutes knows what no stack can say of itself. None, if left out.',
    }),
  alive: z.strictObject({ route: identifier, at: timeOfDay }).optional().meta({
    description:
      'Once a day, from that time of the UTC day on, a message by that route: what was looked at up to when, what is open, what did not come. None, if left out.',
  }),
});
export type NewRoutes = z.output<typeof newRoutesSchema>;

export const routesSchema = z.object({
  /** 0 where nobody declared any: then all goes to the topic of the stack. */
  revision: z.number().int(),
  appliedAt: z.string().optional(),
  appliedBy: z.string().optional(),
  routes: z.array(
    z.object({
      id: z.string(),
      via: z.enum(['sns', 'webhook']),
      /** Without its path, which is a secret; put as it is answered it stays as it is. */
      url: z.string().optional(),
      template: z.enum(TEMPLATES).optional(),
      /** Whether there is one. */
      hasSecret: z.boolean(),
      severities: z.array(z.enum(SEVERITIES)),
      channels: z.array(z.string()).optional(),
      hours: z.string().optional(),
      escalateAfter: z.string(),
    }),
  ),
  /** The url without its path, which is the secret; put as it is answered it stays as it is. Absent where there is none. */
  heartbeat: z.object({ url: z.string() }).optional(),
  alive: z.object({ route: z.string(), at: z.string() }).optional(),
  /** What no route takes, so that nobody hears of it; `channels` are those that are left out, all without it. */
  untaken: z.array(z.object({ severity: z.enum(SEVERITIES), channels: z.array(z.string()).optional() })),
});
export type RoutesOnWire = z.infer<typeof routesSchema>;

/** A message was asked for; the journal says what became of it. */
export const testedRouteSchema = z.object({ id: z.string(), group: z.string(), number: z.number().int() });
