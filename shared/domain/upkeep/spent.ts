/** How work on all of an experiment gets past a place at which every run dies: it always ends, and says what it left out. */
import { INGEST_SECONDS, MOST_TRIES } from '../downlink/run-time.ts';
import type { Key } from '../kind.ts';
import type { Micros } from '../time.ts';
import { typedCommand } from '../words/typed-command.ts';
import { FILES, KEPT, type UpkeepRecord, UpkeepTally, type UpkeepTask } from './upkeep-record.ts';

/** Whether each run that may begin at this place has begun and died. */
export const isSpentUpkeep = ({ tries }: UpkeepRecord): boolean => tries >= MOST_TRIES;

const WORDS = {
  VERIFY: { name: 'verification', done: 'verified', command: 'verify' },
  REBUILD: { name: 'rebuild', done: 'made again', command: 'rebuild' },
} as const satisfies Record<UpkeepTask, object>;

/** The record past the item that its runs died on, which is named; where they died on none, the work ends. */
export function pastSpent(key: Key, record: UpkeepRecord, now: Micros): UpkeepRecord {
  const { at, task, tries } = record;
  const tally = new UpkeepTally(record);
  const { name, done, command } = WORDS[task];
  const again = `then ${typedCommand(`${command} -e ${key.partition}`)} again`;
  if (at === null) {
    const why = `${tries} runs of the ${name} died ${placeText(record)}, and what follows was not ${done}: see the log of ingest-downlink, ${again}`;
    tally.differ(`${key.partition}/${key.sort}`, why);
    return { ...record, ...tally.figures(), endedAt: now, due: false, lease: null };
  }
  const why = `not ${done}: ${tries} runs ended before they were done with it; each may take ${INGEST_SECONDS / 60} minutes`;
  const advice = `see the log of ingest-downlink for what ended them (time, memory or an error), ${again}`;
  tally.differ(keyOf(key.partition, at), why, advice);
  return { ...record, ...tally.figures(), after: at, at: null, tries: 0 };
}

function placeText({ after }: UpkeepRecord): string {
  return after === '' ? 'at its beginning' : `behind ${after}`;
}

/** As differences name objects and items. */
function keyOf(experiment: string, at: string): string {
  if (at.startsWith(KEPT)) return `kept/${at.slice(KEPT.length)}`;
  if (at.startsWith(FILES)) return `raw/${experiment}/${at.slice(FILES.length)}`;
  return `${experiment}/${at}`;
}
