import * as z from 'zod';

/** What our hints name what they are about by. */
const hintSchema = z.object({
  experiment: z.string().optional(),
  downlink: z.string().optional(),
  attempt: z.number().optional(),
  unit: z.string().optional(),
  bucket: z.string().optional(),
  subject: z.string().optional(),
  id: z.string().optional(),
  assay: z.string().optional(),
  entry: z.string().optional(),
  group: z.string().optional(),
  upkeep: z.string().optional(),
  recompute: z.boolean().optional(),
  key: z.string().optional(),
});

/** S3's own notifications. */
const objectsSchema = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })),
});

const MOST_NAMED = 10;

/** What a message is about, for the log: names only, and nothing of what is no message of ours. */
export function factsOfMessage(body: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  const objects = objectsSchema.safeParse(json);
  if (objects.success)
    return { objects: objects.data.Records.slice(0, MOST_NAMED).map(({ s3 }) => s3.object.key) };
  return hintSchema.safeParse(json).data ?? {};
}
