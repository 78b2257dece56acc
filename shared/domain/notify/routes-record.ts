/** The routes that somebody declared for an experiment: who hears of what, and how. */
import * as z from 'zod';
import { SEVERITIES } from '../anomaly/anomaly.ts';
import type { Key, Kind } from '../kind.ts';
import { DEFAULT_ESCALATION, TOPIC_ROUTE } from './route.ts';
import { TEMPLATES } from './routes-bounds.ts';

const hoursSchema = z.object({ from: z.number().int(), to: z.number().int() });

const routeSchema = z.object({
  id: z.string(),
  via: z.enum(['sns', 'webhook']),
  /** Of a webhook. */
  url: z.string().nullable(),
  template: z.enum(TEMPLATES),
  /** Signs what is sent; of PagerDuty its routing key. Never told to anybody. */
  secret: z.string().nullable(),
  severities: z.array(z.enum(SEVERITIES)),
  channels: z.array(z.string()).nullable(),
  hours: hoursSchema.nullable(),
  escalateAfter: z.number(),
});
export type DeclaredRoute = z.infer<typeof routeSchema>;

const routesSchema = z.object({
  revision: z.number().int(),
  appliedAt: z.number(),
  appliedBy: z.string(),
  routes: z.array(routeSchema),
  /** Where it is said that the stack is alive, in each run of watch. */
  heartbeat: z.object({ url: z.string() }).nullable().optional(),
  /** The line of the day: by which route, and from which minute of the UTC day on. */
  alive: z.object({ route: z.string(), at: z.number().int() }).nullable().optional(),
});
export type RoutesRecord = z.infer<typeof routesSchema>;

/** Written by people, so nothing makes it again: it is kept beside the raw files. */
export const routesKind: Kind<RoutesRecord> = {
  name: 'routes',
  schema: routesSchema,
  isDue: () => false,
  kept: (record) => record,
};
export const routesKey = (experiment: string): Key => ({ partition: experiment, sort: 'ROUTES' });

/** Where nobody declared any. */
export const DEFAULT_ROUTES: readonly DeclaredRoute[] = [
  {
    ...{ id: TOPIC_ROUTE.id, via: 'sns', url: null, template: 'howship', secret: null },
    severities: [...TOPIC_ROUTE.severities],
    ...{ channels: null, hours: null, escalateAfter: DEFAULT_ESCALATION },
  },
];
