/** Which downlinks brought an event in their event column, whether or not they count. */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

const broughtSchema = z.object({ downlink: z.string() });
/** Written before the event is looked for, and never changed. */
export const broughtKind: Kind<z.infer<typeof broughtSchema>> = {
  name: 'brought',
  schema: broughtSchema,
  isDue: () => false,
};
export const BROUGHT = 'BROUGHT';
export const broughtPrefix = (event: string): string => sortKey(BROUGHT, event, '');
export const broughtKey = (experiment: string, event: string, downlink: string): Key => ({
  partition: experiment,
  sort: sortKey(BROUGHT, event, downlink),
});
