/** What arrives in the ingest queue: S3's own notifications, and our hints. */
import * as z from 'zod';
import { parseRawKey } from '../domain/archive/keys.ts';
import { type IngestHint, ingestHintSchema, type UpkeepHint, upkeepHintSchema } from './hints.ts';

const s3EventSchema = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })),
});
const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });
const messageSchema = z.union([ingestHintSchema, s3EventSchema, testEventSchema]);

export interface IngestMessage extends IngestHint {
  /** S3 itself says that the object is there; nobody has to ask it. */
  readonly isUploaded?: true;
}

/** What a message asks for of the whole experiment; null where it speaks of downlinks. */
export function readUpkeepMessage(body: string): UpkeepHint | null {
  const message = upkeepHintSchema.safeParse(JSON.parse(body));
  return message.success ? message.data : null;
}

/** The downlinks a message names; none for S3's test event. Fails on anything else. */
export function readIngestMessage(body: string): IngestMessage[] {
  const message = messageSchema.parse(JSON.parse(body));
  if ('downlink' in message) return [message];
  if ('Event' in message) return [];
  return message.Records.map(({ s3 }) => {
    // S3 writes keys as form fields do: a space is a plus.
    const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
    const named = parseRawKey(key);
    if (named === null) throw new Error(`the object ${key} is not one that Howship asked for`);
    return { ...named, attempt: 1, isUploaded: true };
  });
}
