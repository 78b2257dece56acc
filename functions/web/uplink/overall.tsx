import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { type Desk, isOnItsWay, isOver, type Job } from './desk.ts';
import { reachedBytes, sentText } from './job-text.ts';
import { rateOf } from './rate.ts';

interface OverallProps {
  readonly desk: Desk;
  readonly jobs: readonly Job[];
}

/** All files together, with one button to stop them and one to go on. */
export function Overall({ desk, jobs }: OverallProps) {
  const going = jobs.filter((job) => isOnItsWay(job) && job.stage.at !== 'PAUSED');
  const paused = jobs.filter(({ stage }) => stage.at === 'PAUSED');
  const over = jobs.filter(isOver);
  const keysOf = (some: readonly Job[]) => some.map(({ key }) => key);
  const [bytes, all] = [sum(jobs, reachedBytes), sum(jobs, ({ file }) => file.size)];
  const now = performance.now();
  const rate = sum(going, ({ reached }) => rateOf(reached, now) ?? 0);
  return (
    <div class="overall">
      <p role="status">
        {groupedText(over.length)} of {countText(jobs.length, 'file')} done{countsText(jobs)}
      </p>
      {going.length > 0 && jobs.length > 1 && (
        <>
          <progress max={Math.max(1, all)} value={bytes} aria-label="All files, sent" />
          <p class="soft">{sentText(bytes, all, rate > 0 ? rate : null)}</p>
        </>
      )}
      {going.length > 1 && (
        <button type="button" onClick={() => desk.pause(keysOf(going))}>
          Pause all
        </button>
      )}
      {paused.length > 1 && (
        <button type="button" onClick={() => desk.goOn(keysOf(paused))}>
          Go on with all
        </button>
      )}
      {over.length > 1 && (
        <button type="button" onClick={() => desk.remove(keysOf(over))}>
          Clear what is done
        </button>
      )}
    </div>
  );
}

const sum = (jobs: readonly Job[], of: (job: Job) => number): number =>
  jobs.reduce((all, job) => all + of(job), 0);

/** What became of them, by what people look for. */
function countsText(jobs: readonly Job[]): string {
  const counts = [
    ['paused', jobs.filter(({ stage }) => stage.at === 'PAUSED').length],
    ['being read', jobs.filter(({ stage }) => stage.at === 'SENT').length],
    ['with rejects', stateCount(jobs, 'INGESTED_WITH_REJECTS')],
    ['refused', stateCount(jobs, 'REFUSED')],
    ['FAILED on the stack', stateCount(jobs, 'FAILED')],
    ['not stored', jobs.filter(({ stage }) => stage.at === 'FAILED').length],
  ] as const;
  return counts
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `, ${groupedText(count)} ${word}`)
    .join('');
}

const stateCount = (jobs: readonly Job[], state: string): number =>
  jobs.filter(({ stage }) => stage.at === 'DONE' && stage.receipt.state === state).length;
