import { z } from 'zod';
import { LocalStackFailure } from './home/failure.ts';

const portSchema = z.coerce.number().int().min(0).max(65_535);

/**
 * The port that an option names; null where it names none.
 *
 * @throws LocalStackFailure `port.invalid`
 */
export function portOf(option: string | undefined): number | null {
  const port = portSchema.optional().safeParse(option);
  if (port.success) return port.data ?? null;
  throw new LocalStackFailure('port.invalid', `--port: expected a number from 0 to 65535, got ${option}`);
}
