/** Sends a stretch of a file until the storage has it: again where the line breaks, with a fresh link where one expired. */
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CliFailure } from '../stack/failure.ts';
import { type Link, putFile, type Sent, type Stretch } from './put-file.ts';

/** How long to try, in milliseconds and times. */
export interface SendPatience {
  readonly idleMs: number;
  /** Before the second try; doubled for each after it. */
  readonly pauseMs: number;
  readonly tries: number;
}

export const SEND_PATIENCE: SendPatience = { idleMs: 30_000, pauseMs: 500, tries: 5 };

/**
 * Resolves when the storage has the bytes.
 *
 * @param linkOf gives a fresh link; null where the storage has the bytes already
 * @param sent hears of every chunk, and of what a broken try has to send again as a negative number
 * @throws CliFailure `upload.broken` where the line broke or the storage failed each time, `upload.refused` where it
 *   says no
 */
export async function sendStretch(
  stretch: Stretch,
  linkOf: () => Promise<Link | null>,
  sent: (bytes: number) => void,
  patience: SendPatience = SEND_PATIENCE,
): Promise<void> {
  let link = await linkOf();
  for (let tries = 1; link !== null; tries++) {
    let moved = 0;
    const answer = await putFile(
      link,
      stretch,
      (bytes) => {
        moved += bytes;
        sent(bytes);
      },
      patience.idleMs,
    );
    const next = nextOf(answer, tries);
    if (next === 'DONE') return;
    sent(-moved);
    if (next === 'REFUSED' || tries === patience.tries) throw failureOf(answer, stretch.file);
    await setTimeout(patience.pauseMs * 2 ** (tries - 1));
    if (next === 'RENEW') link = await linkOf();
  }
}

/** S3 says so where the session that signed a link has ended. */
const SESSION_ENDED = ['ExpiredToken', 'TokenRefreshRequired'];
/** S3's own words for "try again" among answers that are no 5xx. */
const TRY_AGAIN = ['RequestTimeout', 'IncompleteBody'];

function nextOf(answer: Sent, tries: number): 'DONE' | 'AGAIN' | 'RENEW' | 'REFUSED' {
  if (answer.kind === 'TAKEN') return 'DONE';
  if (answer.kind === 'BROKEN') return 'AGAIN';
  const { status, code, message } = answer;
  // A try before this one got through, and only its answer was lost: a link takes its content once.
  if (status === 412 && tries > 1) return 'DONE';
  if (SESSION_ENDED.includes(code) || (code === 'AccessDenied' && /expired/i.test(message))) return 'RENEW';
  return status >= 500 || status === 429 || TRY_AGAIN.includes(code) ? 'AGAIN' : 'REFUSED';
}

function failureOf(answer: Sent, file: string): CliFailure {
  const name = basename(file);
  if (answer.kind === 'REFUSED') {
    const changed =
      answer.code === 'BadDigest' || answer.code === 'SignatureDoesNotMatch'
        ? `; ${name} is not what it was when it was announced: run the command again`
        : '';
    const message = `the storage refused the file with ${answer.status} ${answer.code}; nothing of it was kept${changed}`;
    return new CliFailure('upload.refused', message);
  }
  const error = answer.kind === 'BROKEN' ? answer.error : null;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `the upload of ${name} broke off: ${reason}`;
  return new CliFailure('upload.broken', message, [], { cause: error });
}
