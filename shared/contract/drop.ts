/** What arrives in the drop queue: S3's own notifications, and our hints. And what is refused there, on the wire. */
import * as z from 'zod';
import { instantText } from '../domain/instant-text.ts';

const objectHintSchema = z.object({ key: z.string(), version: z.string().nullable() });

/** The drop is to be looked through, from the beginning (null) or after a page. */
const sweepHintSchema = z.object({ sweep: z.string().nullable() });

const s3EventSchema = z.object({
  Records: z.array(
    z.object({ s3: z.object({ object: z.object({ key: z.string(), versionId: z.string().optional() }) }) }),
  ),
});
const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });
const messageSchema = z.union([objectHintSchema, sweepHintSchema, s3EventSchema, testEventSchema]);

export type DropMessage =
  | { readonly objects: readonly z.infer<typeof objectHintSchema>[] }
  | { readonly sweepAfter: string | null };

/** The objects a message names; none for S3's test event. Fails on anything else. */
export function readDropMessage(body: string): DropMessage {
  const message = messageSchema.parse(JSON.parse(body));
  if ('sweep' in message) return { sweepAfter: message.sweep };
  if ('Event' in message) return { objects: [] };
  if ('key' in message) return { objects: [message] };
  return {
    objects: message.Records.map(({ s3: { object } }) => ({
      // S3 writes keys as form fields do: a space is a plus.
      key: decodeURIComponent(object.key.replaceAll('+', ' ')),
      version: object.versionId ?? null,
    })),
  };
}

export const dropSchema = z.object({
  /** Files below `drop/` that belong to no experiment, so that no receipt names them: the first 100. */
  refused: z.array(
    z.object({
      key: z.string(),
      /** Of the object; absent where it has none. */
      version: z.string().optional(),
      /** Absent where the object was gone before it was read. */
      bytes: z.number().optional(),
      at: instantText,
      code: z.string(),
      message: z.string(),
    }),
  ),
  /** Whether there are more. */
  more: z.boolean(),
  /**
   * Since when all of the drop is looked through, once an hour; null where it was not yet, or where what was known of it was
   * damaged: then files may be missing from the list until it is, some minutes later.
   */
  lookedThroughAt: instantText.nullable(),
});
export type DropOnWire = z.infer<typeof dropSchema>;
