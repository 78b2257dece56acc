/** Why an answer is another one than it was. */
import * as z from 'zod';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';

/** What an answer says itself of what it was computed by. */
export const computedBySchema = z.object({
  definition: z.object({ revision: z.number(), sha256: z.string() }),
  program: z.string(),
});

/** What an answer rests on. */
export interface RestsOn extends z.infer<typeof computedBySchema> {
  /** As `id attempt`. */
  readonly downlinks: readonly string[];
  readonly events: readonly string[];
}

export interface Cause {
  readonly code: 'definition' | 'program' | 'events' | 'new' | 'withdrawn' | 'reread' | 'computed';
  readonly sentence: string;
}

const NAMED = 10;

/** Inputs that had come and were not in the answer yet. */
export interface PendingInputs {
  readonly before: number;
  readonly now: number;
}

export function causesBetween(before: RestsOn, now: RestsOn, pending: PendingInputs): Cause[] {
  const causes = [
    ...definitionCause(before, now),
    ...(before.program === now.program
      ? []
      : [
          {
            code: 'program' as const,
            sentence: `howship ${before.program} answered then, ${now.program} now`,
          },
        ]),
    ...eventsCause(before.events, now.events),
    ...downlinkCauses(before.downlinks, now.downlinks),
  ];
  if (causes.length > 0 && pending.before + pending.now === 0) return causes;
  return [...causes, { code: 'computed', sentence: computedSentence(pending) }];
}

function computedSentence({ before, now }: PendingInputs): string {
  const told = [
    before === 0
      ? []
      : [
          `${countText(before, 'input')} that had come then ${before === 1 ? 'was' : 'were'} not in that answer yet`,
        ],
    now === 0
      ? []
      : [
          `${countText(now, 'input')} that ${now === 1 ? 'has' : 'have'} come ${now === 1 ? 'is' : 'are'} not in this one yet`,
        ],
  ].flat();
  return (
    told.join('; ') ||
    'it rests on the same definition, events and downlinks: something of them was still being computed in one of both'
  );
}

function definitionCause(before: RestsOn, now: RestsOn): Cause[] {
  if (before.definition.sha256 === now.definition.sha256) return [];
  const sentence = `revision ${before.definition.revision} of the definition was in force then, ${now.definition.revision} now`;
  return [{ code: 'definition', sentence }];
}

function eventsCause(before: readonly string[], now: readonly string[]): Cause[] {
  const [gone, come] = [without(before, now), without(now, before)];
  if (gone.length + come.length === 0) return [];
  const told = [
    ...(come.length === 0 ? [] : [`new: ${listText(come, ', ', NAMED)}`]),
    ...(gone.length === 0 ? [] : [`gone: ${listText(gone, ', ', NAMED)}`]),
  ];
  return [{ code: 'events', sentence: `events changed; ${told.join('; ')}` }];
}

function downlinkCauses(before: readonly string[], now: readonly string[]): Cause[] {
  const [idsThen, idsNow] = [before.map(idOf), now.map(idOf)];
  const come = without(idsNow, idsThen);
  const gone = without(idsThen, idsNow);
  const again = without(now, before)
    .map(idOf)
    .filter((id) => !come.includes(id));
  const told = (code: Cause['code'], ids: readonly string[], what: string): Cause[] =>
    ids.length === 0
      ? []
      : [{ code, sentence: `${countText(ids.length, 'downlink')} ${what}: ${listText(ids, ', ', NAMED)}` }];
  return [
    ...told('new', come, 'came since'),
    ...told('withdrawn', gone, 'no longer counted'),
    ...told('reread', again, 'read again'),
  ];
}

const idOf = (downlink: string): string => downlink.split(' ', 1)[0] ?? downlink;

function without(some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
}
