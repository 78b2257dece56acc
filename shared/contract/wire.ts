/** Words that every resource shares on the wire. */
import { z } from 'zod';

/** ISO 8601 with offset; answers are always in UTC. */
export const instantText = z.iso.datetime({ offset: true });

/** Identifiers are safe in keys, paths and file names. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected a letter or digit, then at most 63 of A-Z a-z 0-9 . _ -');

export const noticeSchema = z.object({ code: z.string(), message: z.string() });
export type NoticeOnWire = z.infer<typeof noticeSchema>;
