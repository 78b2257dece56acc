/** Words of a file on its way. */
import { MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { spanText } from '../../../shared/domain/words/span.ts';
import type { Job } from './desk.ts';
import { secondsLeft } from './rate.ts';

/** Bytes of it that are on the stack or on their way there. */
export function reachedBytes({ file, stage, reached }: Job): number {
  if (stage.at === 'SENT' || stage.at === 'DONE') return file.size;
  if (stage.at === 'SENDING') return stage.bytes;
  return reached.at(-1)?.bytes ?? 0;
}

/** `12.0 MB of 100.0 MB, 3.2 MB per second, 28 s left`. */
export function sentText(bytes: number, all: number, rate: number | null): string {
  const left = secondsLeft(all - bytes, rate);
  const speed = rate === null || rate < 1 ? '' : `, ${sizeText(Math.round(rate))} per second`;
  return `${sizeText(bytes)} of ${sizeText(all)}${speed}${left === null ? '' : `, ${leftText(left)} left`}`;
}

/** An estimate: no digit that will be another in a moment. */
function leftText(seconds: number): string {
  const step = seconds < 60 ? 5 : seconds < 3600 ? 30 : 300;
  return `about ${spanText(Math.max(step, Math.round(seconds / step) * step) * MICROS_PER_SECOND)}`;
}

export function stageText({ file, stage, reached }: Job, rate: number | null): string {
  const kept = reached.length === 0 ? '' : ` What arrived is kept: ${sizeText(reached.at(-1)?.bytes ?? 0)}.`;
  switch (stage.at) {
    case 'WAITING':
      return `${sizeText(file.size)}, waits its turn`;
    case 'READING':
      return stage.bytes === 0
        ? `${sizeText(file.size)}, begins`
        : `reading it through first, so that an upload that breaks off goes on: ${sizeText(stage.bytes)} of ${sizeText(file.size)}`;
    case 'BEHIND':
      return 'Another tab, or another entry of this list, sends this very file. This one waits for it.';
    case 'SENDING':
      return sentText(stage.bytes, file.size, rate);
    case 'PAUSED':
      return `Paused.${kept}`;
    case 'LINE_LOST':
      return `${stage.why} It goes on by itself when the stack answers again.${kept}`;
    case 'NO_TOKEN':
      return `The token is no longer accepted. It goes on when you have signed in again.${kept}`;
    case 'SENT':
      return `sent whole; ${stage.receipt === null ? 'the stack reads it' : stage.receipt.state}`;
    case 'DONE':
      return stage.receipt.state;
    case 'FAILED':
      return stage.why;
  }
}
