import { z } from 'zod';

/** What the stack tells the process of a function: one event to handle. */
export const invocationSchema = z.object({
  id: z.string(),
  /** JSON text. */
  event: z.string(),
  /** ms since the epoch */
  deadline: z.number(),
});
export type Invocation = z.infer<typeof invocationSchema>;

/** What the process of a function tells the stack: that it loaded, or how an invocation ended. */
export const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed-to-load'), message: z.string() }),
  z.object({ kind: z.literal('result'), id: z.string(), result: z.string() }),
  z.object({ kind: z.literal('error'), id: z.string(), message: z.string() }),
  z.object({ kind: z.literal('too-large'), id: z.string(), bytes: z.number() }),
]);
export type Report = z.infer<typeof reportSchema>;

/** Lambda's limit on an event and on a result of a synchronous invocation: 6 MB of JSON, and 100 KB it adds to results. */
export const MAX_EVENT_BYTES = 6 * 1024 * 1024;
export const MAX_RESULT_BYTES = MAX_EVENT_BYTES + 100 * 1024;
