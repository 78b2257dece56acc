import * as z from 'zod';

const findingSchema = z.object({
  /** Place in what was sent (`channels[2].unit`, `query.from`); empty for the whole of it. */
  field: z.string(),
  code: z.string(),
  message: z.string(),
  line: z.number().int().optional(),
});

/** RFC 9457. `code` is dotted and stable; `detail` says what was expected, what came, and what to do. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  line: z.number().int().optional(),
  column: z.string().optional(),
  field: z.string().optional(),
  /** Every finding, where there may be several: the first 100 of many. */
  problems: z.array(findingSchema).optional(),
  /** How many findings there are, where more were found than are listed. */
  problemsFound: z.number().int().optional(),
  /** Of the object or item that is damaged. */
  key: z.string().optional(),
  /** Names the request in the log. */
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
