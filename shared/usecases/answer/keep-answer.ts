import { answerKey } from '../../domain/archive/keys.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';

/** The object itself is kept for a day. */
const LINK_SECONDS = 3600;

/** Keeps an answer under its content, and resolves to a link with which it can be read for an hour. */
export async function keepAnswer(ports: Ports, bytes: Uint8Array, mediaType: string): Promise<string> {
  const key = answerKey(sha256(bytes));
  await ports.archive.put(key, bytes, mediaType);
  return ports.archive.presignGet(key, LINK_SECONDS);
}
